import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeFor } from './welcome.ts';

const open = { draining: false, full: false };
const full = { draining: false, full: true };
const draining = { draining: true, full: false };

describe('the place of a hello with a good token', () => {
  it('SIG11 is its own session, even at a full or draining edge', () => {
    for (const edge of [open, full, draining])
      assert.deepEqual(placeFor('resumed', edge), { give: 'resumed' });
  });

  it('SIG12 is a new session when there is nothing it may resume', () => {
    for (const outcome of [undefined, 'unknown', 'wrong-token', 'other-subject', 'frames-gone'] as const) {
      assert.deepEqual(placeFor(outcome, open), { give: 'new' }, outcome);
    }
  });

  it('SIG43 is none at a full edge, unless its own old session makes room', () => {
    assert.deepEqual(placeFor(undefined, full), { give: 'refusal', code: 'EDGE_FULL' });
    assert.deepEqual(placeFor('unknown', full), { give: 'refusal', code: 'EDGE_FULL' });
    assert.deepEqual(placeFor('frames-gone', full), { give: 'new' });
  });

  it('SIG50 is none at a draining edge', () => {
    assert.deepEqual(placeFor(undefined, draining), { give: 'refusal', code: 'DRAINING' });
    assert.deepEqual(placeFor('frames-gone', draining), { give: 'refusal', code: 'DRAINING' });
    assert.deepEqual(placeFor(undefined, { draining: true, full: true }), {
      give: 'refusal',
      code: 'DRAINING',
    });
  });
});
