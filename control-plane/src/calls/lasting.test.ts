import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallOwner } from './owner.ts';
import { legsOf } from './step.ts';
import { ACTIVE } from './testing/call-states.ts';
import { OwnerRig } from './testing/owner-rig.ts';

const TICK_MS = 250;

async function pass(rig: OwnerRig, owner: CallOwner, ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += TICK_MS) {
    rig.clock.advance(TICK_MS);
    await rig.settle();
    await owner.settled();
  }
}

/** Each participant's home. */
const homes = ({ state }: CallOwner): string =>
  legsOf(state)
    .map(({ nodeId }) => nodeId)
    .join();

test('[CTL20] a call ends when no node of the mesh has been left for half a minute, not before', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  for (const nodeId of ['ap-1', 'eu-1', 'eu-2']) {
    rig.conditions.set(nodeId, 'dead');
    owner.nodeDied(nodeId, 'node-disconnected');
    await rig.settle();
    await owner.settled();
    assert.equal(owner.state.stage, 'active', nodeId);
  }
  assert.equal(homes(owner), 'ap-2,ap-2');
  rig.conditions.set('ap-2', 'dead');
  owner.nodeDied('ap-2', 'node-disconnected');
  await pass(rig, owner, 29_000);
  assert.equal(owner.state.stage, 'active', 'it waits for a node');
  rig.conditions.delete('eu-2');
  owner.nodeBack('eu-2', false);
  await pass(rig, owner, 1_000);
  assert.equal(homes(owner), 'eu-2,eu-2');
  rig.conditions.set('eu-2', 'dead');
  owner.nodeDied('eu-2', 'node-disconnected');
  await pass(rig, owner, 29_000);
  assert.equal(owner.state.stage, 'active', 'counted anew');
  await pass(rig, owner, 2_000);
  assert.equal(rig.record('call-1')?.endCause, 'mesh-stopped');
});

test('[CTL20][CTL76] the call whose pages hear their nodes outlives that the cluster has lost all of them', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  const nodes = ['ap-1', 'eu-1', 'eu-2', 'ap-2'];
  for (const nodeId of nodes) {
    rig.conditions.set(nodeId, 'dead');
    rig.silentNodes.add(nodeId);
    rig.deadNodes.add(nodeId);
    owner.nodeDied(nodeId, 'node-silent-to-cluster');
  }
  await pass(rig, owner, 100);
  owner.mending.heard('customer-1', 'eu-1', false);
  // It has left something there unanswered.
  owner.mending.heard('anna', 'ap-1', true);
  await pass(rig, owner, 5_000);
  assert.equal(owner.state.stage, 'active');
  for (const nodeId of nodes) {
    rig.conditions.delete(nodeId);
    rig.deadNodes.delete(nodeId);
    owner.nodeBack(nodeId, true);
  }
  await pass(rig, owner, 2_000);
  assert.deepEqual([homes(owner), owner.state.epoch], ['eu-1,ap-1', 1]);
});

test('[CTL61] where nothing else lives, a node that a client did not hear is home again, and so is one on the host of the dead one', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  await owner.promoted({
    ...{ callId: 'call-1', participantId: ACTIVE.customer.participantId, nodeId: 'ap-1' },
    ...{ cause: 'node-silent-to-client', silentMs: 150 },
  });
  for (const nodeId of ['ap-1', 'eu-2', 'ap-2']) {
    rig.conditions.set(nodeId, 'dead');
    owner.nodeDied(nodeId, 'node-disconnected');
  }
  await rig.settle();
  await owner.settled();
  assert.equal(homes(owner), 'eu-1,eu-1');
});
