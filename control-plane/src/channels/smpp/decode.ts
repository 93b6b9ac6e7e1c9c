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
/** A type of number (section 5.2.5). */
const NATIONAL = 2;

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
  if ((esmClass & ESM.receipt) !== 0) {
    const text = Buffer.from(message.message).toString('latin1');
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
  switch (alphabetOf(dataCoding)) {
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
  }
}

function alphabetOf(dataCoding: number): 'default' | 'latin1' | 'ucs2' | 'binary' {
  if (dataCoding >= 0xf0) return (dataCoding & 0x04) === 0 ? 'default' : 'binary';
  switch (dataCoding & 0x0f) {
    case 0x0:
      return 'default';
    case 0x1:
    case 0x3:
      return 'latin1';
    case 0x8:
      return 'ucs2';
    default:
      return 'binary';
  }
}

function senderOf({ ton, address }: Address, country: string): ChannelContact {
  const digits = address.replace(/^\+/, '');
  return contactOfNumber(ton === NATIONAL ? `+${country}${digits}` : `+${digits}`, address);
}
