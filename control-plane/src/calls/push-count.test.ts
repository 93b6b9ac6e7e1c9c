import assert from 'node:assert/strict';
import { it } from 'node:test';
import { pushSource } from '@weft/proto';
import { PushCount } from './push-count.ts';

it('pushes to each session are counted from 1, and those of another life are another source', () => {
  const count = new PushCount('control-1', 1_000);
  const sourceId = pushSource('control-1', 1_000);
  assert.deepEqual(
    ['a', 'a', 'b', 'a'].map((session) => count.next(session)),
    [1, 2, 1, 3].map((sourceSeq) => ({ sourceId, sourceSeq })),
  );
  assert.notEqual(new PushCount('control-1', 1_001).next('a').sourceId, sourceId);
});

it('a count that had to be forgotten never begins again under the same source', () => {
  const count = new PushCount('control-1', 1_000, 3);
  const given = new Set<string>();
  for (let turn = 0; turn < 50; turn += 1) {
    const { sourceId, sourceSeq } = count.next(`session-${turn % 7}`);
    const place = `${turn % 7} ${sourceId} ${sourceSeq}`;
    assert.equal(given.has(place), false, place);
    given.add(place);
  }
});
