import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arrival } from '../channel.ts';
import { parse } from './parse.ts';
import { payload, smsHttpAccount } from './testing/account.ts';

const nowMs = 1_764_312_000_000;
const account = smsHttpAccount();
const read = (body: Uint8Array): Arrival | undefined => parse(body, account, nowMs)[0];
const sid = (kind: string, number: number): string => `${kind}${number.toString(16).padStart(32, '0')}`;

test('a text has its words, its sender and the id of the provider', () => {
  assert.deepEqual(read(payload('text-zh')), {
    ...{ is: 'message', sourceId: `mo ${sid('SM', 2)}`, atMs: nowMs, files: [], inReplyTo: [] },
    text: '我的台灯到哪了？😀 1+1=2 & more',
    from: { kind: 'phone', value: '+8613800000001', shown: '+8613800000001', displayName: '', also: [] },
  });
});

test('a picture that came along is named, so that nobody takes the message for whole', () => {
  const arrival = read(payload('mms'));
  assert.ok(arrival?.is === 'message');
  assert.equal(arrival.text, 'It looks like this\n[彩信附件未接收 · MMS not carried: image/jpeg, video/mp4]');
});

test('a short code is kept as it is, and somebody of another channel is not taken for a telephone', () => {
  const short = read(payload('short-code'));
  assert.ok(short?.is === 'message');
  assert.equal(short.from.value, '60123');
  assert.deepEqual(read(payload('whatsapp')), { is: 'ignored', why: 'another channel' });
});

test('callbacks are receipts under the id that the API gave, what is no news is left out', () => {
  const receipt = (name: string): unknown => {
    const arrival = read(payload(name));
    return arrival?.is === 'receipt' ? { sourceId: arrival.sourceId, ...arrival.receipt } : arrival;
  };
  const base = { carrierId: sid('SM', 16), failure: '', atMs: nowMs };
  assert.deepEqual(receipt('status-sent'), {
    ...{ ...base, sourceId: `receipt ${sid('SM', 16)} sent`, state: 'sent' },
  });
  assert.deepEqual(receipt('status-delivered'), {
    ...{ ...base, sourceId: `receipt ${sid('SM', 16)} delivered`, state: 'delivered' },
  });
  assert.deepEqual(receipt('status-undelivered'), {
    ...{ ...base, carrierId: sid('SM', 17), sourceId: `receipt ${sid('SM', 17)} undelivered` },
    ...{ state: 'failed', failure: 'undelivered 30003' },
  });
  assert.deepEqual(receipt('status-queued'), { is: 'ignored', why: 'status queued' });
});

test('what is for another account, from nobody, or no form is refused with a code', () => {
  const refused = { code: 'BAD_REQUEST' };
  const changed = (more: Readonly<Record<string, string>>): Uint8Array => {
    const form = new URLSearchParams(Buffer.from(payload('text')).toString());
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    return Buffer.from(form.toString());
  };
  assert.throws(() => read(changed({ AccountSid: 'AC1' })), refused);
  assert.throws(() => read(changed({ From: '' })), refused);
  assert.throws(() => read(changed({ From: 'a\u0000b' })), refused);
  assert.throws(() => read(changed({ MessageSid: '' })), refused);
  assert.throws(() => read(Buffer.from([0xff, 0xfe])), refused);
  assert.throws(() => read(new Uint8Array(70_000)), refused);
  assert.throws(() => read(Buffer.from('a=1&'.repeat(300))), refused);
});
