import { WeftError } from '@weft/proto';
import { each, type Fields, fieldsOf, number, text, texts } from '../fields.ts';
import type { FieldKind, OwnField } from '../types.ts';

const KINDS = ['text', 'number', 'yes-no', 'date', 'choice'] as const satisfies readonly FieldKind[];

/** Undefined = of a kind that this page is too old to know. */
function fieldOf(one: Fields): OwnField | undefined {
  const kind = KINDS.find((known) => known === one.kind);
  if (kind === undefined) return undefined;
  const subject = one.subject === 'contact' ? 'contact' : 'conversation';
  const said = { label: text(one.label), choices: texts(one.choices), revision: number(one.revision) };
  return { subject, key: text(one.key), kind, ...said };
}

export const ownFieldsOf = (answer: unknown): readonly OwnField[] =>
  each(fieldsOf(answer).fields, fieldOf).filter((field) => field !== undefined);

/** One that was just kept. Throws INTERNAL for what this page cannot read. */
export function keptFieldOf(answer: unknown): OwnField {
  const field = fieldOf(fieldsOf(answer));
  if (field === undefined) throw new WeftError('INTERNAL', 'a field of another version');
  return field;
}
