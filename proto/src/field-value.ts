import type { FieldValue } from './gen/index.ts';

/** Characters (code points) of a value: a list carries those of all its conversations. */
export const MAX_FIELD_VALUE = 100;

/** Bytes of all values of one conversation, and of one customer: a list of a hundred goes in one message. */
const MAX_SAID_BYTES = 3_000;

/** What a field of the company's own takes. */
export interface FieldRule {
  readonly kind: 'text' | 'number' | 'yes-no' | 'date' | 'choice';
  /** Of a choice. */
  readonly choices: readonly string[];
}

/** What a field says among values; empty = nothing. */
export const fieldIn = (values: readonly FieldValue[], key: string): string =>
  values.find((one) => one.key === key)?.value ?? '';

/** Whether these are no more than one head may carry. */
export const fitTogether = (values: readonly FieldValue[]): boolean =>
  new TextEncoder().encode(JSON.stringify(values)).length <= MAX_SAID_BYTES;

/**
 * A value as it is kept, so that what is the same is written the same: on a page before it is asked for, and by the
 * control plane, which asks for it. Empty = the field says nothing; undefined = it takes no such value.
 */
export function keptValue({ kind, choices }: FieldRule, written: string): string | undefined {
  const line = written.replace(/\s+/gu, ' ').trim();
  if (line === '') return '';
  switch (kind) {
    case 'text':
      return [...line].length <= MAX_FIELD_VALUE ? line : undefined;
    case 'number':
      return numberOf(line);
    case 'yes-no':
      return line === 'yes' || line === 'no' ? line : undefined;
    case 'date':
      return isDay(line) ? line : undefined;
    case 'choice':
      return choices.includes(line) ? line : undefined;
  }
}

/** In decimals, without what says nothing: 007.50 is 7.5. At most 15 digits and 6 decimals. */
function numberOf(line: string): string | undefined {
  const [, sign, whole, decimals = ''] = /^([+-]?)(\d{1,15})(?:\.(\d{1,6}))?$/.exec(line) ?? [];
  if (whole === undefined) return undefined;
  const fraction = decimals.replace(/0+$/, '');
  const plain = whole.replace(/^0+(?=\d)/, '') + (fraction === '' ? '' : `.${fraction}`);
  return sign === '-' && plain !== '0' ? `-${plain}` : plain;
}

/** As 2026-11-30, and a day that there is. */
function isDay(line: string): boolean {
  const atMs = /^\d{4}-\d\d-\d\d$/.test(line) ? Date.parse(`${line}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(line);
}
