import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerChannel } from '../../state/types.ts';
import { fileRefusalOf, insteadOf, refusalOf, segmentsOf, takes } from './carrying.ts';

const sms: AnswerChannel = {
  ...{
    channel: 'sms',
    accountName: '10690000',
    to: '+8613800000001',
    maxTextLength: 1_530,
    files: [],
    maxFileBytes: 0,
  },
  ...{ remaining: undefined, untilMs: undefined, closed: '', segments: { most: 10, bits: 8 } },
};

test('a Chinese text has less room than a Latin one, and that is told before it is sent', () => {
  assert.equal(refusalOf(sms, '长'.repeat(670)), undefined);
  assert.equal(refusalOf(sms, '长'.repeat(671)), 'too-many-segments');
  assert.ok(!takes(sms, '长'.repeat(671)));
  assert.equal(refusalOf(sms, 'x'.repeat(1_530)), undefined);
  assert.equal(refusalOf(sms, 'x'.repeat(1_531)), 'too-long');
});

test('segments are counted as the account cuts them', () => {
  const wide = { ...sms, segments: { most: 10, bits: 16 } } as const;
  assert.deepEqual([segmentsOf(sms, 'x'.repeat(306)), segmentsOf(wide, 'x'.repeat(306))], [2, 3]);
  assert.equal(segmentsOf({ ...sms, channel: 'email' }, 'x'), 0);
});

test('what is closed takes nothing, and the chat takes all that one message may be', () => {
  assert.equal(refusalOf({ ...sms, closed: 'opted-out' }, 'x'), 'closed');
  assert.ok(takes(undefined, 'x'.repeat(2_000)));
});

test('a file that the channel does not carry is told of before it is sent', () => {
  const wechat = { ...sms, channel: 'wechat', files: ['image/*'], maxFileBytes: 10 } as const;
  assert.equal(fileRefusalOf(wechat, { type: 'image/png', size: 10 }), undefined);
  assert.equal(fileRefusalOf(wechat, { type: 'image/png', size: 11 }), 'too-large');
  assert.equal(fileRefusalOf(wechat, { type: 'application/pdf', size: 1 }), 'wrong-kind');
  assert.equal(fileRefusalOf({ ...wechat, closed: 'quota-used' }, { type: 'image/png', size: 1 }), 'closed');
});

test('another channel is offered where one is closed', () => {
  const wechat = { ...sms, channel: 'wechat', closed: 'quota-used' } as const;
  assert.equal(insteadOf(wechat, [wechat, sms]), sms);
  assert.equal(insteadOf(wechat, [wechat]), undefined);
  assert.equal(insteadOf(sms, [wechat, sms]), undefined);
});
