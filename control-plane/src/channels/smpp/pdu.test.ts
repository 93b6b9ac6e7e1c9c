import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { WeftError } from '@weft/proto';
import * as other from 'smpp';
import { arrivalFrom } from './decode.ts';
import { submissionsOf } from './encode.ts';
import { COMMANDS, encodePdu, type Pdu, PduReader, TLVS } from './pdu.ts';
import { SmppSettings } from './settings.ts';
import { decodeDataSm, decodeShortMessage, ESM, encodeShortMessage } from './short-message.ts';
import { encodeUdh, splitUdh } from './udh.ts';

const settings = SmppSettings.parse({ host: 'smsc.example', systemId: 'weft', sender: '10690000' });
const to = { kind: 'phone', value: '+8613800000001', shown: '', displayName: '', also: [] } as const;

test('another implementation reads what we submit', () => {
  const [first] = submissionsOf({ to, text: '查询订单 😀' }, settings, 1);
  assert.ok(first);
  const bytes = encodePdu({
    command: COMMANDS.submitSm,
    status: 0,
    sequence: 7,
    body: encodeShortMessage(first),
  });
  const read = new other.PDU(Buffer.from(bytes));
  assert.deepEqual(
    [read.command, read.sequence_number, read.source_addr, read.destination_addr, read.data_coding],
    ['submit_sm', 7, '10690000', '8613800000001', 8],
  );
  assert.deepEqual([read.dest_addr_ton, read.source_addr_ton, read.registered_delivery], [1, 3, 1]);
  assert.equal((read.short_message as { message: string }).message, '查询订单 😀');
});

test('we read what another implementation delivers, long ones too', () => {
  const from = { source_addr_ton: 1, source_addr: '8613800000001', destination_addr: '10690000' };
  const payload = Buffer.from('长'.repeat(400), 'utf16le').swap16();
  for (const options of [
    { ...from, data_coding: 8, short_message: Buffer.from('你好', 'utf16le').swap16() },
    { ...from, data_coding: 8, message_payload: payload },
  ]) {
    const [pdu] = new PduReader().read(new other.PDU('deliver_sm', options).toBuffer());
    assert.ok(pdu);
    const arrival = arrivalFrom(decodeShortMessage(pdu.body), settings, 'mo-1', 0);
    assert.ok(arrival.is === 'message');
    assert.equal(arrival.from.value, '+8613800000001');
    assert.equal(arrival.text, 'short_message' in options ? '你好' : '长'.repeat(400));
  }
});

/** A message that was delivered, as a unit's body says it. */
const delivered = (more: object, bytes: Uint8Array = Buffer.from('hi')) =>
  arrivalFrom(
    {
      ...{
        source: { ton: 1, npi: 1, address: '8613800000001' },
        destination: { ton: 3, npi: 0, address: '10690000' },
      },
      ...{ esmClass: 0, validity: '', registeredDelivery: 0, dataCoding: 0, message: bytes, tlvs: new Map() },
      ...more,
    },
    settings,
    'mo-1',
    0,
  );

test('who writes is known by one number, however the carrier writes it', () => {
  const cases: readonly (readonly [ton: number, address: string, value: string, country?: string])[] = [
    [1, '8613800000001', '+8613800000001'],
    [1, '+8613800000001', '+8613800000001'],
    [1, '008613800000001', '+8613800000001'],
    [2, '13800000001', '+8613800000001'],
    // A carrier that says nothing of the number's type.
    [0, '8613800000001', '+8613800000001'],
    [0, '13800000001', '+8613800000001'],
    [0, '008613800000001', '+8613800000001'],
    [0, '07700900123', '+447700900123', '44'],
    [0, '91234567', '+85291234567', '852'],
    [0, '85291234567', '+85291234567', '852'],
    [0, '2025550100', '+12025550100', '1'],
    [0, '12025550100', '+12025550100', '1'],
    // What is no telephone stands as it is.
    [3, '10690000', '10690000'],
    [6, '95588', '95588'],
    [0, '10086', '10086'],
    [0, '95588', '95588'],
    [0, '10690000123', '10690000123'],
    [0, '959421234567', '+959421234567'],
    [5, 'BANK', 'BANK'],
  ];
  for (const [ton, address, value, country = '86'] of cases) {
    const body = { source: { ton, npi: 1, address }, destination: { ton: 1, npi: 1, address: '1' } };
    const message = { ...body, esmClass: 0, validity: '', registeredDelivery: 0, dataCoding: 0 };
    const arrival = arrivalFrom(
      { ...message, message: Buffer.from('hi'), tlvs: new Map() },
      { ...settings, country },
      'mo-1',
      0,
    );
    assert.ok(arrival.is === 'message');
    assert.equal(arrival.from.value, value, `${ton} ${address} in ${country}`);
  }
});

test('alphabets that carriers use beside the two are read, and bytes that are none say so', () => {
  const cases: readonly (readonly [dataCoding: number, hex: string, text: string])[] = [
    [3, 'e9', 'é'],
    [6, 'bfe0d8d2d5e2', 'Привет'],
    [7, 'f9ece5ed', 'שלום'],
    [14, 'b0a1b3aa', '가나'],
    // China's gateways.
    [15, 'c4fabac3', '您好'],
    [4, 'deadbeef', '[…]'],
  ];
  for (const [dataCoding, hex, text] of cases) {
    const arrival = delivered({ dataCoding }, Buffer.from(hex, 'hex'));
    assert.ok(arrival.is === 'message');
    assert.equal(arrival.text, text, `${dataCoding}`);
  }
});

test('a receipt is none of the customer, whatever its class says', () => {
  const text = Buffer.from('id:7f sub:001 dlvrd:000 stat:ENROUTE err:000 text:');
  const tlvs = new Map([
    [TLVS.receiptedMessageId, Buffer.from('7f\0')],
    [TLVS.messageState, Uint8Array.of(1)],
  ]);
  const wide = Buffer.from('id:7f stat:ENROUTE', 'utf16le').swap16();
  for (const [more, bytes] of [
    [{ esmClass: 0x04 }, text],
    // An intermediate notification (section 5.2.12).
    [{ esmClass: 0x20 }, text],
    [{ esmClass: 0, tlvs }, text],
    [{ esmClass: 0x04, dataCoding: 8 }, wide],
  ] as const) {
    const arrival = delivered(more, bytes);
    assert.ok(arrival.is === 'receipt', JSON.stringify(more));
    assert.deepEqual([arrival.receipt.carrierId, arrival.receipt.state], ['7f', 'sent']);
  }
});

test('what goes whole goes as a payload as soon as it is more than one segment', () => {
  for (const text of ['x'.repeat(200), '长'.repeat(100)]) {
    const [only, more] = submissionsOf({ to, text }, { ...settings, long: 'payload' }, 1);
    assert.ok(only !== undefined && more === undefined);
    assert.equal(only.message.length, 0);
    assert.equal(decodeShortMessage(encodeShortMessage(only)).message.length, 200);
  }
});

test('long texts go with a header of either width, with TLVs, or whole', () => {
  const text = 'x'.repeat(400);
  const forms = (['udh8', 'udh16', 'sar', 'payload'] as const).map((long) =>
    submissionsOf({ to, text }, { ...settings, long }, 0x1234),
  );
  assert.deepEqual(
    forms.map((parts) => parts.length),
    [3, 3, 3, 1],
  );
  const [udh8, udh16, sar, payload] = forms.map(([part]) => part);
  assert.ok(udh8 && udh16 && sar && payload);
  assert.deepEqual(splitUdh(udh8.message)?.part, { reference: 0x34, total: 3, index: 1 });
  assert.deepEqual(splitUdh(udh16.message)?.part, { reference: 0x1234, total: 3, index: 1 });
  assert.equal(udh8.esmClass & ESM.headed, ESM.headed);
  assert.deepEqual([...(sar.tlvs.get(TLVS.sarReference) ?? [])], [0x12, 0x34]);
  assert.equal(decodeShortMessage(encodeShortMessage(payload)).message.length, 400);
});

test('a sender is chosen by the longest prefix of the number', () => {
  const senders = [
    { prefix: '+1', sender: 'WEFT' },
    { prefix: '+1876', sender: '+18760001' },
  ];
  const sourceOf = (value: string) =>
    submissionsOf({ to: { ...to, value }, text: 'hi' }, { ...settings, senders }, 1)[0]?.source;
  assert.deepEqual(sourceOf('+12025550100'), { ton: 5, npi: 0, address: 'WEFT' });
  assert.deepEqual(sourceOf('+18765550100'), { ton: 1, npi: 1, address: '18760001' });
  assert.equal(sourceOf('+8613800000001')?.address, '10690000');
});

test('units are found in a stream however it is cut', () => {
  const units: Pdu[] = [1, 2, 3].map((sequence) => ({
    ...{ command: COMMANDS.enquireLink, status: 0, sequence, body: new Uint8Array(sequence * 10) },
  }));
  const bytes = Buffer.concat(units.map(encodePdu));
  for (let size = 1; size < bytes.length; size += 1) {
    const reader = new PduReader();
    const read: Pdu[] = [];
    for (let at = 0; at < bytes.length; at += size) read.push(...reader.read(bytes.subarray(at, at + size)));
    assert.deepEqual(
      read.map(({ sequence, body }) => [sequence, body.length]),
      [
        [1, 10],
        [2, 20],
        [3, 30],
      ],
    );
  }
});

test('a unit of an absurd length ends the stream', () => {
  for (const length of [0, 15, 70_001, 0xffff_ffff]) {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt32BE(length);
    assert.throws(() => new PduReader().read(bytes), { code: 'BAD_FRAME' });
  }
});

test('whatever bytes come, they are read or refused with a code', () => {
  const seed = randomInt(2 ** 31);
  let state = seed;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
  const [good] = submissionsOf({ to, text: 'x'.repeat(200) }, settings, 9);
  assert.ok(good);
  const sample = encodeShortMessage({ ...good, tlvs: new Map([[TLVS.sarReference, Uint8Array.of(0, 1)]]) });
  for (let round = 0; round < 100_000; round += 1) {
    const bytes =
      round % 2 === 0
        ? Uint8Array.from({ length: next() % 80 }, () => next())
        : sample.slice(0, 1 + (next() % sample.length));
    for (let changes = next() % 4; changes > 0; changes -= 1) bytes[next() % (bytes.length || 1)] = next();
    try {
      for (const read of [decodeShortMessage, decodeDataSm]) {
        const arrival = arrivalFrom(read(bytes), settings, 'mo', 0);
        if (arrival.is === 'message') assert.ok(arrival.text.isWellFormed());
      }
    } catch (error) {
      assert.ok(error instanceof WeftError && error.code === 'BAD_FRAME', `seed ${seed}: ${String(error)}`);
    }
    splitUdh(bytes);
  }
});

test('a header that lies about its length is no header', () => {
  assert.equal(splitUdh(Uint8Array.of(9, 0, 3, 1, 2, 1)), undefined);
  assert.equal(splitUdh(Uint8Array.of(5, 0, 9, 1, 2, 1)), undefined);
  assert.equal(splitUdh(encodeUdh({ reference: 1, total: 2, index: 3 }, 8))?.part, undefined);
});
