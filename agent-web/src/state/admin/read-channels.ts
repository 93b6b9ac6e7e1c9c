import { each, type Fields, fieldsOf, flag, isObject, number, text, texts } from '../fields.ts';
import type { AccountKind, ChannelAccount, DeadLetter, FieldType, SettingField, Words } from '../types.ts';

/** The control plane's answers about channels as what they are; what does not fit is empty, never something else. */

const TYPES: readonly FieldType[] = ['text', 'lines', 'number', 'flag', 'choice', 'list'];

function wordsOf(value: unknown): Words {
  const words = isObject(value) ? value : {};
  return { en: text(words.en), zh: text(words.zh) };
}

const fieldOf = (one: Fields): SettingField => ({
  ...{ name: text(one.name), label: wordsOf(one.label), hint: wordsOf(one.hint) },
  type: TYPES.find((type) => type === one.type) ?? 'text',
  ...{ required: flag(one.required), secret: flag(one.secret) },
  initial: typeof one.initial === 'boolean' ? one.initial : text(one.initial) || numberOrNothing(one.initial),
  ...{ choices: texts(one.choices), min: number(one.min), max: number(one.max) },
  ...{ maxLength: number(one.maxLength), columns: each(one.columns, fieldOf) },
});

const numberOrNothing = (value: unknown): number | '' => (typeof value === 'number' ? value : '');

export const kindsOf = (answer: unknown): readonly AccountKind[] =>
  each(fieldsOf(answer).kinds, (one) => ({
    ...{
      kind: text(one.kind),
      channel: text(one.channel),
      hasMenu: flag(one.hasMenu),
      fields: each(one.fields, fieldOf),
    },
  }));

export const accountsOf = (answer: unknown): readonly ChannelAccount[] =>
  each(fieldsOf(answer).accounts, (one) => {
    const health = isObject(one.health) ? one.health : {};
    return {
      ...{ accountId: text(one.accountId), name: text(one.name), kind: text(one.kind) },
      ...{ channel: text(one.channel), enabled: flag(one.enabled), secretsSet: texts(one.secretsSet) },
      settings: isObject(one.settings) ? one.settings : {},
      ...{ failoverTo: text(one.failoverTo), changedAtMs: number(one.changedAtMs) },
      webhookUrl: text(one.webhookUrl),
      health: {
        ...{ state: text(health.state), sinceMs: number(health.sinceMs) },
        ...{ reason: text(health.reason), instanceId: text(health.instanceId) },
      },
    };
  });

/** Why an account did not come up; empty = it did. */
export function triedOf(answer: unknown): string {
  const { ok, reason } = fieldsOf(answer);
  return flag(ok) ? '' : text(reason) || '?';
}

export function lettersOf(answer: unknown): {
  readonly letters: readonly DeadLetter[];
  readonly before: number;
} {
  const { letters, before } = fieldsOf(answer);
  return {
    letters: each(letters, (one) => ({
      ...{ seq: number(one.seq), direction: one.direction === 'out' ? 'out' : 'in' },
      ...{ accountId: text(one.accountId), conversationId: text(one.conversationId) },
      ...{ from: text(one.from), text: text(one.text) },
      ...{ itemSeq: number(one.itemSeq), sourceId: text(one.sourceId), reason: text(one.reason) },
      ...{ atMs: number(one.atMs), tries: number(one.tries) },
    })),
    before: number(before),
  };
}
