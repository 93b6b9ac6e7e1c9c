import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ANSWER_WITHIN_MS, slaState } from './sla.ts';

const waiting = {
  ...({ channel: 'chat', state: 'waiting', waitingSinceMs: 1_000, dueAtMs: 0, answeredAtMs: 0 } as const),
};
const { chat } = ANSWER_WITHIN_MS;

test('a wait is calm, then soon over, then late', () => {
  assert.equal(slaState(waiting, 1_000), 'calm');
  assert.equal(slaState(waiting, 1_000 + chat / 2), 'soon');
  assert.equal(slaState(waiting, 1_000 + chat), 'late');
});

test('an e-mail may wait longer than a chat', () => {
  assert.equal(slaState({ ...waiting, channel: 'email' }, 1_000 + chat), 'calm');
});

test('nobody waits who has an answer or whose conversation is over', () => {
  assert.equal(slaState({ ...waiting, waitingSinceMs: 0 }, 1e12), 'none');
  assert.equal(slaState({ ...waiting, state: 'closed' }, 1e12), 'none');
});

test('while it is set aside only the first answer is due', () => {
  const snoozed = { ...waiting, state: 'snoozed' } as const;
  assert.equal(slaState(snoozed, 1_000 + chat), 'late');
  assert.equal(slaState({ ...snoozed, answeredAtMs: 500 }, 1_000 + chat), 'none');
});

test('what the rules promise counts, whatever is usual on the channel', () => {
  const promised = { ...waiting, dueAtMs: 1_000 + 10 * chat };
  assert.equal(slaState(promised, 1_000 + chat), 'calm');
  assert.equal(slaState(promised, 1_000 + 6 * chat), 'soon');
  assert.equal(slaState(promised, promised.dueAtMs), 'late');
});
