import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import type { Consumer, LayerChoice } from '../ports.ts';
import { LayerStart } from './layer-start.ts';

/** A consumer of a camera, what it was told, and what happens to it. */
function setUp(type: Consumer['type'] = 'svc') {
  const clock = new ManualClock();
  const told: string[] = [];
  const listeners = new Map<string, () => void>();
  const state: { closed: boolean; currentLayers: LayerChoice | undefined } = {
    closed: false,
    currentLayers: undefined,
  };
  const consumer = {
    ...{ kind: 'video', type },
    get closed() {
      return state.closed;
    },
    get currentLayers() {
      return state.currentLayers;
    },
    setPreferredLayers: async ({ spatialLayer, temporalLayer }: LayerChoice) => {
      told.push(`${spatialLayer}/${temporalLayer}`);
    },
    on: (event: string, listener: () => void) => listeners.set(event, listener),
  };
  const happens = (event: string): void => listeners.get(event)?.();
  const flows = (temporalLayer = 0): void => {
    state.currentLayers = { spatialLayer: 0, temporalLayer };
    happens('layerschange');
  };
  return { clock, told, state, happens, flows, start: new LayerStart(consumer as Consumer, clock) };
}

describe('the start of a picture', () => {
  it('MED11 begins with the lowest frame rate, whose key frame is forwarded, and goes on with all', () => {
    const { clock, told, flows, start } = setUp();
    start.begin();
    assert.deepEqual(told, ['2/0']);
    flows();
    assert.deepEqual(told, ['2/0', '2/2']);
    flows(2);
    clock.advance(2_000);
    assert.equal(told.length, 2);
  });

  it('MED11 asks for all frames again until they flow, for as long as it looks', () => {
    const { clock, told, flows, start } = setUp();
    start.begin();
    flows();
    clock.advance(60);
    assert.deepEqual(told.slice(2), ['2/1', '2/2']);
    flows(1);
    clock.advance(60);
    assert.deepEqual(told.slice(4), ['2/1', '2/2']);
    clock.advance(2_000);
    assert.equal(told.length, 16);
    flows(2);
    clock.advance(2_000);
    assert.equal(told.length, 16);
  });

  it('MED11 is one anew after there was bandwidth for nothing', () => {
    const { told, state, happens, flows, start } = setUp();
    start.begin();
    flows();
    state.currentLayers = undefined;
    happens('layerschange');
    assert.equal(told.at(-1), '2/0');
    flows();
    assert.equal(told.at(-1), '2/2');
  });

  it('MED11 is looked at again while nothing flows', () => {
    const { clock, told, flows, start } = setUp();
    start.begin();
    clock.advance(60);
    assert.deepEqual(told, ['2/0', '2/1', '2/0']);
    clock.advance(60);
    assert.equal(told.length, 5);
    flows();
    assert.equal(told.at(-1), '2/2');
  });

  it('MED11 ends with what its receiver wishes for, said before or meanwhile', async () => {
    const { told, flows, start } = setUp();
    await start.want({ spatialLayer: 1, temporalLayer: 2 });
    start.begin();
    await start.want({ spatialLayer: 0, temporalLayer: 1 });
    flows();
    await start.want({ spatialLayer: 2, temporalLayer: 2 });
    assert.deepEqual(told, ['1/0', '1/0', '0/0', '0/1', '2/2']);
  });

  it('MED11 is one anew when the sender goes on after a pause', () => {
    const { clock, told, state, happens, flows, start } = setUp();
    start.begin();
    flows();
    happens('producerpause');
    state.currentLayers = undefined;
    assert.equal(told.at(-1), '2/0');
    happens('producerresume');
    clock.advance(60);
    assert.deepEqual(told.slice(-2), ['2/1', '2/0']);
    flows();
    assert.equal(told.at(-1), '2/2');
  });

  it('is left alone where there is but one layer, once it is closed, and once it is paused', async () => {
    const simple = setUp('simple');
    simple.start.begin();
    simple.clock.advance(2_000);
    await simple.start.want({ spatialLayer: 0, temporalLayer: 2 });
    const gone = setUp();
    gone.state.closed = true;
    gone.start.begin();
    gone.clock.advance(2_000);
    const paused = setUp();
    paused.start.begin();
    paused.start.stop();
    paused.clock.advance(2_000);
    assert.deepEqual([simple.told, gone.told, paused.told], [['0/2'], [], ['2/0']]);
  });
});
