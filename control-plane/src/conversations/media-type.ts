/** How much of a file's beginning is looked at: a JPEG's size may stand behind half a megabyte of a camera's notes. */
export const HEAD_BYTES = 524_288;

/** What a file is, by its bytes. */
export interface Sniffed {
  readonly mediaType: string;
  /** Pixels; 0 = not a picture whose size its head tells. */
  readonly width: number;
  readonly height: number;
}

const is = (bytes: Uint8Array, at: number, ...expected: readonly number[]): boolean =>
  expected.every((byte, index) => bytes[at + index] === byte);
const says = (bytes: Uint8Array, at: number, text: string): boolean =>
  is(bytes, at, ...[...text].map((character) => character.charCodeAt(0)));
const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const plain = (mediaType: string): Sniffed => ({ mediaType, width: 0, height: 0 });

/**
 * What a file is that begins with these bytes; undefined = nothing that is
 * taken. What a browser would run (HTML, SVG, scripts) and programs are not,
 * whatever they are called.
 */
export function sniff(head: Uint8Array): Sniffed | undefined {
  return picture(head) ?? document(head) ?? recording(head) ?? writing(head);
}

function picture(head: Uint8Array): Sniffed | undefined {
  const view = viewOf(head);
  if (is(head, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) && head.length >= 24) {
    return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if ((says(head, 0, 'GIF87a') || says(head, 0, 'GIF89a')) && head.length >= 10) {
    return { mediaType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (is(head, 0, 0xff, 0xd8, 0xff)) return { mediaType: 'image/jpeg', ...jpegSize(head, view) };
  if (says(head, 0, 'RIFF') && says(head, 8, 'WEBP') && head.length >= 30) return webp(head, view);
  return undefined;
}

/** Walks the segments to the frame's header (ITU-T T.81, B.2.2). */
function jpegSize(head: Uint8Array, view: DataView): { readonly width: number; readonly height: number } {
  for (let at = 2; at + 9 < head.length && head[at] === 0xff; ) {
    const marker = head[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return { width: 0, height: 0 };
}

/** RFC 9649, sections 2.5 to 2.7. */
function webp(head: Uint8Array, view: DataView): Sniffed {
  const mediaType = 'image/webp';
  if (says(head, 12, 'VP8X')) {
    const at = (offset: number): number => 1 + view.getUint16(offset, true) + ((head[offset + 2] ?? 0) << 16);
    return { mediaType, width: at(24), height: at(27) };
  }
  if (says(head, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { mediaType, width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return { mediaType, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

function document(head: Uint8Array): Sniffed | undefined {
  if (says(head, 0, '%PDF-')) return plain('application/pdf');
  if (!is(head, 0, 0x50, 0x4b, 0x03, 0x04)) return undefined;
  // Office documents are archives that begin with what they hold.
  const text = Buffer.from(head).toString('latin1');
  const office = 'application/vnd.openxmlformats-officedocument';
  if (text.includes('word/')) return plain(`${office}.wordprocessingml.document`);
  if (text.includes('xl/')) return plain(`${office}.spreadsheetml.sheet`);
  if (text.includes('ppt/')) return plain(`${office}.presentationml.presentation`);
  return plain('application/zip');
}

function recording(head: Uint8Array): Sniffed | undefined {
  if (says(head, 4, 'ftyp'))
    return plain(says(head, 8, 'M4A') || hasSoundOnly(head) ? 'audio/mp4' : 'video/mp4');
  if (is(head, 0, 0x1a, 0x45, 0xdf, 0xa3)) {
    const types = webmTracks(head);
    return plain(
      types.length > 0 && types.every((type) => type === WEBM.sound) ? 'audio/webm' : 'video/webm',
    );
  }
  if (says(head, 0, 'RIFF') && says(head, 8, 'WAVE')) return plain('audio/wav');
  if (says(head, 0, 'OggS')) return plain('audio/ogg');
  const isFrame = head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2;
  if (says(head, 0, 'ID3') || isFrame) return plain('audio/mpeg');
  return undefined;
}

/** Whether all tracks whose handlers stand in an MP4's head are of sound (ISO/IEC 14496-12, 8.4.3): a browser's recording has no brand of its own. */
function hasSoundOnly(head: Uint8Array): boolean {
  const text = Buffer.from(head).toString('latin1');
  const handlers = [...text.matchAll(/hdlr.{8}(soun|vide)/gs)].map(([, handler]) => handler);
  return handlers.length > 0 && handlers.every((handler) => handler === 'soun');
}

/** Elements of Matroska (RFC 9559, section 5.1), and a track type. */
const WEBM = {
  ...{ segment: 0x18538067, tracks: 0x1654ae6b, track: 0xae, trackType: 0x83 },
  sound: 2,
} as const;
/** Bytes of an element's id, and of its size, at most (RFC 8794, sections 4 and 5). */
const MAX_ID_BYTES = 4;
const MAX_SIZE_BYTES = 8;

interface Element {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/** A number whose length stands in its first byte; undefined = there is none. `marked`: with the bit that says so, as ids are. */
function variable(bytes: Uint8Array, at: number, most: number, marked: boolean) {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || length > most || at + length > bytes.length) return undefined;
  const bits = 0xff >> length;
  let value = marked ? first : first & bits;
  let isUnknown = (first & bits) === bits;
  for (const byte of bytes.subarray(at + 1, at + length)) {
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { length, value, isUnknown };
}

/** What is in an element, as far as the bytes go; one of unknown size has all that follows. */
function* elements(bytes: Uint8Array, { from, to }: Omit<Element, 'id'>): Generator<Element> {
  for (let at = from; at < to; ) {
    const id = variable(bytes, at, MAX_ID_BYTES, true);
    const size = id && variable(bytes, at + id.length, MAX_SIZE_BYTES, false);
    if (id === undefined || size === undefined) return;
    const start = at + id.length + size.length;
    const end = size.isUnknown ? to : Math.min(to, start + size.value);
    yield { id: id.value, from: start, to: end };
    at = end;
  }
}

/** The types of a WebM's tracks: sound alone is no film, and a browser's recording says so in no other way. */
function webmTracks(head: Uint8Array): readonly number[] {
  const inside = (outer: readonly Omit<Element, 'id'>[], id: number): readonly Element[] =>
    outer.flatMap((one) => [...elements(head, one)].filter((element) => element.id === id));
  const segments = inside([{ from: 0, to: head.length }], WEBM.segment);
  const types = inside(inside(inside(segments, WEBM.tracks), WEBM.track), WEBM.trackType);
  return types.flatMap(({ from, to }) => (to > from ? [head[to - 1] ?? 0] : []));
}

/** Texts a browser or a shell would take for more than a text. */
const ACTIVE = /^\s*(<|#!|\{\\rtf)/;

function writing(head: Uint8Array): Sniffed | undefined {
  if (head.length === 0 || head.includes(0)) return undefined;
  // The last character may be cut.
  const text = new TextDecoder('utf-8', { fatal: true });
  try {
    const read = text.decode(head, { stream: head.length >= HEAD_BYTES });
    return ACTIVE.test(read) ? undefined : plain('text/plain');
  } catch {
    return undefined;
  }
}
