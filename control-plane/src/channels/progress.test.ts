import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ItemStatus } from '@weft/proto';
import { progressOf } from './progress.ts';

const part = (carrierId: string, status: ItemStatus, seq = 1, failure = '') => ({
  ...{ accountId: 'sms-1', carrierId, conversationId: 'conversation-1', seq, revision: 1 },
  ...{ status, failure, atMs: 0 },
});

test('an item of three parts is delivered when the last one is', () => {
  assert.deepEqual(progressOf([part('a', 'delivered'), part('b', 'queued-out'), part('c', 'delivered')]), []);
  const [progress] = progressOf([part('a', 'delivered'), part('b', 'read'), part('c', 'delivered')]);
  assert.deepEqual(progress?.value, { seq: 1, status: 'delivered' });
});

test('one part that failed makes the item fail, with the words of the carrier', () => {
  const [progress] = progressOf([part('a', 'delivered'), part('b', 'failed', 1, 'UNDELIV 011')]);
  assert.deepEqual(progress?.value, { seq: 1, status: 'failed', failure: 'UNDELIV 011' });
});

test('a receipt of nothing that is known yet says nothing', () => {
  assert.deepEqual(progressOf([{ ...part('a', 'delivered'), conversationId: '' }]), []);
});
