import type { Channel } from '@weft/proto';
import type { AnswerChannel, BeginningAccount } from '../types.ts';

const CHANNELS: ReadonlySet<string> = new Set<Channel>(['sms', 'email', 'wechat', 'weibo']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const optional = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** By which accounts conversations may be begun; channels that this page is too old for are left out. */
export function beginningsOf(answer: unknown): readonly BeginningAccount[] {
  const accounts = isObject(answer) ? answer.accounts : undefined;
  if (!Array.isArray(accounts)) return [];
  return accounts.filter(isObject).flatMap(({ accountId, name, channel }) => {
    if (channel !== 'sms' && channel !== 'email') return [];
    return [{ accountId: text(accountId), name: text(name), channel }];
  });
}

/** What a conversation may be answered on; channels that this page is too old for are left out. */
export function answerChannelsOf(answer: unknown): readonly AnswerChannel[] {
  const channels = isObject(answer) ? answer.channels : undefined;
  return Array.isArray(channels)
    ? channels.map(answerChannelOf).filter((channel) => channel !== undefined)
    : [];
}

function answerChannelOf(value: unknown): AnswerChannel | undefined {
  if (!isObject(value) || !CHANNELS.has(text(value.channel))) return undefined;
  return {
    channel: text(value.channel) as Channel,
    accountName: text(value.accountName),
    to: text(value.to),
    maxTextLength: optional(value.maxTextLength) ?? 0,
    files: Array.isArray(value.files) ? value.files.map(text) : [],
    maxFileBytes: optional(value.maxFileBytes) ?? 0,
    remaining: optional(value.remaining),
    untilMs: optional(value.untilMs),
    closed: text(value.closed),
    segments: segmentsOf(value.segments),
    price: priceOf(value.price),
    quiet: quietOf(value.quiet),
  };
}

function segmentsOf(value: unknown): AnswerChannel['segments'] {
  const most = isObject(value) ? optional(value.most) : undefined;
  return isObject(value) && most !== undefined ? { most, bits: value.bits === 16 ? 16 : 8 } : undefined;
}

/** Undefined = none, or in a currency that cannot be one. */
function priceOf(value: unknown): AnswerChannel['price'] {
  if (!isObject(value)) return undefined;
  const [amount, currency] = [optional(value.amount), text(value.currency)];
  return amount === undefined || !/^[A-Z]{3}$/.test(currency) ? undefined : { amount, currency };
}

function quietOf(value: unknown): AnswerChannel['quiet'] {
  const untilMs = isObject(value) ? optional(value.untilMs) : undefined;
  return isObject(value) && untilMs !== undefined ? { untilMs, holds: value.holds === true } : undefined;
}
