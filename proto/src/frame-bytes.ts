/**
 * A session's frames as bytes: what an edge does for every push, without taking
 * the push apart and putting it together again. The schemas' codecs do the same
 * and more; a test holds this file to them.
 */

/** Tags of the schemas' fields: number and wire type (protobuf encoding). */
const CONTROL = 0x0a;
const MEDIA = 0x12;
/** SessionPush.source_id and Push.source_id. */
const [SESSION_PUSH_SOURCE_ID, PUSH_SOURCE_ID] = [0x2a, 0x1a];
/** SessionPush.source_seq and Push.source_seq. */
const [SESSION_PUSH_SOURCE_SEQ, PUSH_SOURCE_SEQ] = [0x30, 0x20];
/** ServerFrame.seq and ServerFrame.push. */
const [FRAME_SEQ, FRAME_PUSH] = [0x08, 0x22];

/** Beyond this a push is taken apart as any other. */
const MAX_PLAIN_BYTES = 65_536;
const MAX_SOURCE_ID_BYTES = 127;
/** A tag and the greatest length that a plain push can have. */
const MAX_HEAD_BYTES = 4;

const scratch = new Uint8Array(MAX_HEAD_BYTES + MAX_PLAIN_BYTES);

const ascii = new TextDecoder('latin1');

/** Who sent a push, and its place among that sender's to the session: empty and 0 where it does not say. */
export interface PushCursor {
  sourceId: string;
  sourceSeq: number;
}

/** How many bytes a number takes (protobuf's varint, up to 32 bits). */
const varintSize = (value: number): number =>
  value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5;

function writeVarint(value: number, into: Uint8Array, at: number): number {
  let rest = value;
  let end = at;
  for (; rest > 0x7f; rest >>>= 7) into[end++] = (rest & 0x7f) | 0x80;
  into[end++] = rest;
  return end;
}

/** How many bytes a frame's place in its session's sequence takes. */
export const placeSize = (seq: number): number => 1 + varintSize(seq);

/** Writes the place of a frame, before the rest of it as ServerFrame.encode() gives it without one; returns where that begins. */
export function writePlace(seq: number, into: Uint8Array, at: number): number {
  into[at] = FRAME_SEQ;
  return writeVarint(seq, into, at + 1);
}

/** Where a varint that begins here ends; -1 = not within 32 bits, or not within the bytes. */
function varintEnd(bytes: Uint8Array, at: number): number {
  for (let end = at; end < at + 5; end++) {
    const octet = bytes[end];
    if (octet === undefined) return -1;
    if (octet < 0x80) return end === at + 4 && octet > 0x0f ? -1 : end + 1;
  }
  return -1;
}

function varintAt(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let i = end - 1; i >= at; i--) value = value * 0x80 + ((bytes[i] ?? 0) & 0x7f);
  return value;
}

/**
 * The frame of a SessionPush that holds nothing for the edge itself: source and
 * cursor, each at most once, no key, no wish to close, nobody's holding, nothing
 * unknown. It lacks its place, and stands until the next call. Undefined for
 * every other push and for bytes that are none: those are for the codec.
 *
 * @param cursor is given the push's, where there is a frame
 */
export function frameOfPlainPush(push: Uint8Array, cursor?: PushCursor): Uint8Array | undefined {
  const { length } = push;
  if (length > MAX_PLAIN_BYTES) return undefined;
  let [sourceAt, idAt, seqAt] = [-1, -1, -1];
  let [sourceId, sourceSeq] = ['', 0];
  for (let at = 0; at < length; ) {
    const tag = push[at];
    const end = varintEnd(push, at + 1);
    if (end < 0) return undefined;
    if (tag === SESSION_PUSH_SOURCE_SEQ && seqAt < 0) {
      seqAt = at;
      sourceSeq = varintAt(push, at + 1, end);
      at = end;
      continue;
    }
    const next = end + varintAt(push, at + 1, end);
    if (next > length) return undefined;
    if ((tag === CONTROL || tag === MEDIA) && sourceAt < 0) sourceAt = at;
    else if (tag === SESSION_PUSH_SOURCE_ID && idAt < 0 && isShortAscii(push, end, next)) {
      idAt = at;
      if (cursor !== undefined) sourceId = ascii.decode(push.subarray(end, next));
    } else return undefined;
    at = next;
  }
  if (sourceAt < 0) return undefined;
  if (cursor !== undefined) {
    cursor.sourceId = sourceId;
    cursor.sourceSeq = sourceSeq;
  }
  scratch[0] = FRAME_PUSH;
  const start = writeVarint(length, scratch, 1);
  scratch.set(push, start);
  // The fields are the same, under other numbers.
  if (idAt >= 0) scratch[start + idAt] = PUSH_SOURCE_ID;
  if (seqAt >= 0) scratch[start + seqAt] = PUSH_SOURCE_SEQ;
  return scratch.subarray(0, start + length);
}

/** A tag and the greatest length of a frame's body; a tag and the greatest count. */
const [MAX_PUSH_HEAD_BYTES, MAX_CURSOR_BYTES] = [6, 6];

/**
 * The frame of a push that many sessions get: all of it is put together once but
 * the source's count, in which theirs differ.
 */
export class SharedFrame {
  readonly #memory: Uint8Array;
  /** Where the push without its count ends. */
  readonly #end: number;
  #length = -1;
  #start = 0;

  /** `push` = what Push.encode() gives of it without a count. */
  constructor(push: Uint8Array) {
    this.#end = MAX_PUSH_HEAD_BYTES + push.length;
    this.#memory = new Uint8Array(this.#end + MAX_CURSOR_BYTES);
    this.#memory.set(push, MAX_PUSH_HEAD_BYTES);
  }

  /** The frame with this count (0 = none). It lacks its place, and stands until the next call. */
  with(sourceSeq: number): Uint8Array {
    let end = this.#end;
    if (sourceSeq > 0) {
      this.#memory[end] = PUSH_SOURCE_SEQ;
      end = writeVarint(sourceSeq, this.#memory, end + 1);
    }
    const length = end - MAX_PUSH_HEAD_BYTES;
    if (length !== this.#length) {
      // The head ends where the push begins.
      this.#start = MAX_PUSH_HEAD_BYTES - 1 - varintSize(length);
      this.#memory[this.#start] = FRAME_PUSH;
      writeVarint(length, this.#memory, this.#start + 1);
      this.#length = length;
    }
    return this.#memory.subarray(this.#start, end);
  }
}

/** What is not ASCII might be no text at all. */
function isShortAscii(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at > MAX_SOURCE_ID_BYTES) return false;
  for (let i = at; i < end; i++) if ((bytes[i] ?? 0x80) > 0x7f) return false;
  return true;
}
