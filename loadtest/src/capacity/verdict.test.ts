import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Heard } from '../bots/messages.ts';
import { judge, percentileOf } from './verdict.ts';

const beside = { readPart: 1, subject: 0.8, generator: 0.5, robbed: 0 };
const heard = (changes: Partial<Heard>): Heard => ({
  ...{ tookMs: 2_000, sent: 1_000, expected: 10_000, received: 10_000, skipped: 0, unread: 0 },
  ...{ opened: 10, forged: 0, cpuShare: 0.3, jitterUs: [] },
  oneWayUs: { direct: [], 'one-hop': [100, 200, 300], 'two-hops': [] },
  ...changes,
});

test('a load holds while nearly all of it comes in time', () => {
  const step = judge(heard({ received: 9_990 }), beside);
  assert.equal(step.holds, true);
  assert.equal(step.packetsPerS, 4_995);
  assert.equal(step.saturated, 'none');
});

test('more than a packet in a thousand lost does not hold', () => {
  assert.equal(judge(heard({ received: 9_989 }), beside).holds, false);
});

test('what comes late does not hold', () => {
  const late = { direct: [], 'one-hop': [20_001], 'two-hops': [] };
  assert.equal(judge(heard({ oneWayUs: late }), beside).holds, false);
});

test('nothing arrived does not hold', () => {
  const none = { direct: [], 'one-hop': [], 'two-hops': [] };
  assert.equal(judge(heard({ received: 0, oneWayUs: none }), beside).holds, false);
});

test('the side that is full is named', () => {
  assert.equal(judge(heard({}), { ...beside, subject: 0.95 }).saturated, 'subject');
  assert.equal(judge(heard({}), { ...beside, subject: 0.95, generator: 0.95 }).saturated, 'both');
  assert.equal(judge(heard({ unread: 1 }), { ...beside, subject: 0.5 }).saturated, 'generator');
  assert.equal(judge(heard({}), { ...beside, robbed: 0.1 }).saturated, 'others');
  assert.equal(judge(heard({ skipped: 1 }), beside).holds, false);
});

test('a percentile is a sample that was seen', () => {
  assert.equal(percentileOf([3, 1, 2], 0.5), 2);
  assert.equal(percentileOf([3, 1, 2], 0.99), 3);
});

test('copies that are not read are reckoned from those that are', () => {
  assert.equal(judge(heard({}), { ...beside, readPart: 0.25 }).packetsPerS, 20_000);
});
