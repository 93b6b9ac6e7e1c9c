import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { memoryStore } from '../../state/storage.ts';
import type { InvitationRule } from './due.ts';
import { Invitations, type InvitationsOptions } from './invitations.ts';

const rule: InvitationRule = {
  ruleId: 'help',
  on: true,
  text: { en: 'May we help?', zh: '需要帮助吗？' },
  ...{ address: '', dwellMs: 10_000, scrolled: 0, cartItems: 0, pauseMs: 60_000, times: 5 },
};
const visit = { dwellMs: 10_000, scrolled: 0, cartItems: 0 };

function setUp(changes: Partial<InvitationsOptions> = {}) {
  const invited: string[] = [];
  const clock = new ManualClock();
  const options: InvitationsOptions = {
    fetch: async () => [rule],
    store: memoryStore(),
    clock,
    busy: () => false,
    language: () => 'zh',
    invite: (text) => invited.push(text),
    ...changes,
  };
  return { invited, clock, options, invitations: new Invitations(options) };
}

test('a visitor is invited once, in their language, and not again after a reload', async () => {
  const { invitations, invited, options, clock } = setUp();
  await invitations.visited('https://shop.example/', visit);
  await invitations.visited('https://shop.example/', visit);
  assert.deepEqual(invited, ['需要帮助吗？']);
  invitations.answered(false);
  assert.equal(invitations.ruleId(), '', 'it was put away');
  await new Invitations(options).visited('https://shop.example/', visit);
  assert.equal(invited.length, 1);
  clock.advance(600_000);
  await invitations.visited('https://shop.example/', visit);
  assert.equal(invited.length, 2);
});

test('what a visitor writes who took an invitation is told with its rule, once', async () => {
  const { invitations } = setUp();
  await invitations.visited('https://shop.example/', visit);
  invitations.answered(true);
  assert.equal(invitations.ruleId(), 'help');
  invitations.told();
  assert.equal(invitations.ruleId(), '');
});

test('whoever talks to somebody already is left alone', async () => {
  const { invitations, invited } = setUp({ busy: () => true });
  await invitations.visited('https://shop.example/', visit);
  assert.deepEqual(invited, []);
});

test('rules that cannot be had, and a store with rubbish, invite nobody and harm nothing', async () => {
  const without = setUp({ fetch: () => Promise.reject(new Error('away')) });
  await without.invitations.visited('https://shop.example/', visit);
  assert.deepEqual(without.invited, []);
  const store = memoryStore();
  store.set('weft-invitations', '{"a":');
  const { invitations, invited } = setUp({ store });
  await invitations.visited('https://shop.example/', visit);
  assert.equal(invited.length, 1);
});
