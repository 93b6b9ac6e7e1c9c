import { each, text } from '../fields.ts';
import type {
  AccountDraft,
  AccountKind,
  ChannelAccount,
  RowDraft,
  SettingDraft,
  SettingField,
} from '../types.ts';

const NUMBER = /^-?\d+(\.\d+)?$/;

/** What an editor shows of a setting: a secret is never told, so it begins empty. */
function draftOf(field: SettingField, value: unknown): SettingDraft {
  const { type, secret, initial, columns } = field;
  if (secret) return '';
  switch (type) {
    case 'flag':
      return typeof value === 'boolean' ? value : initial === true;
    case 'list':
      return each(value, (row) => Object.fromEntries(columns.map(({ name }) => [name, text(row[name])])));
    default:
      return typeof value === 'string' || typeof value === 'number' ? String(value) : String(initial);
  }
}

const draftsOf = (fields: readonly SettingField[], settings: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(fields.map((field) => [field.name, draftOf(field, settings[field.name])]));

/** An account of a kind that is not there yet. */
export function newDraft({ kind, fields }: AccountKind, taken: readonly string[]): AccountDraft {
  const numbers = [1, ...taken.map((_, index) => index + 2)];
  const ids = numbers.map((number) => (number === 1 ? kind : `${kind}-${number}`));
  const accountId = ids.find((one) => !taken.includes(one)) ?? kind;
  return { ...{ accountId, name: '', kind, enabled: true, failoverTo: '' }, settings: draftsOf(fields, {}) };
}

/** An account that is there, to be changed. */
export function accountDraft(account: ChannelAccount, fields: readonly SettingField[]): AccountDraft {
  const { accountId, name, kind, enabled, failoverTo, settings } = account;
  return { accountId, name, kind, enabled, failoverTo, settings: draftsOf(fields, settings) };
}

/** A row that says nothing yet. */
export const emptyRow = ({ columns }: SettingField): RowDraft =>
  Object.fromEntries(columns.map(({ name }) => [name, '']));

/**
 * The settings to send. A secret that was left empty is not sent: the server
 * keeps the one it has. What is no number goes as it is, for the server to say
 * what is wrong with it. Settings without a field stay as they were.
 */
export function settingsOf(
  fields: readonly SettingField[],
  drafts: AccountDraft['settings'],
  before: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const sent = fields.flatMap(({ name, type, secret }): [string, unknown][] => {
    const draft = drafts[name];
    if (draft === undefined || (secret && draft === '')) return [];
    if (type === 'choice' && draft === '') return [];
    if (type === 'number' && typeof draft === 'string' && NUMBER.test(draft.trim()))
      return [[name, Number(draft)]];
    return [[name, draft]];
  });
  return { ...before, ...Object.fromEntries(sent) };
}
