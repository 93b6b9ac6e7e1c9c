import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Eight bits for each of red, green and blue. */
const COLOUR = Buffer.from([8, 2, 0, 0, 0]);

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A picture of a lamp's light: a PNG (ISO/IEC 15948) that fades from one colour, 0 to 255 each, to black. */
export function lampPicture(width: number, height: number, [red, green, blue]: readonly number[]): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const far = Math.hypot(x - width / 2, y - height / 2) / Math.hypot(width / 2, height / 2);
      const bright = Math.max(0, 1 - far);
      rows.set(
        [red, green, blue].map((part = 0) => Math.round(part * bright)),
        y * (1 + width * 3) + 1 + x * 3,
      );
    }
  }
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    ...[SIGNATURE, chunk('IHDR', Buffer.concat([size, COLOUR]))],
    ...[chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))],
  ]);
}
