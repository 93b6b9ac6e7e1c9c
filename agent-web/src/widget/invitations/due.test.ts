import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueInvitation, type InvitationRule, type Shown } from './due.ts';

const NOW_MS = 1_800_000_000_000;
const DAY_MS = 86_400_000;
const rule = (changes: Partial<InvitationRule> = {}): InvitationRule => ({
  ruleId: 'help',
  on: true,
  text: { en: 'May we help?', zh: '需要帮助吗？' },
  address: '',
  dwellMs: 0,
  scrolled: 0,
  cartItems: 0,
  pauseMs: DAY_MS,
  times: 2,
  ...changes,
});
const visit = { dwellMs: 30_000, scrolled: 0.5, cartItems: 2 };
const due = (
  rules: readonly InvitationRule[],
  shown: Readonly<Record<string, Shown>> = {},
): string | undefined =>
  dueInvitation(rules, 'https://shop.example/lamps/halo?a=1', visit, new Map(Object.entries(shown)), NOW_MS)
    ?.ruleId;

for (const [what, changes, invites] of [
  [
    'everything that is asked for',
    { dwellMs: 30_000, scrolled: 0.5, cartItems: 2, address: '/lamps/' },
    true,
  ],
  ['a longer look', { dwellMs: 30_001 }, false],
  ['more scrolling', { scrolled: 0.6 }, false],
  ['a fuller cart', { cartItems: 3 }, false],
  ['another page', { address: '/tables' }, false],
  ['parts of the address in their order', { address: 'shop*lamps*halo' }, true],
  ['parts of the address in another order', { address: 'halo*lamps' }, false],
  ['nothing, being off', { on: false }, false],
] as const)
  test(`a rule that wants ${what} ${invites ? 'invites' : 'does not invite'}`, () => {
    assert.equal(due([rule(changes)]) !== undefined, invites);
  });

test('the first rule whose conditions hold invites', () => {
  assert.equal(due([rule({ ruleId: 'a', on: false }), rule({ ruleId: 'b' }), rule({ ruleId: 'c' })]), 'b');
});

test('nobody is invited too often', () => {
  const yesterday = NOW_MS - DAY_MS;
  assert.equal(due([rule()], { help: { times: 1, lastAtMs: yesterday } }), 'help');
  assert.equal(due([rule()], { help: { times: 2, lastAtMs: yesterday } }), undefined);
  assert.equal(due([rule()], { help: { times: 1, lastAtMs: yesterday + 1 } }), undefined);
  assert.equal(due([rule()], { other: { times: 1, lastAtMs: NOW_MS - 60_000 } }), undefined);
});
