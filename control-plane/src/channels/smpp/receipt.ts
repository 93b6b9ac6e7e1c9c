import type { Receipt } from '../channel.ts';
import { TLVS } from './pdu.ts';

/** Message states (section 5.2.28) and the words of receipts' texts (appendix B). */
const STATES: readonly (Receipt['state'] | undefined)[] = [
  undefined,
  'sent',
  'delivered',
  'failed',
  'failed',
  'failed',
  'sent',
  'failed',
  'failed',
];
const WORDS: Readonly<Record<string, Receipt['state']>> = {
  ...{ DELIVRD: 'delivered', DELIVERED: 'delivered', EXPIRED: 'failed', DELETED: 'failed' },
  ...{ UNDELIV: 'failed', ACCEPTD: 'sent', UNKNOWN: 'failed', REJECTD: 'failed', ENROUTE: 'sent' },
};
const STATE_NAMES = [
  '',
  'ENROUTE',
  'DELIVRD',
  'EXPIRED',
  'DELETED',
  'UNDELIV',
  'ACCEPTD',
  'UNKNOWN',
  'REJECTD',
];

/**
 * A delivery receipt, from its optional parameters where they are given, else
 * from its text, which carriers write as they like. Undefined = it is none that
 * says which message it is of, or how that is.
 */
export function receiptOf(
  text: string,
  tlvs: ReadonlyMap<number, Uint8Array>,
  nowMs: number,
): Receipt | undefined {
  const fields = fieldsOf(text);
  const named = tlvs.get(TLVS.receiptedMessageId);
  const carrierId =
    named === undefined ? fields.get('id') : Buffer.from(named).toString('latin1').replace(/\0+$/, '');
  const number = tlvs.get(TLVS.messageState)?.[0];
  const word = (fields.get('stat') ?? '').toUpperCase();
  const state = number === undefined ? WORDS[word] : STATES[number];
  if (carrierId === undefined || carrierId === '' || state === undefined) return undefined;
  const error = fields.get('err') ?? '';
  const stat = word || (STATE_NAMES[number ?? 0] ?? '');
  const failure =
    state === 'failed' ? [stat, error].filter((one) => one !== '' && one !== '000').join(' ') : '';
  return { carrierId, state, failure, atMs: nowMs };
}

/** "id:… sub:… … done date:… stat:… err:… text:…": names in any case, in any order, with or without blanks. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const body = text.slice(0, 500).replace(/\btext:.*$/is, '');
  const found = new Map<string, string>();
  for (const [, name, value] of body.matchAll(/\b(id|stat|err)\s*:\s*([^\s]+)/gi)) {
    const key = (name ?? '').toLowerCase();
    if (!found.has(key)) found.set(key, value ?? '');
  }
  return found;
}

/**
 * How a carrier names a message when it takes it, and then in its receipt: some
 * write one in hexadecimal and the other in decimal.
 */
export type IdForm = 'same' | 'hex-then-decimal' | 'decimal-then-hex';

/** A receipt's id in the form that submit_sm_resp gave it in. */
export function submittedId(receiptId: string, form: IdForm): string {
  const hex = /^[0-9a-f]{1,32}$/i;
  const decimal = /^\d{1,38}$/;
  if (form === 'hex-then-decimal' && decimal.test(receiptId)) return plain(BigInt(receiptId).toString(16));
  if (form === 'decimal-then-hex' && hex.test(receiptId)) return BigInt(`0x${receiptId}`).toString();
  return form === 'same' ? receiptId : plain(receiptId);
}

/** An id as it is kept: numbers lose what carriers write differently, leading zeros and the case of letters. */
export const keptId = (id: string, form: IdForm): string => (form === 'same' ? id : plain(id));

const plain = (id: string): string => id.toLowerCase().replace(/^0+(?=.)/, '');
