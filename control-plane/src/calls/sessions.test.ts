import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ControlPush, SessionPush, SharedPush, subjects } from '@weft/proto';
import { PushCount } from './push-count.ts';
import { Sessions } from './sessions.ts';
import { PaperBus } from './testing/paper-bus.ts';

const COUNTS = { body: { case: 'conversationCounts', value: { mine: 1 } } } as const;
const ids = (n: number): string[] => Array.from({ length: n }, (_, i) => `s${i}`);

function rig(edges: number, maxCounted = 5_000) {
  const bus = new PaperBus();
  const now = { edges };
  const sessions = new Sessions(bus, new PushCount('me', 1, maxCounted), () => now.edges);
  const shared = () =>
    bus.published
      .filter(({ subject }) => subject === subjects.shared)
      .map(({ data }) => SharedPush.decode(data));
  const alone = () => bus.published.filter(({ subject }) => subject !== subjects.shared);
  return { bus, now, sessions, shared, alone };
}

test('many sessions are told in one message, with the count of each that goes on in what it is told alone', () => {
  const { sessions, shared, alone } = rig(2);
  sessions.push('s1', COUNTS);
  sessions.pushAll(ids(5), COUNTS, 'counts');
  sessions.push('s1', COUNTS);
  const [push, ...more] = shared();
  assert.equal(more.length, 0);
  assert.deepEqual(push?.sessionIds, ids(5));
  assert.deepEqual(push?.sourceSeqs, [1, 2, 1, 1, 1]);
  assert.equal(push?.coalesceKey, 'counts');
  assert.equal(push?.source?.case, 'control');
  assert.equal(ControlPush.decode(push?.source?.value ?? new Uint8Array()).body?.case, 'conversationCounts');
  assert.deepEqual(
    alone().map(({ subject, data }) => [subject, SessionPush.decode(data).sourceSeq]),
    [
      [subjects.session('s1'), 1],
      [subjects.session('s1'), 3],
    ],
  );
});

test('each is told alone while an edge does not hear what is for many, or where that is not more than edges', () => {
  const { now, sessions, shared, alone } = rig(0);
  sessions.pushAll(ids(100), COUNTS);
  now.edges = 1;
  sessions.pushAll(ids(3), COUNTS);
  now.edges = 40;
  sessions.pushAll(ids(39), COUNTS);
  assert.equal(shared().length, 0);
  assert.equal(alone().length, 142);
  sessions.pushAll(ids(40), COUNTS);
  assert.equal(shared().length, 1);
});

test('a message names a thousand sessions at most, and those of one source', () => {
  const { sessions, shared } = rig(1, 1_500);
  sessions.pushAll(ids(2_500), COUNTS);
  const sizes = shared().map(({ sessionIds }) => sessionIds.length);
  assert.deepEqual(sizes, [1_000, 500, 1_000]);
  assert.equal(
    new Set(shared().map(({ sourceId }) => sourceId)).size,
    2,
    'the count went on as another source',
  );
  assert.ok(shared().every(({ sourceSeqs }) => sourceSeqs.every((seq) => seq === 1)));
});
