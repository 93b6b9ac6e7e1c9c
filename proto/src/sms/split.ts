import { encodeGsm7, septetsOf } from './gsm7.ts';

/** How a text goes. */
export interface SplitText {
  readonly coding: 'gsm7' | 'ucs2';
  /** Each as it is in the message, without a header. */
  readonly parts: readonly Uint8Array[];
}

/** Units of one message, and of each part of several: septets, or UTF-16 units (a header takes the difference). */
const LIMITS = { gsm7: { whole: 160, part: 153 }, ucs2: { whole: 70, part: 67 } } as const;
const WIDE = { gsm7: 152, ucs2: 66 } as const;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A character as people see it, unless that alone is more than a part holds: then by code points. */
function* pieces(text: string, most: number): Generator<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (segment.length <= most) yield segment;
    else yield* segment;
  }
}

function encodeUcs2(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at));
  return bytes;
}

/**
 * Cuts a text into the fewest parts that no character is cut in: no surrogate
 * pair, no combining sequence, no escape pair. In GSM 7 where its alphabet has every
 * character, else in UCS-2.
 *
 * @param bits of the reference in the header: 16 leave one unit less in a part
 */
export function splitText(text: string, bits: 8 | 16): SplitText {
  const septets = septetsOf(text);
  const coding = septets === undefined ? 'ucs2' : 'gsm7';
  const encode = (part: string): Uint8Array => encodeGsm7(part) ?? encodeUcs2(part);
  const encodePart = coding === 'gsm7' ? encode : encodeUcs2;
  const sizeOf = (part: string): number => (coding === 'gsm7' ? (septetsOf(part) ?? 0) : part.length);
  if (sizeOf(text) <= LIMITS[coding].whole) return { coding, parts: [encodePart(text)] };
  const most = bits === 8 ? LIMITS[coding].part : WIDE[coding];
  const parts: string[] = [];
  let [part, size] = ['', 0];
  for (const piece of pieces(text, most)) {
    const grown = sizeOf(piece);
    if (size + grown > most) {
      parts.push(part);
      [part, size] = ['', 0];
    }
    part += piece;
    size += grown;
  }
  parts.push(part);
  return { coding, parts: parts.map(encodePart) };
}
