const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Where a text is best cut: after a blank, a line's end, or punctuation of any script. */
const BREAK = /[\s\p{P}]$/u;

/** A character as people see it, unless that alone is too large: then by code points. */
function* pieces(text: string, most: number, sizeOf: (text: string) => number): Generator<string> {
  for (const { segment } of graphemes.segment(text)) {
    if (sizeOf(segment) <= most) yield segment;
    else yield* segment;
  }
}

/**
 * Cuts a text into parts of at most `most`, as `sizeOf` counts: after a word or a
 * sentence where that leaves the part at least half full, and never inside a
 * character that people see as one. No part is blank.
 */
export function cutText(text: string, most: number, sizeOf: (text: string) => number): readonly string[] {
  const parts: string[] = [];
  let [part, size, breakAt] = ['', 0, 0];
  const cut = (at: number): void => {
    const head = part.slice(0, at).trimEnd();
    if (head !== '') parts.push(head);
    part = part.slice(at).trimStart();
    [size, breakAt] = [sizeOf(part), 0];
  };
  for (const piece of pieces(text, most, sizeOf)) {
    const grown = sizeOf(piece);
    // What is left behind a sentence's end may still be too large for one more piece.
    while (part !== '' && size + grown > most) cut(breakAt > part.length / 2 ? breakAt : part.length);
    if (part === '' && piece.trim() === '' && parts.length > 0) continue;
    part += piece;
    size += grown;
    if (BREAK.test(piece)) breakAt = part.length;
  }
  cut(part.length);
  return parts;
}
