import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseSuppressor, type NoiseFacts } from './choice.ts';

const able = { hasWorklet: true, hasWasm: true };
const choose = (shares: NoiseFacts['shares']) => chooseSuppressor({ ...able, shares });

describe('the choice of a noise suppressor', () => {
  it('is GTCRN where the machine can run it', () => {
    const choice = choose({ gtcrn: 0.04, rnnoise: 'unknown' });
    assert.deepEqual(choice, { name: 'on', model: 'gtcrn', reason: 'default' });
  });

  it('is GTCRN where nothing could be measured', () => {
    assert.equal(choose({ gtcrn: 'unknown', rnnoise: 'unknown' }).name, 'on');
  });

  it('falls back to RNNoise on a slow machine, and where GTCRN cannot be loaded', () => {
    const slow = choose({ gtcrn: 0.4, rnnoise: 0.1 });
    assert.deepEqual(slow, { name: 'on', model: 'rnnoise', reason: 'slow-machine' });
    const broken = choose({ gtcrn: 'failed', rnnoise: 0.01 });
    assert.deepEqual(broken, { name: 'on', model: 'rnnoise', reason: 'load-failed' });
  });

  it("is the browser's own where neither will do, and says why", () => {
    assert.deepEqual(choose({ gtcrn: 0.9, rnnoise: 0.3 }), { name: 'browser', reason: 'slow-machine' });
    assert.deepEqual(choose({ gtcrn: 'failed', rnnoise: 'failed' }), {
      name: 'browser',
      reason: 'load-failed',
    });
    const shares = { gtcrn: 0.01, rnnoise: 0.01 } as const;
    const noWorklet = chooseSuppressor({ ...able, hasWorklet: false, shares });
    assert.deepEqual(noWorklet, { name: 'browser', reason: 'no-worklet' });
    const noWasm = chooseSuppressor({ ...able, hasWasm: false, shares });
    assert.deepEqual(noWasm, { name: 'browser', reason: 'no-wasm' });
  });
});
