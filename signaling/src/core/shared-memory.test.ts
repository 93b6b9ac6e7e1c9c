import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SharedPush, silentLog } from '@weft/proto';
import { SharedMemory } from './shared-memory.ts';

const shared = (sourceId: string, counts: Readonly<Record<string, number>>, body = 'x'): Uint8Array =>
  SharedPush.encode({
    source: { case: 'control', value: Buffer.from(body) },
    sourceId,
    sessionIds: Object.keys(counts),
    sourceSeqs: Object.values(counts),
  });

const countsOf = (memory: SharedMemory, sessionId: string, cursors: Record<string, number> = {}) =>
  memory
    .missed(
      sessionId,
      Object.entries(cursors).map(([sourceId, sourceSeq]) => ({ sourceId, sourceSeq })),
    )
    .map(({ sourceId, sourceSeq }) => `${sourceId}${sourceSeq}`);

describe('what an edge remembers of pushes for many', () => {
  it('SIG56 is given to a session from its cursors on, oldest first', () => {
    const memory = new SharedMemory(silentLog);
    memory.begin(0);
    for (let seq = 1; seq <= 4; seq++) {
      memory.keep(shared('a', { one: seq, two: seq + 10 }), 'a', seq);
      memory.keep(shared('b', { one: seq }), 'b', seq);
    }
    assert.deepEqual(countsOf(memory, 'one', { a: 2, b: 3 }), ['a3', 'a4', 'b4']);
    assert.deepEqual(countsOf(memory, 'two', { a: 13 }), ['a14']);
    assert.deepEqual(countsOf(memory, 'three'), []);
  });

  it('SIG56 is not given to a session whose id only stands in a body', () => {
    const memory = new SharedMemory(silentLog);
    memory.begin(0);
    memory.keep(shared('a', { 'session-11': 1 }, 'about session-2'), 'a', 0);
    assert.deepEqual(countsOf(memory, 'session-2'), []);
    assert.deepEqual(countsOf(memory, 'session-1'), [], 'nor one whose id begins as another does');
  });

  it('SIG56 lets the oldest go at its bound, and no longer vouches for their time', () => {
    const memory = new SharedMemory(silentLog, 3);
    memory.begin(0);
    for (let seq = 1; seq <= 3; seq++) memory.keep(shared('a', { one: seq }), 'a', seq * 100);
    assert.equal(memory.completeSinceMs, 0);
    memory.keep(shared('a', { one: 4 }), 'a', 400);
    assert.deepEqual(countsOf(memory, 'one'), ['a2', 'a3', 'a4']);
    assert.equal(memory.completeSinceMs, 101);
  });

  it('SIG56 forgets what is older than a minute, which nobody comes back for', () => {
    const memory = new SharedMemory(silentLog);
    memory.begin(0);
    memory.keep(shared('a', { one: 1 }), 'a', 0);
    memory.keep(shared('a', { one: 2 }), 'a', 60_001);
    assert.deepEqual(countsOf(memory, 'one'), ['a2']);
    assert.equal(memory.completeSinceMs, 0);
  });

  it('SIG56 has what was read of before in front, also where it overlaps, and passes over what is none', () => {
    const memory = new SharedMemory(silentLog);
    memory.begin(50);
    memory.keep(shared('a', { one: 3 }), 'a', 60);
    const before = [1, 2, 3].map((seq) => shared('a', { one: seq }));
    memory.prepend([...before, new Uint8Array([0x0a, 0xff]), SharedPush.encode({ readingId: 'me' })], 0, 70);
    assert.deepEqual(countsOf(memory, 'one'), ['a1', 'a2', 'a3', 'a3']);
    assert.deepEqual(countsOf(memory, 'one', { a: 3 }), []);
    assert.equal(memory.completeSinceMs, 0);
    memory.begin(undefined);
    assert.deepEqual(countsOf(memory, 'one'), []);
    assert.equal(memory.completeSinceMs, undefined);
  });
});
