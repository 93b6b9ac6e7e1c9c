import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Assign, keys, WeftError } from '@weft/proto';
import { ACTIVE, AGENT, QUEUED } from './testing/call-states.ts';
import { OwnerRig } from './testing/owner-rig.ts';

const HOLD = { name: 'held', subjectId: 'anna', on: true, atMs: 5_000 } as const;
const UNHOLD = { ...HOLD, on: false };
const HANG_UP = { name: 'hung-up', subjectId: 'anna', atMs: 9_000 } as const;
const STANDING = { name: 'standing', place: 0, agentsOnDuty: 1 } as const;

const fails = (run: Promise<unknown>, code: string): Promise<void> =>
  assert.rejects(run, (error) => error instanceof WeftError && error.code === code);

test('[CTL13] a change that etcd did not take did not happen, and the next one does', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.directory.mishaps.push('unavailable');
  await fails(owner.take(HOLD), 'UNAVAILABLE');
  assert.equal(owner.state.stage === 'active' && owner.state.held, false);
  assert.deepEqual(
    rig.asked,
    ['openRoom eu-1', 'openRoom ap-1', 'openRoom eu-1', 'openRoom ap-1'],
    'rooms brought back',
  );
  await owner.take(HOLD);
  assert.equal(rig.record('call-1')?.held, true);
});

test('[CTL13] after a write whose answer got lost the owner finds its ground again', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.directory.mishaps.push('answer-lost');
  await fails(owner.take(HOLD), 'TIMEOUT');
  assert.equal(rig.record('call-1')?.held, true, 'it was stored all the same');
  await owner.take({ name: 'bound', subjectId: 'anna', sessionId: 'session-b' });
  const record = rig.record('call-1');
  assert.deepEqual([record?.held, record?.legs[1]?.sessionId], [false, 'session-b'], 'as the asker was told');
  assert.equal(rig.released, 0);
});

test('[CTL13] an owner whose key was taken changes nothing, says so, and gives the call up', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.steal('call-1');
  await fails(owner.take(HOLD), 'CONFLICT');
  assert.deepEqual([rig.record('call-1')?.held, rig.released], [false, 1]);
});

test('[CTL32] an owner in doubt claims a key that is gone again, and lets go of one that is another’s', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.directory.entries.delete(keys.callOwner('call-1'));
  owner.doubt();
  owner.renew();
  await owner.settled();
  assert.ok(rig.directory.entries.has(keys.callOwner('call-1')));
  await owner.take(HOLD);
  rig.steal('call-1');
  owner.doubt();
  owner.renew();
  await owner.settled();
  await rig.settle();
  assert.equal(rig.released, 1);
});

test('[CTL17] seating fails when the queue has another owner, and the call goes on waiting', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(QUEUED);
  rig.directory.put(keys.queueOwner('default'), '{}');
  const assign = Assign.create({
    agentId: 'anna',
    sessionId: 'session-a',
    region: 'ap',
    queueRevision: '999',
  });
  await fails(owner.seat(assign), 'CONFLICT');
  assert.deepEqual([owner.state.stage, rig.record('call-1')?.stage, rig.released], ['queued', 'queued', 0]);
  const told = rig.pushed('session-c').map(({ stage }) => stage);
  assert.equal(told.at(-1), 'queued', 'the customer is told again what is');
  const queueRevision = rig.directory.entries.get(keys.queueOwner('default'))?.revision ?? '';
  await owner.seat({ ...assign, queueRevision });
  assert.equal(owner.state.stage, 'active');
  await owner.seat({ ...assign, queueRevision });
  assert.equal(rig.facts.filter((name) => name === 'callAnswered').length, 1);
});

test('[CTL10] ringing is stored a moment later, and not at all when it is over by then', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(QUEUED);
  await owner.take({ ...STANDING, stage: 'ringing' });
  assert.equal(rig.record('call-1')?.stage, 'queued');
  rig.clock.advance(300);
  await owner.settled();
  assert.equal(rig.record('call-1')?.stage, 'ringing');
  await owner.take({ ...STANDING, stage: 'queued', place: 2 });
  await owner.take({ name: 'hung-up', subjectId: 'customer-1', atMs: 9_000 });
  rig.clock.advance(1_000);
  await owner.settled();
  assert.equal(rig.record('call-1')?.stage, 'ended');
});

test('[CTL50] a page is told of a way from a silent node only while its standby may be gone to', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.conditions.set('ap-1', 'unknown');
  owner.mending.doubt('eu-1');
  assert.deepEqual(rig.movesTold('session-c'), ['eu-1 > '], 'asked, and no more');
  rig.conditions.set('ap-1', 'draining');
  owner.mending.doubt('eu-1');
  owner.mending.doubt('eu-2');
  assert.deepEqual(
    [rig.movesTold('session-c'), rig.movesTold('session-a')],
    [['eu-1 > ', 'eu-1 > ap-1'], []],
  );
  await owner.settled();
  assert.deepEqual([owner.state.epoch, owner.state.stage], [1, 'active'], 'nothing is moved by it');
});

test('[CTL19] an end is final at once, and stored when etcd is back', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.directory.mishaps.push('unavailable', 'unavailable', 'answer-lost');
  await owner.take(HANG_UP);
  assert.equal(owner.state.stage, 'ended');
  assert.equal(rig.pushed('session-c').at(-1)?.endCause, 'agent-hung-up');
  await fails(owner.take(UNHOLD), 'CALL_ENDED');
  assert.deepEqual([rig.record('call-1')?.stage, rig.facts], ['active', []]);
  for (let turn = 0; turn < 4; turn += 1) {
    rig.clock.advance(500);
    await rig.settle();
  }
  assert.equal(rig.record('call-1')?.stage, 'ended');
  assert.deepEqual([rig.facts, rig.released], [['callEnded'], 1], 'told once, though the answer got lost');
  assert.equal(rig.directory.entries.has(keys.callOfCustomer('customer-1')), false);
  assert.equal(rig.clock.pending, 0);
});

test('[CTL19] an instance that stops leaves an end that is not stored to the next', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.directory.mishaps.push('unavailable');
  await owner.take(HANG_UP);
  owner[Symbol.dispose]();
  rig.clock.advance(500);
  await rig.settle();
  assert.deepEqual([rig.record('call-1')?.stage, rig.clock.pending], ['active', 0]);
});

test('[CTL19] closing a room is tried again, and given up after six times', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.deadNodes.add('ap-1');
  await owner.take(HANG_UP);
  assert.deepEqual(rig.asked, ['closeRoom eu-1']);
  for (let turn = 0; turn < 10; turn += 1) {
    await rig.settle();
    rig.clock.advance(500);
  }
  assert.equal(rig.clock.pending, 0);
});

test('[CTL16][CTL19] a room that an agent was tried at and left is closed at once, and again with the call', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(QUEUED);
  rig.directory.put(keys.queueOwner('default'), '{}');
  const queueRevision = rig.directory.entries.get(keys.queueOwner('default'))?.revision ?? '';
  rig.deadNodes.add('ap-1');
  await owner.seat(Assign.create({ agentId: 'anna', sessionId: 'session-a', region: 'ap', queueRevision }));
  assert.equal(owner.state.stage === 'active' && owner.state.agent.nodeId, 'ap-2');
  rig.deadNodes.delete('ap-1');
  rig.asked.length = 0;
  await owner.take(HANG_UP);
  await rig.settle();
  assert.deepEqual(rig.asked.toSorted(), [
    'closeRoom ap-1',
    'closeRoom ap-2',
    'closeRoom eu-1',
    'closeRoom eu-2',
  ]);
});

test('[CTL22] a session that nobody holds for 20 s is gone; one that comes back in time is not', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.sessions.delete('session-c');
  await owner.sweep();
  rig.clock.advance(19_000);
  await owner.sweep();
  assert.equal(owner.state.stage, 'active');
  rig.sessions.add('session-c');
  await owner.sweep();
  rig.sessions.delete('session-c');
  rig.clock.advance(60_000);
  await owner.sweep();
  assert.equal(owner.state.stage, 'active', 'counted anew');
  rig.clock.advance(20_000);
  await owner.sweep();
  await owner.settled();
  assert.equal(rig.record('call-1')?.endCause, 'customer-lost');
});

test('a node that dies after the call has ended is no loss of the call, and nobody is warned', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  owner.nodeDied('eu-1', 'worker-died');
  assert.deepEqual(rig.warnings, ['a node of the call is gone']);
  await owner.take(HANG_UP);
  owner.nodeDied('ap-1', 'worker-died');
  assert.deepEqual(rig.warnings, ['a node of the call is gone']);
});

test('[CTL15] who lost the session is in the call while their media flows, and is lost when it breaks', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.connected = new Set(['participant-1 eu-1']);
  owner.sessionEnded('session-c', 'timeout');
  await pass(rig, 60_000);
  assert.equal(owner.state.stage, 'active', 'it flows');
  rig.connected = new Set();
  await pass(rig, 4_000);
  assert.equal(owner.state.stage, 'active', 'it has just broken');
  await pass(rig, 2_000);
  assert.equal(rig.record('call-1')?.endCause, 'customer-lost');
});

test('[CTL15] a page that was cut off is waited for, and goes on with another session', async () => {
  for (const reason of ['replaced', 'dropped']) {
    const rig = new OwnerRig();
    const owner = await rig.own(ACTIVE);
    owner.sessionEnded('session-c', reason);
    await pass(rig, 4_000);
    await owner.take({ name: 'bound', subjectId: 'customer-1', sessionId: 'session-n' });
    await pass(rig, 60_000);
    assert.equal(owner.state.stage, 'active', reason);
    owner.sessionEnded('session-n', reason);
    await pass(rig, 6_000);
    assert.equal(rig.record('call-1')?.endCause, 'customer-lost', 'nobody came, and nothing flows');
    assert.equal(rig.clock.pending, 0, 'nothing is looked at any more');
  }
});

test('[CTL15] who said goodbye or was shut out has left, whatever still flows; who was away for long and sends nothing, too', async () => {
  for (const [reason, flowing] of [
    ['bye', true],
    ['refused', true],
    ['timeout', false],
  ] as const) {
    const rig = new OwnerRig();
    const owner = await rig.own(ACTIVE);
    if (flowing) rig.connected = new Set(['participant-1 eu-1']);
    owner.sessionEnded('session-c', reason);
    await rig.settle();
    assert.equal(rig.record('call-1')?.endCause, 'customer-lost', reason);
  }
});

test('[CTL22] a waiting call is told to its queue again, and its customer where it stands', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(QUEUED);
  await owner.sweep();
  assert.equal(rig.enqueued, 1);
  assert.equal(rig.pushed('session-c').at(-1)?.queuePlace, 4);
});

test('[CTL16] an agent near the customer shares its node', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(QUEUED);
  rig.directory.put(keys.queueOwner('default'), '{}');
  const queueRevision = rig.directory.entries.get(keys.queueOwner('default'))?.revision ?? '';
  await owner.seat(Assign.create({ agentId: 'anna', sessionId: 'session-a', region: 'eu', queueRevision }));
  assert.deepEqual(rig.asked, ['openRoom eu-1', 'openRoom eu-2'], 'its home, and the standby of both');
  assert.equal(owner.state.stage === 'active' && owner.state.agent.nodeId, 'eu-1');
  assert.notEqual(AGENT.nodeId, 'eu-1');
});

test('[CTL22] too many events at once are refused, and the call goes on', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  const many = Array.from({ length: 80 }, (_, index) => owner.take(index % 2 === 0 ? HOLD : UNHOLD));
  const answers = await Promise.allSettled(many);
  const refused = answers.filter(({ status }) => status === 'rejected');
  assert.equal(refused.length, 16);
  await owner.take(HANG_UP);
});

test('[CTL95] who comes in while a node of the call dies is seated when the call has left it', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.deadNodes.add('ap-1');
  const arrival = { agentId: 'mei', sessionId: 'session-m', displayName: 'Mei', region: 'ap' };
  const joining = owner.join(arrival, 'barges');
  owner.nodeDied('ap-1', 'worker-died');
  const joined = await joining;
  assert.ok(joined.stage === 'active');
  assert.notEqual(joined.agent.nodeId, 'ap-1');
  assert.deepEqual(
    joined.guests.map(({ subjectId, nodeId }) => [subjectId, nodeId]),
    [['mei', 'ap-2']],
  );
});

test('[CTL95] who comes in is refused when no node opens its room, and is tried twice', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  for (const nodeId of ['eu-1', 'eu-2', 'ap-1', 'ap-2']) rig.deadNodes.add(nodeId);
  const arrival = { agentId: 'mei', sessionId: 'session-m', displayName: 'Mei', region: 'ap' };
  await fails(owner.join(arrival, 'barges'), 'NO_MEDIA_NODE');
  assert.deepEqual(owner.state.stage === 'active' && owner.state.guests, []);
});

test('[CTL16] a call that was meant for an agent waits for that one again when no node opens its room', async () => {
  const rig = new OwnerRig();
  const owner = await rig.own({ ...QUEUED, wantedAgentId: 'wei' });
  rig.directory.put(keys.queueOwner('default'), '{}');
  for (const nodeId of ['eu-1', 'eu-2', 'ap-1', 'ap-2']) rig.deadNodes.add(nodeId);
  const queueRevision = rig.directory.entries.get(keys.queueOwner('default'))?.revision ?? '';
  const assign = Assign.create({ agentId: 'wei', sessionId: 'session-w', region: 'ap', queueRevision });
  await fails(owner.seat(assign), 'NO_MEDIA_NODE');
  assert.deepEqual([owner.state.stage, owner.state.wantedAgentId], ['queued', 'wei']);
  assert.deepEqual([rig.record('call-1')?.stage, rig.record('call-1')?.wantedAgentId], ['queued', 'wei']);
});

/** Time passes second by second, and what it brings is done. */
async function pass(rig: OwnerRig, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 1_000) {
    rig.clock.advance(1_000);
    await rig.settle();
  }
}
