import { WeftError } from '@weft/proto';

/** SMPP 3.4 command ids (section 5.1.2.1); a response is its request with the highest bit. */
export const COMMANDS = {
  bindReceiver: 0x1,
  bindTransmitter: 0x2,
  submitSm: 0x4,
  deliverSm: 0x5,
  unbind: 0x6,
  bindTransceiver: 0x9,
  enquireLink: 0x15,
  dataSm: 0x103,
  genericNack: 0x8000_0000,
} as const;

const RESPONSE = 0x8000_0000;

/** The id of a request's response. */
export const responseTo = (command: number): number => (command | RESPONSE) >>> 0;
export const isResponse = (command: number): boolean => (command & RESPONSE) !== 0;

/** Command statuses (section 5.1.3) that are told apart here. */
export const STATUS = {
  ok: 0x0,
  invalidCommandId: 0x3,
  alreadyBound: 0x5,
  systemError: 0x8,
  bindFailed: 0xd,
  invalidPassword: 0xe,
  queueFull: 0x14,
  throttled: 0x58,
  /** Receiver temporary application error: the carrier is to try again. */
  temporary: 0x64,
} as const;

/** Optional parameters (section 5.3.2) that are read or written here. */
export const TLVS = {
  receiptedMessageId: 0x1e,
  userMessageReference: 0x204,
  sarReference: 0x20c,
  sarTotal: 0x20e,
  sarIndex: 0x20f,
  messagePayload: 0x424,
  networkErrorCode: 0x423,
  messageState: 0x427,
} as const;

/** One protocol data unit. */
export interface Pdu {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Uint8Array;
}

const HEADER_BYTES = 16;
/** A message of 64 KB with everything around it; nothing that a carrier sends is larger. */
const MAX_PDU_BYTES = 70_000;

export function encodePdu({ command, status, sequence, body }: Pdu): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, bytes.length);
  view.setUint32(4, command);
  view.setUint32(8, status);
  view.setUint32(12, sequence);
  bytes.set(body, HEADER_BYTES);
  return bytes;
}

/** Cuts a connection's bytes into units. It holds at most one unit that is not whole. */
export class PduReader {
  #rest: Uint8Array = new Uint8Array();

  /** Throws BAD_FRAME when the stream cannot be SMPP: nothing after that can be read. */
  read(chunk: Uint8Array): readonly Pdu[] {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const units: Pdu[] = [];
    while (bytes.length >= 4) {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const length = view.getUint32(0);
      if (length < HEADER_BYTES || length > MAX_PDU_BYTES) {
        throw new WeftError('BAD_FRAME', `an SMPP unit of ${length} bytes`);
      }
      if (bytes.length < length) break;
      units.push({
        command: view.getUint32(4),
        status: view.getUint32(8),
        sequence: view.getUint32(12),
        body: bytes.slice(HEADER_BYTES, length),
      });
      bytes = bytes.subarray(length);
    }
    // A copy, so that a large chunk is not held for its last bytes.
    this.#rest = bytes.slice();
    return units;
  }
}

/** Reads a body's fields in order; whatever is missing at the end is empty, as in short responses. */
export class FieldReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  byte(): number {
    const byte = this.#bytes[this.#at] ?? 0;
    this.#at += 1;
    return byte;
  }

  /** Up to the zero that ends it. Throws BAD_FRAME when there is none within `most` characters. */
  text(most: number): string {
    if (this.left <= 0) return '';
    const end = this.#bytes.indexOf(0, this.#at);
    if (end < 0 || end - this.#at > most) throw new WeftError('BAD_FRAME', 'a text without its end');
    const text = Buffer.from(this.#bytes.subarray(this.#at, end)).toString('latin1');
    this.#at = end + 1;
    return text;
  }

  /** Throws BAD_FRAME when there are not as many. */
  bytes(count: number): Uint8Array {
    if (this.left < count) throw new WeftError('BAD_FRAME', 'a field that is longer than its unit');
    const bytes = this.#bytes.slice(this.#at, this.#at + count);
    this.#at += count;
    return bytes;
  }

  /** All optional parameters that follow, by tag; of one that comes twice the first. Throws BAD_FRAME. */
  tlvs(): ReadonlyMap<number, Uint8Array> {
    const found = new Map<number, Uint8Array>();
    while (this.left >= 4) {
      const tag = this.byte() * 256 + this.byte();
      const length = this.byte() * 256 + this.byte();
      const value = this.bytes(length);
      if (!found.has(tag)) found.set(tag, value);
    }
    return found;
  }
}

/** Writes a body's fields in order. */
export class FieldWriter {
  readonly #parts: Uint8Array[] = [];

  byte(value: number): this {
    this.#parts.push(Uint8Array.of(value & 0xff));
    return this;
  }

  /** @param most characters; what is more is cut */
  text(value: string, most: number): this {
    this.#parts.push(Buffer.from(value.slice(0, most).replaceAll('\0', ''), 'latin1'), Uint8Array.of(0));
    return this;
  }

  bytes(value: Uint8Array): this {
    this.#parts.push(value);
    return this;
  }

  tlvs(values: ReadonlyMap<number, Uint8Array>): this {
    for (const [tag, value] of values) {
      this.#parts.push(Uint8Array.of(tag >> 8, tag & 0xff, value.length >> 8, value.length & 0xff), value);
    }
    return this;
  }

  done(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}
