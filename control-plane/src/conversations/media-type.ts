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
  if (says(head, 4, 'ftyp')) return says(head, 8, 'M4A') ? plain('audio/mp4') : plain('video/mp4');
  if (is(head, 0, 0x1a, 0x45, 0xdf, 0xa3)) return plain('video/webm');
  if (says(head, 0, 'RIFF') && says(head, 8, 'WAVE')) return plain('audio/wav');
  if (says(head, 0, 'OggS')) return plain('audio/ogg');
  const isFrame = head[0] === 0xff && ((head[1] ?? 0) & 0xe6) === 0xe2;
  if (says(head, 0, 'ID3') || isFrame) return plain('audio/mpeg');
  return undefined;
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
