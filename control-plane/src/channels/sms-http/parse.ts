import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { type Arrival, MAX_INBOUND_TEXT, type Receipt } from '../channel.ts';
import { contactOfNumber } from '../sms/number.ts';
import { formOf } from './form.ts';
import type { SmsHttpAccount } from './settings.ts';

/** Media of one message that are named; the provider takes ten. */
const MAX_MEDIA = 10;

/** What is read of a message or a status callback; the provider adds fields without notice. */
const pushSchema = z.object({
  AccountSid: z.string(),
  MessageSid: z.string().regex(/^\w{1,64}$/),
  From: z.string().max(320).default(''),
  Body: z.string().default(''),
  NumMedia: z
    .string()
    .regex(/^\d{1,3}$/)
    .default('0'),
  /** Of callbacks; messages that come in have only the other one. */
  MessageStatus: z.string().max(40).optional(),
  SmsStatus: z.string().max(40).default('received'),
  ErrorCode: z
    .string()
    .regex(/^\d{0,6}$/)
    .default(''),
});
type Push = z.output<typeof pushSchema>;

/** What a status means; not here = nothing that is news to us. */
const STATES: Readonly<Record<string, Receipt['state']>> = {
  ...{ sent: 'sent', delivered: 'delivered', read: 'read' },
  ...{ undelivered: 'failed', failed: 'failed', canceled: 'failed' },
};

/** A request in the words of every channel. Throws BAD_REQUEST. */
export function parse(payload: Uint8Array, { settings }: SmsHttpAccount, nowMs: number): readonly Arrival[] {
  const form = formOf(payload);
  const read = pushSchema.safeParse(Object.fromEntries(form));
  if (!read.success)
    throw new WeftError('BAD_REQUEST', 'not a message of the provider', { cause: read.error });
  const push = read.data;
  if (push.AccountSid !== settings.accountSid) throw new WeftError('BAD_REQUEST', 'for another account');
  const status = push.MessageStatus ?? push.SmsStatus;
  return [status === 'received' ? messageOf(push, form, nowMs) : receiptOf(push, status, nowMs)];
}

function receiptOf({ MessageSid: carrierId, ErrorCode: code }: Push, status: string, atMs: number): Arrival {
  const state = Object.hasOwn(STATES, status) ? STATES[status] : undefined;
  if (state === undefined) return { is: 'ignored', why: `status ${nameOf(status)}` };
  const failure = state === 'failed' ? [status, code].filter((one) => one !== '').join(' ') : '';
  const sourceId = `receipt ${carrierId} ${status}`;
  return { is: 'receipt', sourceId, receipt: { carrierId, state, failure, atMs } };
}

/** @param atMs of our own clock: the provider tells no time */
function messageOf({ MessageSid, From, Body, NumMedia }: Push, form: URLSearchParams, atMs: number): Arrival {
  // "whatsapp:+8613800000001" is somebody of another channel, by the same number.
  if (/^[a-z]+:/i.test(From)) return { is: 'ignored', why: 'another channel' };
  if (!/^[+\w][\w .&-]{0,19}$/.test(From)) throw new WeftError('BAD_REQUEST', 'nobody wrote it');
  const said = Body.slice(0, MAX_INBOUND_TEXT).toWellFormed();
  const media = mediaNote(Math.min(Number(NumMedia), MAX_MEDIA), form);
  const text = [said, media].filter((one) => one !== '').join('\n');
  const from = contactOfNumber(From, From);
  return { is: 'message', sourceId: `mo ${MessageSid}`, from, atMs, text, files: [], inReplyTo: [] };
}

/** What came along and is not carried, so that nobody takes a message for whole. */
function mediaNote(count: number, form: URLSearchParams): string {
  if (count === 0) return '';
  const types = Array.from({ length: count }, (_, at) => nameOf(form.get(`MediaContentType${at}`) ?? ''));
  return `[彩信附件未接收 · MMS not carried: ${types.join(', ')}]`;
}

/** A provider's name of a kind, fit for a counter's label and for people. */
const nameOf = (text: string): string => (/^[\w./+-]{1,60}$/.test(text) ? text : 'unknown');
