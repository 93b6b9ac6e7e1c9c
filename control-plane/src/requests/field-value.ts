import { type FieldRule, keptValue, MAX_FIELD_VALUE, WeftError } from '@weft/proto';
import { text } from './fields.ts';

/** What values are kept under. */
export const FIELD_KEY = /^[a-z0-9][a-z0-9-]{0,31}$/;

/** A key from outside. Throws BAD_REQUEST. */
export function fieldKey(raw: string): string {
  if (!FIELD_KEY.test(raw)) throw new WeftError('BAD_REQUEST', 'no key of a field');
  return raw;
}

/** A value from outside, whatever its field is: one line. Throws TOO_LONG. */
export function fieldText(raw: string): string {
  const line = text(raw, MAX_FIELD_VALUE + 1).replace(/\s+/gu, ' ');
  if (raw.length > MAX_FIELD_VALUE * 4 || [...line].length > MAX_FIELD_VALUE) throw new WeftError('TOO_LONG');
  return line;
}

/** A value as its field keeps it; empty = nothing any more. Throws BAD_REQUEST, TOO_LONG. */
export function fieldValue(rule: FieldRule, raw: string): string {
  const value = keptValue(rule, fieldText(raw));
  if (value === undefined) throw new WeftError('BAD_REQUEST', `the field takes no such value: ${rule.kind}`);
  return value;
}
