import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../testing/fuzz.ts';
import { parse } from './parse.ts';
import { PAYLOADS, payload, signed, smsHttpAccount } from './testing/account.ts';
import { verify } from './verify.ts';

const nowMs = 1_764_312_000_000;

test('100,000 mutated requests are read or refused with a code', (context) => {
  const account = smsHttpAccount();
  const read = (input: Uint8Array): void => void parse(input, account, nowMs);
  const story = fuzz(PAYLOADS.map(payload), read, context.diagnostic.bind(context));
  assert.ok(story.read > 1_000 && story.refused > 1_000, JSON.stringify(story));
});

test('100,000 requests that were changed under way are refused with a code, or say what was signed', (context) => {
  const account = smsHttpAccount();
  const good = PAYLOADS.map((name) => signed(payload(name)));
  const read = (input: Uint8Array, random: { pick<One>(some: readonly One[]): One }): void => {
    verify({ ...random.pick(good), body: input }, account);
  };
  const story = fuzz(PAYLOADS.map(payload), read, context.diagnostic.bind(context));
  assert.ok(story.refused > 90_000, JSON.stringify(story));
});
