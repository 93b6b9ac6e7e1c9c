import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { requireNotStale, requireSame, standing } from './fence.ts';

describe('the epoch fence', () => {
  it('MED3 tells the past from the present and the future', () => {
    assert.deepEqual(
      [1, 2, 3].map((epoch) => standing(2, epoch)),
      ['stale', 'same', 'ahead'],
    );
  });

  it('MED3 refuses what is of another epoch, each with its own code', () => {
    requireSame(2, 2);
    assert.throws(() => requireSame(2, 1), { code: 'STALE_EPOCH' });
    assert.throws(() => requireSame(2, 3), { code: 'ROOM_NOT_FOUND' });
  });

  it('MED3 lets an order of a later epoch through', () => {
    requireNotStale(2, 2);
    requireNotStale(2, 3);
    assert.throws(() => requireNotStale(2, 1), { code: 'STALE_EPOCH' });
  });
});
