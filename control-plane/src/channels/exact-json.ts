import { WeftError } from '@weft/proto';

/** What the engine tells a reviver besides key and value (ECMAScript proposal "JSON.parse source text access"). */
interface Source {
  readonly source?: string;
}
type Reviver = (this: unknown, key: string, value: unknown, context: Source) => unknown;

/**
 * JSON whose numbers stay the text that they were: ids of 64 bits would lose
 * digits. Throws BAD_REQUEST for what is no JSON, or nested too deeply to read.
 */
export function readExactJson(text: string): unknown {
  const exact: Reviver = (_key, value, { source }) => (typeof value === 'number' ? source : value);
  try {
    return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
  } catch (error) {
    throw new WeftError('BAD_REQUEST', 'not JSON', { cause: error });
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Text that claims to be UTF-8. Throws BAD_REQUEST. */
export function readUtf8(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new WeftError('BAD_REQUEST', 'not UTF-8', { cause: error });
  }
}
