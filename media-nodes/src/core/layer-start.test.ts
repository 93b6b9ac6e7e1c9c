import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import type { Consumer, LayerChoice } from '../ports.ts';
import { LayerStart } from './layer-start.ts';

/** A consumer of a camera, and the wishes that it was told. */
function setUp(type: Consumer['type'] = 'simulcast') {
  const clock = new ManualClock();
  const told: string[] = [];
  const state: { closed: boolean; currentLayers: LayerChoice | undefined } = {
    closed: false,
    currentLayers: undefined,
  };
  const consumer = {
    kind: 'video',
    type,
    get closed() {
      return state.closed;
    },
    get currentLayers() {
      return state.currentLayers;
    },
    setPreferredLayers: async ({ spatialLayer, temporalLayer }: LayerChoice) => {
      told.push(`${spatialLayer}/${temporalLayer}`);
    },
  };
  return { clock, told, state, start: new LayerStart(consumer as Consumer, clock) };
}

describe('the start of a picture', () => {
  it('MED11 is looked at again, with the best last, until all its frames are forwarded', async () => {
    const { clock, told, state, start } = setUp();
    start.begin(() => undefined);
    clock.advance(60);
    assert.deepEqual(told, ['2/1', '2/2']);
    state.currentLayers = { spatialLayer: 0, temporalLayer: 0 };
    clock.advance(60);
    assert.equal(told.length, 4);
    state.currentLayers = { spatialLayer: 0, temporalLayer: 2 };
    clock.advance(2_000);
    assert.equal(told.length, 4);
  });

  it('MED11 ends with what its receiver wishes for', () => {
    const { clock, told, start } = setUp();
    start.begin(() => ({ spatialLayer: 1, temporalLayer: 0 }));
    clock.advance(60);
    assert.deepEqual(told, ['1/1', '1/0']);
  });

  it('is left alone where there is but one layer, once it is closed, and once it is paused', () => {
    const simple = setUp('simple');
    simple.start.begin(() => undefined);
    simple.clock.advance(2_000);
    const gone = setUp();
    gone.start.begin(() => undefined);
    gone.state.closed = true;
    gone.clock.advance(2_000);
    const paused = setUp();
    paused.start.begin(() => undefined);
    paused.start.stop();
    paused.clock.advance(2_000);
    assert.deepEqual([simple.told, gone.told, paused.told], [[], [], []]);
  });
});
