import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followChange, stepOf } from './key-steps.ts';

const KEYS = ['take', 'macro', 'transfer', 'snooze', 'close'] as const;
const stepsOf = (state: 'waiting' | 'assigned' | 'snoozed' | 'closed', agentId: string) =>
  KEYS.map((key) => stepOf(key, { state, agentId }, 'anna'));

test('a key does with a conversation what its header offers', () => {
  assert.deepEqual(stepsOf('waiting', ''), KEYS);
  assert.deepEqual(stepsOf('assigned', 'wei'), KEYS);
  assert.deepEqual(stepsOf('assigned', 'anna'), [undefined, 'macro', 'transfer', 'snooze', 'close']);
  assert.deepEqual(stepsOf('snoozed', 'anna'), [undefined, 'macro', 'transfer', 'wake', 'close']);
});

test('with a closed conversation, or one that is not known yet, no key does anything', () => {
  const nothing = KEYS.map(() => undefined);
  assert.deepEqual(stepsOf('closed', 'wei'), nothing);
  assert.deepEqual(
    KEYS.map((key) => stepOf(key, undefined, 'anna')),
    nothing,
  );
});

test('who follows follows no more, and who does not follows, whatever colleagues do', () => {
  const of = (...ids: readonly string[]) => ({
    followers: ids.map((agentId) => ({ agentId, agentName: '', readSeq: 0, unread: 0 })),
  });
  assert.deepEqual(followChange(of('wei'), 'anna'), [['anna'], []]);
  assert.deepEqual(followChange(of('wei', 'anna'), 'anna'), [[], ['anna']]);
});
