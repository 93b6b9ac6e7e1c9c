import { z } from 'zod';
import type { SegmentPrice } from '../channel.ts';
import { said } from '../setting-fields.ts';

/** Of SMPP's addresses; no provider's are longer. */
const MAX_SENDER = 20;

/** Which sender customers see, in the settings of every kind that sends SMS. */
export const senderFields = {
  /** What customers see: a number or up to 11 letters. */
  sender: z
    .string()
    .min(1)
    .max(MAX_SENDER)
    .meta(
      said('Sender', '发送号码', { en: 'A number, or up to 11 letters.', zh: '号码，或最多 11 个字母。' }),
    ),
  /** Another one for numbers that begin so; the longest prefix wins. */
  senders: z
    .array(
      z.strictObject({
        prefix: z
          .string()
          .regex(/^\+\d{1,14}$/)
          .meta(said('Numbers that begin with', '号码前缀')),
        sender: z.string().min(1).max(MAX_SENDER).meta(said('Sender', '发送号码')),
      }),
    )
    .max(300)
    .default([])
    .meta(
      said('Other senders', '其他发送号码', { en: 'The longest prefix wins.', zh: '以最长的前缀为准。' }),
    ),
  /** Prefixes; nothing goes anywhere else, whoever asks for it. */
  onlyTo: z
    .string()
    .max(400)
    .regex(/^(\+\d{1,14}( \+\d{1,14})*)?$/)
    .default('')
    .meta(
      said('Only to countries', '仅限发往国家', {
        en: 'Such as "+86 +852"; empty = everywhere.',
        zh: '例如“+86 +852”，留空为不限。',
      }),
    ),
} as const;

/** What an account may cost, in the settings of every kind that sends SMS. */
export const limitFields = {
  /** What the carrier promised; 0 = nothing. */
  segmentsPerSecond: z
    .int()
    .min(0)
    .max(100_000)
    .default(0)
    .meta(
      said('Segments per second', '每秒短信条数', {
        en: '0 = the carrier promised nothing.',
        zh: '0 表示运营商未承诺。',
      }),
    ),
  /** Whether receipts are asked for. */
  receipts: z.boolean().default(true).meta(said('Ask for receipts', '要求回执')),
  /** Longer texts are refused before they cost anything. */
  maxSegments: z
    .int()
    .min(1)
    .max(255)
    .default(10)
    .meta(said('Segments of a text, at most', '单条消息最多分段')),
  /** What agents are told beside the number of segments; empty = nothing. */
  price: z
    .string()
    .regex(/^(\d{1,4}(\.\d{1,4})? [A-Z]{3})?$/)
    .default('')
    .meta(
      said('Price of a segment', '每条短信单价', {
        en: 'Such as "0.05 CNY"; agents see it. Empty = not told.',
        zh: '例如“0.05 CNY”，坐席可见；留空则不显示。',
      }),
    ),
} as const;

/** What a segment costs; undefined = the account does not say. */
export function priceOf(price: string): SegmentPrice | undefined {
  const [amount = '', currency = ''] = price.split(' ');
  return currency === '' ? undefined : { amount: Number(amount), currency };
}

/** The one for the longest prefix that a number begins with; undefined = there is none. */
export function byLongestPrefix<One extends { readonly prefix: string }>(
  all: readonly One[],
  number: string,
): One | undefined {
  let best: One | undefined;
  for (const one of all) {
    if (number.startsWith(one.prefix) && one.prefix.length > (best?.prefix.length ?? 0)) best = one;
  }
  return best;
}

/** The sender that a number sees: its country's, else the account's. */
export const senderFor = (
  {
    sender,
    senders,
  }: {
    readonly sender: string;
    readonly senders: readonly { readonly prefix: string; readonly sender: string }[];
  },
  to: string,
): string => byLongestPrefix(senders, to)?.sender ?? sender;

/** Whether the account may write to a number's country. What has no country is the carrier's business. */
export const mayGoTo = ({ onlyTo }: { readonly onlyTo: string }, to: string): boolean =>
  onlyTo === '' || !to.startsWith('+') || onlyTo.split(' ').some((prefix) => to.startsWith(prefix));
