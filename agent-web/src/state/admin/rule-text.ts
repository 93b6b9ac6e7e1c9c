/** Where something stands in a text: lines and columns from 1, in UTF-16 units. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
  /** From 0, up to and without `end`. */
  readonly offset: number;
  readonly end: number;
}

/** What is missing where a text is no JSON. */
export type TextFault = 'value' | 'key' | 'colon' | 'comma' | 'end' | 'string' | 'twice' | 'deep';

/** Where the value under a path such as "queues.sales.steps.0.when" is. */
type Places = ReadonlyMap<string, { readonly offset: number; readonly end: number }>;

export type ReadText =
  | { readonly ok: true; readonly value: unknown; readonly places: Places }
  | { readonly ok: false; readonly fault: TextFault; readonly at: TextPlace };

const MAX_DEPTH = 32;
const BLANK = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

class Broken extends Error {
  readonly fault: TextFault;
  readonly offset: number;

  constructor(fault: TextFault, offset: number) {
    super(fault);
    this.fault = fault;
    this.offset = offset;
  }
}

/** Reads JSON (RFC 8259) and remembers where everything stands; a name that stands twice in one object is a fault. */
export function readText(text: string): ReadText {
  const reader = new Reader(text);
  try {
    return { ok: true, value: reader.document(), places: reader.places };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { ok: false, fault: error.fault, at: placeAt(text, error.offset, error.offset + 1) };
  }
}

/** What fits on a line of so many characters stands on one. */
const LINE_CHARS = 66;

/** A value as JSON that is read by people: short objects and lists on one line. */
export const writtenText = (value: unknown): string => `${written(value, '')}\n`;

function written(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const list = Array.isArray(value);
  const parts = Object.entries(value).map(([name, part]) => {
    const text = written(part, `${indent}  `);
    return list ? text : `${JSON.stringify(name)}: ${text}`;
  });
  const [open, close] = list ? ['[', ']'] : ['{', '}'];
  const gap = list || parts.length === 0 ? '' : ' ';
  const line = `${open}${gap}${parts.join(', ')}${gap}${close}`;
  // The document itself and its parts are never one line: they are what is looked for.
  if (indent.length > 0 && indent.length + line.length <= LINE_CHARS && !line.includes('\n')) return line;
  return parts.length === 0
    ? `${open}${close}`
    : `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`;
}

class Reader {
  readonly places = new Map<string, { readonly offset: number; readonly end: number }>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): unknown {
    const value = this.#value('', 0);
    this.#blank();
    if (this.#at < this.#text.length) throw new Broken('end', this.#at);
    return value;
  }

  #value(path: string, depth: number): unknown {
    if (depth > MAX_DEPTH) throw new Broken('deep', this.#at);
    this.#blank();
    const offset = this.#at;
    const value = this.#inner(path, depth);
    this.places.set(path, { offset, end: this.#at });
    return value;
  }

  #inner(path: string, depth: number): unknown {
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(path, depth);
      case '[':
        return this.#list(path, depth);
      case '"':
        return this.#string();
      default: {
        const word = this.#match(WORD);
        if (word === undefined) throw new Broken('value', this.#at);
        return JSON.parse(word);
      }
    }
  }

  #object(path: string, depth: number): unknown {
    const entries = new Map<string, unknown>();
    this.#at += 1;
    for (let first = true; !this.#closes('}', first); first = false) {
      this.#blank();
      const keyAt = this.#at;
      if (this.#text[this.#at] !== '"') throw new Broken('key', this.#at);
      const key = this.#string();
      if (entries.has(key)) throw new Broken('twice', keyAt);
      this.#blank();
      if (this.#text[this.#at] !== ':') throw new Broken('colon', this.#at);
      this.#at += 1;
      entries.set(key, this.#value(under(path, key), depth + 1));
    }
    // Defined and not assigned: "__proto__" is a name like any other.
    return Object.fromEntries(entries);
  }

  #list(path: string, depth: number): unknown {
    const values: unknown[] = [];
    this.#at += 1;
    for (let first = true; !this.#closes(']', first); first = false)
      values.push(this.#value(under(path, String(values.length)), depth + 1));
    return values;
  }

  /** Past the end of an object or list, or past the comma before its next part. */
  #closes(end: '}' | ']', first: boolean): boolean {
    this.#blank();
    const found = this.#text[this.#at];
    if (found === end) {
      this.#at += 1;
      return true;
    }
    if (first) return false;
    if (found !== ',') throw new Broken('comma', this.#at);
    this.#at += 1;
    return false;
  }

  #string(): string {
    const start = this.#at;
    try {
      // What is between the quotes is JSON's own business: control characters, escapes.
      return String(JSON.parse(this.#match(STRING) ?? ''));
    } catch {
      throw new Broken('string', start);
    }
  }

  #blank(): void {
    this.#match(BLANK);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

const under = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** The line and column of a stretch of the text. */
function placeAt(text: string, offset: number, end: number): TextPlace {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n'), offset, end: Math.min(end, text.length) };
}

/**
 * Where a problem of rules stands: at its column within the expression under
 * its path, or at what is there; what is not there, at what it is missing in.
 */
export function placeOf(text: string, places: Places, path: string, column: number): TextPlace {
  for (let wanted = path; ; wanted = wanted.slice(0, Math.max(0, wanted.lastIndexOf('.')))) {
    const found = places.get(wanted);
    if (found !== undefined) {
      if (column > 0 && wanted === path && text[found.offset] === '"') {
        const offset = writtenAt(text, found.offset + 1, found.end - 1, column - 1);
        return placeAt(text, offset, Math.max(offset + 1, found.end - 1));
      }
      const lineEnd = text.indexOf('\n', found.offset);
      return placeAt(text, found.offset, lineEnd < 0 ? found.end : Math.min(found.end, lineEnd));
    }
    if (wanted === '') return placeAt(text, 0, 1);
  }
}

/** Where a character of a string's value is written: an escape is longer than what it stands for. */
function writtenAt(text: string, from: number, end: number, index: number): number {
  let at = from;
  for (let left = index; left > 0 && at < end; left -= 1) {
    if (text[at] !== '\\') at += 1;
    else at += text[at + 1] === 'u' ? 6 : 2;
  }
  return Math.min(at, end);
}
