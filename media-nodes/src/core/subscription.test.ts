import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import type { Consumer } from '../ports.ts';
import { Subscription } from './subscription.ts';
import type { RoomTrack } from './track.ts';

/** A subscription to a camera, and what its consumer was told. */
function subscribed() {
  const told: string[] = [];
  const tell = async (what: string): Promise<void> => void told.push(what);
  const consumer: Partial<Consumer> = {
    ...{ closed: false, kind: 'video', type: 'simple' },
    pause: () => tell('pause'),
    resume: () => tell('resume'),
    setPreferredLayers: ({ spatialLayer, temporalLayer }) => tell(`layers ${spatialLayer}/${temporalLayer}`),
  };
  const track: Partial<RoomTrack> = { kind: 'video' };
  const subscription = new Subscription(track as RoomTrack, consumer as Consumer, [], new ManualClock());
  return { told, subscription };
}

describe('a subscription', () => {
  it('MED11 tells its consumer which layers its receiver wants, also while nothing flows', async () => {
    const { told, subscription } = subscribed();
    await subscription.want({ layers: { spatialLayer: 0, temporalLayer: 1 } });
    await subscription.want({ paused: false });
    await subscription.want({ layers: { spatialLayer: 2, temporalLayer: 2 } });
    assert.deepEqual(told, ['layers 0/1', 'resume', 'layers 2/2']);
  });

  it('MED14 keeps a wish for layers over a hold', async () => {
    const { told, subscription } = subscribed();
    await subscription.want({ paused: false, layers: { spatialLayer: 1, temporalLayer: 0 } });
    await subscription.bar('held', true);
    await subscription.bar('held', false);
    assert.deepEqual(told, ['layers 1/0', 'resume', 'pause', 'resume']);
    assert.deepEqual(subscription.wish.layers, { spatialLayer: 1, temporalLayer: 0 });
  });
});
