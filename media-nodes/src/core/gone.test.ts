import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WeftError } from '@weft/proto';
import { answersOf, goneAs } from './gone.ts';

describe('what closes while it is asked', () => {
  it('MED32 is told by a code of the table, whatever the engine says', async () => {
    await assert.rejects(Promise.reject(new Error('handler not found')).catch(goneAs('TRACK_NOT_FOUND')), {
      code: 'TRACK_NOT_FOUND',
    });
    await assert.rejects(Promise.reject(new WeftError('STALE_EPOCH')).catch(goneAs('TRACK_NOT_FOUND')), {
      code: 'STALE_EPOCH',
    });
  });

  it('MED32 is left out of what the others answer', async () => {
    assert.deepEqual(
      await answersOf([Promise.resolve(1), Promise.reject(new Error('gone')), Promise.resolve(3)]),
      [1, 3],
    );
  });
});
