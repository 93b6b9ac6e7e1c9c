import { ExpressionError } from './expression.ts';

export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly column: number }
  | { readonly kind: 'string'; readonly text: string; readonly column: number }
  | { readonly kind: 'number'; readonly value: number; readonly column: number }
  | { readonly kind: 'sign'; readonly text: string; readonly column: number }
  | { readonly kind: 'end'; readonly column: number };

/** An expression is a sentence, not a program. */
export const MAX_EXPRESSION_CHARS = 2_000;

// A name may be in any script; a hyphen within it is a part of it.
const NAME = /[\p{L}_][\p{L}\p{N}\p{M}_-]*/uy;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const SIGN = /==|!=|<=|>=|[<>()[\],.]/y;
const SPACE = /\s+/y;
const STRING = /"(?:[^"\\]|\\["\\])*"|'(?:[^'\\]|\\['\\])*'/y;

/** Cuts a text into tokens. Throws ExpressionError. */
export function tokensOf(text: string): readonly Token[] {
  if (text.length > MAX_EXPRESSION_CHARS) {
    throw new ExpressionError(`longer than ${MAX_EXPRESSION_CHARS} characters`, MAX_EXPRESSION_CHARS + 1);
  }
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < text.length) {
    if (take(SPACE) !== undefined) continue;
    const column = at + 1;
    const name = take(NAME);
    if (name !== undefined) {
      tokens.push({ kind: 'name', text: name, column });
      continue;
    }
    const number = take(NUMBER);
    if (number !== undefined) {
      tokens.push({ kind: 'number', value: Number(number), column });
      continue;
    }
    const string = take(STRING);
    if (string !== undefined) {
      tokens.push({ kind: 'string', text: string.slice(1, -1).replace(/\\(.)/g, '$1'), column });
      continue;
    }
    const sign = take(SIGN);
    if (sign === undefined) throw new ExpressionError(unreadable(text, at), column);
    tokens.push({ kind: 'sign', text: sign, column });
  }
  tokens.push({ kind: 'end', column: text.length + 1 });
  return tokens;
}

function unreadable(text: string, at: number): string {
  const found = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (found === '"' || found === "'") return 'a string without its end';
  if (found === '=') return 'equality is written ==';
  if (found === '&') return 'AND is written as a word';
  if (found === '|') return 'OR is written as a word';
  if (found === '!') return 'NOT is written as a word';
  return `${JSON.stringify(found)} has no meaning here`;
}
