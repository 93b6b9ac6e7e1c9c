import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Cursors } from './cursors.ts';

it('a push is taken once by its sender’s number, and one without a sender always', () => {
  const cursors = new Cursors();
  assert.deepEqual(
    [1, 2, 2, 1, 5, 3].map((seq) => cursors.take('eu-1.a', seq)),
    [true, true, false, false, true, false],
  );
  assert.equal(cursors.take('eu-1.b', 1), true);
  assert.deepEqual([cursors.take('', 0), cursors.take('', 0)], [true, true]);
  assert.deepEqual(cursors.list(), [
    { sourceId: 'eu-1.a', sourceSeq: 5 },
    { sourceId: 'eu-1.b', sourceSeq: 1 },
  ]);
});

it('of more than 32 senders the one heard last longest ago is forgotten', () => {
  const cursors = new Cursors();
  for (let index = 0; index < 32; index += 1) cursors.take(`s${index}`, 1);
  cursors.take('s0', 2);
  cursors.take('s32', 1);
  const sources = cursors.list().map(({ sourceId }) => sourceId);
  assert.equal(sources.length, 32);
  assert.equal(sources.includes('s1'), false);
  assert.equal(sources.includes('s0'), true);
  cursors.reset();
  assert.deepEqual(cursors.list(), []);
});
