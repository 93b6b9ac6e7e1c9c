import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallOwner } from './owner.ts';
import type { ActiveCall, CallState } from './state.ts';
import { legsOf } from './step.ts';
import { ACTIVE, AGENT, CUSTOMER, QUEUED } from './testing/call-states.ts';
import { OwnerRig } from './testing/owner-rig.ts';

const SILENT = 'node-silent-to-cluster';
const HOLD = { name: 'held', subjectId: 'anna', on: true, atMs: 5_000 } as const;
/** From a node's suspicion to the verdict on it. */
const VERDICT_MS = 500;

/** Each participant's home. */
const homes = (call: CallState): string =>
  legsOf(call)
    .map(({ nodeId }) => nodeId)
    .join();

async function pass(rig: OwnerRig, owner: CallOwner, ms: number): Promise<void> {
  for (let stepMs = 0; stepMs < ms; stepMs += 100) {
    rig.clock.advance(100);
    await rig.settle();
  }
  await owner.settled();
}

/** The customer's home is cut off; both say that they hear it, where they are at it, until `hears` is false. */
async function cut(call: ActiveCall = ACTIVE) {
  const rig = new OwnerRig();
  const owner = await rig.own(call);
  const hears = { customer: true, agent: true };
  const answer = (): void => {
    if (hears.customer) owner.mending.heard('customer-1', 'eu-1', false);
    if (hears.agent) owner.mending.heard('anna', 'eu-1', false);
  };
  rig.conditions.set('eu-1', 'unknown');
  rig.silentNodes.add('eu-1');
  rig.deadNodes.add('eu-1');
  owner.mending.doubt('eu-1');
  answer();
  await pass(rig, owner, VERDICT_MS);
  rig.conditions.set('eu-1', 'dead');
  owner.nodeDied('eu-1', SILENT);
  await owner.settled();
  /** Time goes by, and pages answer as they are asked. */
  const go = async (ms: number): Promise<void> => {
    for (let stepMs = 0; stepMs < ms; stepMs += 1_000) {
      const asked = rig.movesTold('session-c').length;
      await pass(rig, owner, 1_000);
      if (rig.movesTold('session-c').length > asked) answer();
    }
  };
  return { rig, owner, hears, go };
}

test('[CTL75] a node that is silent to the cluster keeps the call whose page hears it, for however long, and is nobody’s standby', async () => {
  const { rig, owner, go } = await cut();
  await go(60_000);
  assert.deepEqual([homes(owner.state), owner.state.epoch], ['eu-1,ap-1', 1]);
  assert.ok(legsOf(owner.state).every(({ standby }) => standby !== undefined && standby.nodeId !== 'eu-1'));
  assert.ok(rig.cutOff.length > 20, 'operators are told');
  assert.ok(rig.cutOff.every((nodeId) => nodeId === 'eu-1'));
});

test('[CTL75] who does not say that they hear it is moved with the verdict', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.silentNodes.add('eu-1');
  owner.mending.doubt('eu-1');
  await pass(rig, owner, VERDICT_MS);
  rig.conditions.set('eu-1', 'dead');
  owner.nodeDied('eu-1', SILENT);
  await owner.settled();
  assert.deepEqual([homes(owner.state), owner.state.epoch, rig.cutOff], ['ap-1,ap-1', 2, []]);
});

test('[CTL75] a death that is certain is no question', async () => {
  for (const cause of ['node-disconnected', 'worker-died'] as const) {
    const { rig, owner } = await cut();
    if (cause === 'node-disconnected') rig.silentNodes.delete('eu-1');
    owner.nodeDied('eu-1', cause);
    await owner.settled();
    assert.deepEqual([homes(owner.state), owner.state.epoch], ['ap-1,ap-1', 2], cause);
  }
});

test('[CTL75] whoever takes the call over while the node is silent asks before it moves anybody', async () => {
  for (const hears of [true, false]) {
    const rig = new OwnerRig();
    const owner = await rig.own(ACTIVE);
    rig.silentNodes.add('eu-1');
    rig.conditions.set('eu-1', 'dead');
    owner.mending.look();
    await owner.settled();
    assert.equal(owner.state.epoch, 1);
    assert.equal(rig.movesTold('session-c').length, 1, 'asked');
    if (hears) owner.mending.heard('customer-1', 'eu-1', false);
    await pass(rig, owner, VERDICT_MS);
    assert.equal(owner.state.epoch, hears ? 1 : 2);
  }
});

test('[CTL75] who hears it no more is moved within some seconds', async () => {
  const { owner, hears, go } = await cut();
  await go(10_000);
  hears.customer = false;
  await go(8_000);
  assert.deepEqual([homes(owner.state), owner.state.epoch], ['ap-1,ap-1', 2]);
});

test('[CTL76] the call leaves the node before it changes: who is held, comes in or goes on by another session', async () => {
  const changes = [HOLD, { name: 'bound', subjectId: 'anna', sessionId: 'session-b' }] as const;
  for (const change of changes) {
    const { rig, owner } = await cut();
    await owner.take(change);
    assert.deepEqual([homes(owner.state), owner.state.epoch], ['ap-1,ap-1', 2], change.name);
    assert.equal(rig.record('call-1')?.epoch, 2);
    assert.equal(rig.movesTold('session-c').at(-1), 'eu-1 > ap-1', 'its page is told first');
  }
  const { owner } = await cut();
  const arrival = { agentId: 'bo', sessionId: 'session-s', displayName: 'Bo', region: 'ap' };
  await owner.join(arrival, 'confers');
  assert.ok(!homes(owner.state).includes('eu-1'));
  assert.equal(legsOf(owner.state).length, 3);
});

test('[CTL76] the call leaves the node when a page wants something of it', async () => {
  const { owner } = await cut();
  owner.mending.heard('customer-1', 'eu-1', true);
  await owner.settled();
  assert.equal(owner.state.epoch, 2);
  assert.ok(!homes(owner.state).includes('eu-1'));
});

test('[CTL76] when another of the call moves, those at the node do so too: it hears nothing of the new epoch', async () => {
  const { rig, owner } = await cut();
  rig.conditions.set('ap-1', 'dead');
  owner.nodeDied('ap-1', 'node-disconnected');
  await owner.settled();
  assert.ok(!homes(owner.state).includes('eu-1') && !homes(owner.state).includes('ap-1'), homes(owner.state));
  const together: ActiveCall = {
    ...ACTIVE,
    customer: CUSTOMER,
    agent: { ...AGENT, nodeId: 'eu-1', region: 'eu', standby: CUSTOMER.standby },
  };
  const both = await cut(together);
  assert.equal(homes(both.owner.state), 'eu-1,eu-1');
  const { participantId } = both.owner.state.customer;
  await both.owner.promoted({
    callId: 'call-1',
    participantId,
    nodeId: 'eu-2',
    cause: 'node-silent-to-client',
    silentMs: 150,
  });
  await both.owner.settled();
  assert.equal(homes(both.owner.state), 'eu-2,eu-2');
});

test('[CTL76] when the node is back it is told of the call as it is, and nobody has moved', async () => {
  const { rig, owner, go } = await cut();
  await go(20_000);
  rig.conditions.delete('eu-1');
  rig.deadNodes.delete('eu-1');
  rig.asked.length = 0;
  owner.nodeBack('eu-1', true);
  await pass(rig, owner, 1_000);
  assert.ok(rig.asked.includes('openRoom eu-1'));
  assert.deepEqual([homes(owner.state), owner.state.epoch], ['eu-1,ap-1', 1]);
  await owner.take({ name: 'hung-up', subjectId: 'anna', atMs: 90_000 });
  await rig.settle();
  assert.ok(rig.asked.includes('closeRoom eu-1'));
});

test('[CTL75] a customer who waits is not asked: nothing is lost by another node', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(QUEUED);
  rig.silentNodes.add('eu-1');
  rig.conditions.set('eu-1', 'dead');
  owner.nodeDied('eu-1', SILENT);
  owner.mending.heard('customer-1', 'eu-1', false);
  await owner.settled();
  assert.equal(homes(owner.state), 'eu-2');
});
