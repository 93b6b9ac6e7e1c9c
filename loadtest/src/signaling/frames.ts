/** A binary WebSocket message as it lies in a buffer (RFC 6455 section 5.2): where its payload begins and ends. */
export interface Lying {
  readonly opcode: number;
  readonly start: number;
  readonly end: number;
}

/** The message that begins at this offset; undefined while it is not there whole. A server masks nothing. */
export function messageAt(bytes: Buffer, at: number): Lying | undefined {
  if (bytes.length < at + 2) return undefined;
  const short = bytes.readUInt8(at + 1) & 0x7f;
  const start = at + (short === 126 ? 4 : short === 127 ? 10 : 2);
  if (bytes.length < start) return undefined;
  const size =
    short === 126
      ? bytes.readUInt16BE(at + 2)
      : short === 127
        ? Number(bytes.readBigUInt64BE(at + 2))
        : short;
  const end = start + size;
  return bytes.length < end ? undefined : { opcode: bytes.readUInt8(at) & 0x0f, start, end };
}

/** Tags of a push's fields (proto/schema/signal.proto): the control plane's body, and who pushed it. */
const [CONTROL, SOURCE_ID] = [0x0a, 0x1a];

/** Where the control plane's body lies in a push's frame; its fields come in any order. */
export function bodyStart(frame: Uint8Array): number {
  const afterNumber = (from: number): number => {
    let at = from;
    while ((frame[at] ?? 0) > 0x7f) at += 1;
    return at + 1;
  };
  // Behind the frame's place and the push's head.
  let at = afterNumber(afterNumber(1) + 1);
  while (at < frame.length && frame[at] !== CONTROL) {
    // A sender's id is short: its length is one byte.
    if (frame[at] === SOURCE_ID) at += 2 + (frame[at + 1] ?? 0);
    else at = afterNumber(at + 1);
  }
  return afterNumber(at + 1);
}

/** A client's binary message, masked with zeros. */
export function clientMessage(payload: Uint8Array): Buffer {
  const length = payload.length;
  const head = length < 126 ? [0x82, 0x80 | length] : [0x82, 0x80 | 126, length >> 8, length & 0xff];
  if (length > 0xffff) throw new RangeError(`${length} bytes are no frame of a crowd`);
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]);
}
