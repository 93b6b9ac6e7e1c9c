import { splitText } from '@weft/proto';
import type { Outbound } from '../channel.ts';
import { senderFor } from '../sms/settings.ts';
import { TLVS } from './pdu.ts';
import type { SmppSettings } from './settings.ts';
import { type Address, ESM, type ShortMessage } from './short-message.ts';
import { encodeUdh } from './udh.ts';

const DEFAULT_ALPHABET = 0x00;
const UCS2 = 0x08;
/** Types of number: international, alphanumeric, and those of short codes; the plan is that of telephones. */
const INTERNATIONAL = 1;
const ALPHANUMERIC = 5;
const SHORT_CODE = 3;
const TELEPHONE = 1;
const SHORT_CODE_DIGITS = 8;

/** How many segments a text is charged as. */
export const segmentsOf = (text: string, { long }: Pick<SmppSettings, 'long'>): number =>
  splitText(text, long === 'udh16' ? 16 : 8).parts.length;

/**
 * A message as submissions, one for each part.
 *
 * @param reference the same in all parts of a message, another one in the next
 */
export function submissionsOf(
  { to, text }: Pick<Outbound, 'to' | 'text'>,
  settings: SmppSettings,
  reference: number,
): readonly ShortMessage[] {
  const bits = settings.long === 'udh16' ? 16 : 8;
  const { coding, parts } = splitText(text, bits);
  const whole: ShortMessage = {
    source: numberOf(senderFor(settings, to.value)),
    destination: numberOf(to.value),
    esmClass: 0,
    validity: '',
    registeredDelivery: settings.receipts ? 1 : 0,
    dataCoding: coding === 'gsm7' ? DEFAULT_ALPHABET : UCS2,
    message: new Uint8Array(),
    tlvs: new Map(),
  };
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return [{ ...whole, message: only }];
  if (settings.long === 'payload')
    return [{ ...whole, tlvs: new Map([[TLVS.messagePayload, Buffer.concat(parts)]]) }];
  const total = parts.length;
  return parts.map((part, at) => {
    const index = at + 1;
    if (settings.long === 'sar') {
      const tlvs = new Map([
        [TLVS.sarReference, Uint8Array.of((reference >> 8) & 0xff, reference & 0xff)],
        [TLVS.sarTotal, Uint8Array.of(total)],
        [TLVS.sarIndex, Uint8Array.of(index)],
      ]);
      return { ...whole, message: part, tlvs };
    }
    const header = encodeUdh({ reference, total, index }, bits);
    return { ...whole, esmClass: ESM.headed, message: Buffer.concat([header, part]) };
  });
}

function numberOf(value: string): Address {
  const address = value.replace(/^\+/, '');
  if (!/^\d+$/.test(address)) return { ton: ALPHANUMERIC, npi: 0, address };
  if (!value.startsWith('+') && address.length <= SHORT_CODE_DIGITS)
    return { ton: SHORT_CODE, npi: 0, address };
  return { ton: INTERNATIONAL, npi: TELEPHONE, address };
}
