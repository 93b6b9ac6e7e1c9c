import { WeftError } from '@weft/proto';

/** An answer's fields, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const number = (value: unknown): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : 0;
export const flag = (value: unknown): boolean => value === true;

/** Throws INTERNAL for what is no object. */
export function fieldsOf(value: unknown): Fields {
  if (!isObject(value)) throw new WeftError('INTERNAL', 'an answer that is no object');
  return value;
}

/** What can be read of a list; anything else in it is left out. */
export const each = <Value>(value: unknown, read: (entry: Fields) => Value): readonly Value[] =>
  Array.isArray(value) ? value.filter(isObject).map(read) : [];

export const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

/** Names with what they stand for; anything that is no object is empty. */
export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) && !Array.isArray(value) ? Object.entries(value) : [];
