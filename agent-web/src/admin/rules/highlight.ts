/** What a stretch of the document is, for its colour. */
export type TokenKind = 'key' | 'text' | 'number' | 'word' | 'plain';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it begins. */
  readonly offset: number;
}

const TOKEN = /"(?:[^"\\\n]|\\.)*"?(?=(\s*:)?)|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

/** A document in stretches of one colour, right or wrong as it is; together they are the text. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const add = (kind: TokenKind, end: number): void => {
    if (end > at) tokens.push({ kind, text: text.slice(at, end), offset: at });
    at = end;
  };
  for (const found of text.matchAll(TOKEN)) {
    const [token, colon] = found;
    add('plain', found.index);
    const first = token[0] ?? '';
    const kind =
      first === '"' ? (colon === undefined ? 'text' : 'key') : /[a-z]/.test(first) ? 'word' : 'number';
    add(kind, found.index + token.length);
  }
  add('plain', text.length);
  return tokens;
}

/** Tokens cut where a stretch begins or ends, so that a mark can be drawn below part of one. */
export function cutAt(tokens: readonly Token[], edges: readonly number[]): readonly Token[] {
  const sorted = [...new Set(edges)].sort((a, b) => a - b);
  return tokens.flatMap((token) => {
    const inside = sorted.filter((edge) => edge > token.offset && edge < token.offset + token.text.length);
    const starts = [token.offset, ...inside];
    return starts.map((start, index) => {
      const end = starts[index + 1] ?? token.offset + token.text.length;
      return {
        kind: token.kind,
        text: token.text.slice(start - token.offset, end - token.offset),
        offset: start,
      };
    });
  });
}
