import { createHash } from 'node:crypto';
import { decodeGsm7 } from '@weft/proto';
import type { Arrival, ChannelContact, Doubt, MessagePart } from '../channel.ts';
import { contactOfNumber } from '../sms/number.ts';
import { TLVS } from './pdu.ts';
import { receiptOf, submittedId } from './receipt.ts';
import type { SmppSettings } from './settings.ts';
import { type Address, ESM, type ShortMessage } from './short-message.ts';
import { type Concatenation, partOf, splitUdh } from './udh.ts';

const BINARY = '[…]';
/** Types of numbers (section 5.2.5). */
const UNKNOWN = 0;
const NATIONAL = 2;
/** Of a network's own, letters, and short ones. */
const NO_TELEPHONE: ReadonlySet<number> = new Set([3, 5, 6]);

/**
 * A delivered message or receipt in the words of every channel.
 *
 * @param sourceId of a message: SMPP gives none
 * @param doubt of a message: it may be the second delivery of what an owner before stored
 */
export function arrivalFrom(
  message: ShortMessage,
  settings: SmppSettings,
  sourceId: string,
  nowMs: number,
  doubt?: Doubt,
): Arrival {
  const { esmClass, tlvs } = message;
  if (isReceipt(message)) {
    const isWide = alphabetOf(message.dataCoding) === 'ucs2';
    const text = isWide
      ? textOf(message.message, message.dataCoding, settings)
      : Buffer.from(message.message).toString('latin1');
    const receipt = receiptOf(text, tlvs, nowMs);
    if (receipt === undefined) return { is: 'ignored', why: 'a receipt that says nothing' };
    const carrierId = submittedId(receipt.carrierId, settings.idForm);
    const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const receiptId = `receipt ${carrierId} ${receipt.state} ${digest}`;
    return { is: 'receipt', sourceId: receiptId, receipt: { ...receipt, carrierId } };
  }
  const headed = (esmClass & ESM.headed) !== 0 ? splitUdh(message.message) : undefined;
  const body = headed?.rest ?? message.message;
  const concatenation = headed?.part ?? sarOf(tlvs);
  const text = textOf(body, message.dataCoding, settings);
  const from = senderOf(message.source, settings.country);
  const doubted = doubt === undefined ? {} : { doubt };
  const base = { is: 'message', sourceId, from, atMs: nowMs, ...doubted, files: [], inReplyTo: [] } as const;
  return concatenation === undefined
    ? { ...base, text: text.toWellFormed() }
    : { ...base, text: '', part: asPart(concatenation, message.destination, text) };
}

/** Some carriers say it by their parameters alone. */
const isReceipt = ({ esmClass, tlvs }: ShortMessage): boolean =>
  (esmClass & ESM.receipt) !== 0 ||
  (esmClass & ESM.type) === ESM.intermediate ||
  (tlvs.has(TLVS.receiptedMessageId) && tlvs.has(TLVS.messageState));

/** With its text as UTF-16: a carrier may have cut a pair. */
function asPart({ reference, total, index }: Concatenation, to: Address, text: string): MessagePart {
  return { reference: `${to.address} ${reference}`, total, index, units: Buffer.from(text, 'utf16le') };
}

function sarOf(tlvs: ReadonlyMap<number, Uint8Array>): Concatenation | undefined {
  const reference = tlvs.get(TLVS.sarReference);
  if (reference === undefined) return undefined;
  const number = (reference[0] ?? 0) * 256 + (reference[1] ?? 0);
  return partOf(number, tlvs.get(TLVS.sarTotal)?.[0], tlvs.get(TLVS.sarIndex)?.[0]);
}

/** What bytes say under a data coding (section 5.2.19, and GSM 03.38 for its upper half). */
function textOf(
  bytes: Uint8Array,
  dataCoding: number,
  { defaultAlphabet }: Pick<SmppSettings, 'defaultAlphabet'>,
): string {
  const alphabet = alphabetOf(dataCoding);
  switch (alphabet) {
    case 'default':
      return defaultAlphabet === 'gsm7' ? decodeGsm7(bytes) : Buffer.from(bytes).toString('latin1');
    case 'latin1':
      return Buffer.from(bytes).toString('latin1');
    case 'ucs2':
      // A byte too many is none that means anything.
      return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
        .swap16()
        .toString('utf16le');
    case 'binary':
      return BINARY;
    default:
      return new TextDecoder(alphabet).decode(bytes);
  }
}

/** Of section 5.2.19, as encodings are called elsewhere. 15 is reserved there; China's gateways write GBK under it, as in CMPP. */
const ENCODINGS = {
  6: 'iso-8859-5',
  7: 'iso-8859-8',
  10: 'iso-2022-jp',
  14: 'euc-kr',
  15: 'gb18030',
} as const;
type Encoding = (typeof ENCODINGS)[keyof typeof ENCODINGS];

function alphabetOf(dataCoding: number): 'default' | 'latin1' | 'ucs2' | 'binary' | Encoding {
  if (dataCoding >= 0xf0) return (dataCoding & 0x04) === 0 ? 'default' : 'binary';
  const coding = dataCoding & 0x0f;
  switch (coding) {
    case 0x0:
      return 'default';
    case 0x1:
    case 0x3:
      return 'latin1';
    case 0x8:
      return 'ucs2';
    case 6:
    case 7:
    case 10:
    case 14:
    case 15:
      return ENCODINGS[coding];
    default:
      return 'binary';
  }
}

/** Numbers that their country writes without a zero before them, where a carrier says nothing of their type. */
const NATIONAL_FORMS: Readonly<Record<string, RegExp>> = {
  '86': /^1[3-9]\d{9}$/,
  '1': /^[2-9]\d{2}[2-9]\d{6}$/,
};
/** Digits of the shortest number with its country's code; what has fewer has none. */
const LEAST_INTERNATIONAL = 10;

/** Services: short, or China's; no number of America begins so. */
const SERVICE = /^(\d{1,6}|1[01]\d*|9[56]\d{3,6})$/;

function senderOf({ ton, address }: Address, country: string): ChannelContact {
  if (NO_TELEPHONE.has(ton) || (ton === UNKNOWN && SERVICE.test(address)))
    return contactOfNumber('', address);
  const digits = address.replace(/^(\+|00)/, '');
  const isNational = ton === NATIONAL || (ton === UNKNOWN && address === digits && isOf(country, digits));
  return contactOfNumber(isNational ? `+${country}${digits.replace(/^0/, '')}` : `+${digits}`, address);
}

const isOf = (country: string, digits: string): boolean =>
  digits.startsWith('0') ||
  digits.length < LEAST_INTERNATIONAL ||
  NATIONAL_FORMS[country]?.test(digits) === true;
