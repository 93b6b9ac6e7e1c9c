import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { until } from '@weft/proto/testing';
import { Census } from './testing/census.ts';
import { LeggedCall } from './testing/legs.ts';
import { TestMesh } from './testing/mesh.ts';

const NODES = ['eu-1', 'ap-1'];
const PEOPLE = { anna: { home: 'eu-1' }, wei: { home: 'ap-1' } };

describe('what happens while a call moves on', () => {
  const census = new Census();
  let mesh: TestMesh;
  let calls = 0;
  const opened: LeggedCall[] = [];

  before(async () => {
    mesh = await TestMesh.create();
    await Promise.all(NODES.map((nodeId) => mesh.node(nodeId, nodeId.slice(0, 2))));
  });
  afterEach(async () => {
    for (const call of opened.splice(0)) {
      await mesh.close(call.callId, NODES, 99);
      call[Symbol.dispose]();
    }
    await until(() => census.empty());
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
    census[Symbol.dispose]();
  });

  /** anna at eu-1 and wei at ap-1, where the call is an epoch further than anna's node knows. */
  const inBetween = async () => {
    calls += 1;
    const call = new LeggedCall(mesh, `call-${calls}`);
    opened.push(call);
    await call.order(PEOPLE);
    const [anna, wei] = [call.leg('anna', 'eu-1'), call.leg('wei', 'ap-1')];
    for (const leg of [anna, wei]) await leg.join();
    const trackIds = [await anna.produceAudio(), await anna.produceVideo()] as const;
    for (const trackId of trackIds) await wei.offered(trackId);
    call.epoch = 2;
    await call.order(PEOPLE, ['ap-1']);
    anna.moveTo(1);
    return { anna, wei, trackIds, goOn: () => call.order(PEOPLE, ['eu-1']) };
  };

  it('MED57 is known afterwards: who left, what ended', async () => {
    const { anna, wei, trackIds, goOn } = await inBetween();
    await anna.ask({ case: 'leave', value: {} });
    await goOn();
    await until(() => wei.heard('trackGone').length === trackIds.length || 'tracks of nobody stay');
    await until(() => wei.heard('participantLeft').length > 0 || 'anna stays in the call');
  });

  it('MED13 is known afterwards: what was paused, and what goes on', async () => {
    const { anna, wei, trackIds, goOn } = await inBetween();
    const [trackId] = trackIds;
    await anna.setTrack(trackId, 'pause');
    await goOn();
    await until(() => wei.heard('trackChanged').length > 0 || 'the pause was not told');
    assert.deepEqual(wei.heard('trackChanged'), [{ trackId, paused: true }]);
    anna.moveTo(2);
    await anna.setTrack(trackId, 'resume');
    await until(() => wei.heard('trackChanged').length > 1 || 'the end of the pause was not told');
    assert.deepEqual(wei.heard('trackChanged').at(-1), { trackId, paused: false });
  });
});
