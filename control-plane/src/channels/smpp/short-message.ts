import { FieldReader, FieldWriter, TLVS } from './pdu.ts';

/** An address with its type of number and numbering plan (sections 5.2.5 and 5.2.6). */
export interface Address {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** What submit_sm, deliver_sm and data_sm carry (sections 4.4.1, 4.6.1 and 4.7.1). */
export interface ShortMessage {
  readonly source: Address;
  readonly destination: Address;
  readonly esmClass: number;
  /** Relative, "000001000000000R" = a day; empty = the carrier's own. */
  readonly validity: string;
  readonly registeredDelivery: number;
  readonly dataCoding: number;
  /** As it is on the wire, its header included; from message_payload where that is given. */
  readonly message: Uint8Array;
  readonly tlvs: ReadonlyMap<number, Uint8Array>;
}

/** Bits of the esm_class (section 5.2.12). */
export const ESM = { receipt: 0x04, type: 0x3c, intermediate: 0x20, headed: 0x40 } as const;

const MAX_SERVICE = 5;
const MAX_ADDRESS = 20;
/** Of data_sm. */
const MAX_LONG_ADDRESS = 64;
const MAX_TIME = 16;
const MAX_SHORT = 254;

const writeAddress = (writer: FieldWriter, { ton, npi, address }: Address): FieldWriter =>
  writer.byte(ton).byte(npi).text(address, MAX_ADDRESS);

const readAddress = (reader: FieldReader, most: number): Address => ({
  ton: reader.byte(),
  npi: reader.byte(),
  address: reader.text(most),
});

/** A submit_sm's or deliver_sm's body; a message that is too long for it goes as message_payload. */
export function encodeShortMessage(message: ShortMessage): Uint8Array {
  const { source, destination, esmClass, validity, registeredDelivery, dataCoding } = message;
  const writer = new FieldWriter().text('', MAX_SERVICE);
  writeAddress(writer, source);
  writeAddress(writer, destination);
  // Protocol id and priority; no schedule.
  writer.byte(esmClass).byte(0).byte(0).text('', MAX_TIME).text(validity, MAX_TIME);
  // Replace nothing, no canned message.
  writer.byte(registeredDelivery).byte(0).byte(dataCoding).byte(0);
  const long = message.message.length > MAX_SHORT;
  writer.byte(long ? 0 : message.message.length);
  const tlvs = long ? new Map([...message.tlvs, [TLVS.messagePayload, message.message]]) : message.tlvs;
  return (long ? writer : writer.bytes(message.message)).tlvs(tlvs).done();
}

/** Throws WeftError BAD_FRAME. */
export function decodeShortMessage(body: Uint8Array): ShortMessage {
  const reader = new FieldReader(body);
  reader.text(MAX_TIME);
  const source = readAddress(reader, MAX_LONG_ADDRESS);
  const destination = readAddress(reader, MAX_LONG_ADDRESS);
  const esmClass = reader.byte();
  reader.byte();
  reader.byte();
  reader.text(MAX_TIME * 2);
  const validity = reader.text(MAX_TIME * 2);
  const registeredDelivery = reader.byte();
  reader.byte();
  const dataCoding = reader.byte();
  reader.byte();
  const short = reader.bytes(reader.byte());
  const tlvs = reader.tlvs();
  const message = short.length > 0 ? short : (tlvs.get(TLVS.messagePayload) ?? short);
  return { source, destination, esmClass, validity, registeredDelivery, dataCoding, message, tlvs };
}

/** Throws WeftError BAD_FRAME. */
export function decodeDataSm(body: Uint8Array): ShortMessage {
  const reader = new FieldReader(body);
  reader.text(MAX_TIME);
  const source = readAddress(reader, MAX_LONG_ADDRESS);
  const destination = readAddress(reader, MAX_LONG_ADDRESS);
  const esmClass = reader.byte();
  const registeredDelivery = reader.byte();
  const dataCoding = reader.byte();
  const tlvs = reader.tlvs();
  const message = tlvs.get(TLVS.messagePayload) ?? new Uint8Array();
  return { source, destination, esmClass, validity: '', registeredDelivery, dataCoding, message, tlvs };
}
