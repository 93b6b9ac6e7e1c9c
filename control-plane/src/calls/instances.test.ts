import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { keys, OwnerRecord } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from './testing/fake-client.ts';
import { FakeMesh } from './testing/fake-mesh.ts';

/** Leases are so long (a minute) that nothing can be owed to one that ran out, but for these. */
const SHORT_LEASE = { LEASE_TTL_MS: '3000' };
const PATIENTLY = { timeoutMs: 30_000 };

let mesh: FakeMesh;
beforeEach(async () => {
  mesh = await FakeMesh.start();
});
afterEach(() => mesh[Symbol.asyncDispose]());

/** A call between a customer and this agent. */
async function talk(customer: FakeClient, agent: FakeClient): Promise<string> {
  const { callId } = await customer.requestCall();
  await agent.acceptNext();
  return callId;
}

const hold = (agent: FakeClient, callId: string, on: boolean) =>
  agent.ask({ case: 'setHold', value: { callId, on } }, 'accepted');

const ended = (client: FakeClient): boolean => client.all('call').some(({ stage }) => stage === 'ended');

const queueOwner = async (): Promise<string | undefined> => {
  const entry = await mesh.directory.get(keys.queueOwner('default'));
  return entry === undefined ? undefined : OwnerRecord.fromJson(entry.value).instanceId;
};

test('[CTL33] requests reach the owner of call and queue, whichever instance gets them', async () => {
  await mesh.startControl('control-a');
  await mesh.startControl('control-b');
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const owners = new Set<string | undefined>();
  for (let index = 0; index < 16; index += 1) {
    const customer = mesh.client(`customer-${index}`, 'customer');
    const callId = await talk(customer, agent);
    owners.add(await mesh.ownerOf(callId));
    await hold(agent, callId, true);
    assert.equal((await customer.ask({ case: 'syncCall', value: {} }, 'call')).held, true);
    await customer.hangUp(callId);
    await until(() => agent.last('desk')?.presence === 'available' || 'not free');
  }
  assert.deepEqual([...owners].sort(), ['control-a', 'control-b']);
});

test('[CTL11] a customer that asks two instances at once has one call', async () => {
  await mesh.startControl('control-a');
  await mesh.startControl('control-b');
  const customers = Array.from({ length: 10 }, (_, index) => mesh.client(`customer-${index}`, 'customer'));
  const answers = await Promise.all(
    customers.map((customer) => Promise.all(Array.from({ length: 6 }, () => customer.requestCall()))),
  );
  for (const calls of answers) assert.equal(new Set(calls.map(({ callId }) => callId)).size, 1);
  assert.equal((await mesh.directory.list(keys.calls)).length, 10);
  await until(() => {
    const rooms = [...mesh.nodes.values()].reduce((sum, node) => sum + node.rooms.size, 0);
    return rooms === 20 || `${rooms} rooms, not a home and a standby for each of 10 calls`;
  });
});

test('[CTL30][RT31] the death of an instance ends no call, loses no place, and no page has to do anything', async () => {
  const a = await mesh.spawnControl('control-a', SHORT_LEASE);
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const talking = mesh.client('customer-1', 'customer');
  const first = mesh.client('customer-2', 'customer');
  const second = mesh.client('customer-3', 'customer');
  const callId = await talk(talking, agent);
  const firstCall = await first.requestCall();
  const secondCall = await second.requestCall();
  await mesh.startControl('control-b');
  assert.equal(await mesh.ownerOf(callId), 'control-a');

  await a.kill('SIGKILL');
  for (const id of [callId, firstCall.callId, secondCall.callId]) {
    await until(async () => (await mesh.ownerOf(id)) === 'control-b' || 'not adopted', PATIENTLY);
  }
  await until(async () => (await queueOwner()) === 'control-b' || 'the queue has no owner', PATIENTLY);
  assert.deepEqual([talking, agent, first, second].map(ended), [false, false, false, false]);
  assert.equal((await mesh.record(callId))?.stage, 'active');
  await hold(agent, callId, true);

  await agent.hangUp(callId);
  assert.equal((await agent.nextOffer()).callId, firstCall.callId, 'the older of those who waited');
  await agent.acceptNext();
  await agent.hangUp(firstCall.callId);
  assert.equal((await agent.acceptNext()).callId, secondCall.callId);
  await second.hangUp(secondCall.callId);
});

test('[CTL31][RT33] owners that do not answer are replaced at the first request, before any lease ends', async () => {
  const a = await mesh.spawnControl('control-a');
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const waiting = mesh.client('customer-2', 'customer');
  const callId = await talk(customer, agent);
  const { callId: waitingId } = await waiting.requestCall();
  await mesh.startControl('control-b');
  await a.kill('SIGKILL');

  await assert.rejects(mesh.client('mallory', 'customer').hangUp(callId));
  assert.equal(await mesh.ownerOf(callId), 'control-a', 'a stranger causes nothing');
  await hold(agent, callId, true);
  assert.equal(await mesh.ownerOf(callId), 'control-b');
  const desk = await agent.ask({ case: 'setPresence', value: { presence: 'available' } }, 'desk');
  assert.deepEqual([desk.presence, desk.presenceReason], ['busy', 'in-call']);
  assert.equal(await queueOwner(), 'control-b');
  await customer.hangUp(callId);
  const offer = await agent.nextOffer();
  assert.equal(offer.callId, waitingId);
  assert.equal(
    (await agent.accept(offer)).stage,
    'active',
    'its dead owner is replaced while the agent accepts',
  );
});

test('[CTL12][RT33] a new call finds a queue whose owner died, before any lease ends', async () => {
  const a = await mesh.spawnControl('control-a');
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  await mesh.startControl('control-b');
  await a.kill('SIGKILL');
  const call = await mesh.client('customer-1', 'customer').requestCall();
  assert.equal(await queueOwner(), 'control-b');
  assert.equal((await agent.acceptNext()).callId, call.callId);
});

test('[CTL85][RT31] a hold for a colleague ends when the queue’s owner dies while it rings at them', async () => {
  const a = await mesh.spawnControl('control-a', SHORT_LEASE);
  const anna = mesh.client('anna', 'agent', 'ap');
  await anna.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const callId = await talk(customer, anna);
  const wei = mesh.client('wei', 'agent', 'ap');
  await wei.syncDesk();
  await mesh.startControl('control-b');
  await hold(anna, callId, true);
  const value = { callId, agentId: 'wei', heldForIt: true };
  await anna.ask({ case: 'inviteColleague', value }, 'accepted');
  await wei.nextOffer();
  await a.kill('SIGKILL');
  await until(async () => (await queueOwner()) === 'control-b' || 'the queue has no owner', PATIENTLY);
  await until(async () => (await mesh.record(callId))?.held === false || 'still on hold', PATIENTLY);
  // Nor does the page of who asked say that it rings.
  const rings = () => anna.last('invitationEnded')?.outcome !== 'rescinded';
  await until(() => !rings() || 'anna was not told', PATIENTLY);
  // A hold of the agent's own is nobody else's to end.
  await hold(anna, callId, true);
  assert.equal((await mesh.record(callId))?.heldForColleague, false);
});

test('[CTL13] an instance that was stopped for long does no harm when it goes on', async () => {
  const a = await mesh.spawnControl('control-a', SHORT_LEASE);
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const callId = await talk(customer, agent);
  await mesh.startControl('control-b');
  await a.kill('SIGSTOP');
  await until(async () => (await mesh.ownerOf(callId)) === 'control-b' || 'not adopted', PATIENTLY);
  await until(async () => (await queueOwner()) === 'control-b' || 'the queue has no owner', PATIENTLY);
  await a.kill('SIGCONT');
  await until(async () => {
    await hold(agent, callId, true).catch(() => undefined);
    return (await mesh.record(callId))?.held === true || 'not held';
  });
  await until(async () => {
    await hold(agent, callId, false);
    await hold(agent, callId, true);
    return (await mesh.record(callId))?.held === true || 'not held';
  });
  assert.deepEqual([await mesh.ownerOf(callId), await queueOwner()], ['control-b', 'control-b']);
  assert.deepEqual([ended(customer), ended(agent)], [false, false]);
  await agent.hangUp(callId);
  await until(() => agent.last('desk')?.presence === 'available' || 'not free');
  const next = await mesh.client('customer-2', 'customer').requestCall();
  assert.equal((await agent.acceptNext()).callId, next.callId);
});

test('[CTL30] the same instance, started again, has its calls back at once; those without a room end whose customer is gone', async () => {
  const a = await mesh.spawnControl('control-a');
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const waiting = mesh.client('customer-2', 'customer');
  const callId = await talk(customer, agent);
  const { callId: roomless } = await waiting.requestCall();
  await a.kill('SIGKILL');
  for (const node of mesh.nodes.values()) node.rooms.delete(roomless);
  waiting.vanish();
  await mesh.spawnControl('control-a');
  await hold(agent, callId, true);
  assert.equal((await mesh.record(callId))?.held, true);
  await until(async () => (await mesh.record(roomless))?.endCause === 'mesh-stopped' || 'not ended');
  assert.equal(ended(customer), false);
});

test('[CTL30] a customer who waits in a call without any room keeps their place and gets others', async () => {
  const a = await mesh.spawnControl('control-a');
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  await talk(mesh.client('customer-1', 'customer'), agent);
  const first = mesh.client('customer-2', 'customer');
  const { callId } = await first.requestCall();
  await mesh.client('customer-3', 'customer').requestCall();
  await a.kill('SIGKILL');
  for (const node of mesh.nodes.values()) node.rooms.delete(callId);
  await mesh.spawnControl('control-a');
  await until(async () => {
    const home = (await mesh.record(callId))?.legs[0]?.nodeId ?? '';
    return mesh.nodes.get(home)?.rooms.has(callId) || `no room at ${home}`;
  });
  assert.equal(ended(first), false);
  await agent.hangUp((await agent.ask({ case: 'syncCall', value: {} }, 'call')).callId);
  assert.equal((await agent.acceptNext()).callId, callId, 'the older of those who waited');
});

test('[CTL30] a call without any room gets others while both who talk have their pages open', async () => {
  const a = await mesh.spawnControl('control-a');
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const callId = await talk(customer, agent);
  await a.kill('SIGKILL');
  for (const node of mesh.nodes.values()) node.rooms.delete(callId);
  await mesh.spawnControl('control-a');
  await until(async () => {
    const homes = (await mesh.record(callId))?.legs.map(({ nodeId }) => nodeId) ?? [];
    const open = homes.length === 2 && homes.every((nodeId) => mesh.nodes.get(nodeId)?.rooms.has(callId));
    return open || `no room at ${homes.join()}`;
  });
  assert.deepEqual([ended(customer), ended(agent)], [false, false]);
});

test('[CTL33] an instance that is stopped hands everything over', async () => {
  const a = await mesh.startControl('control-a');
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const callId = await talk(customer, agent);
  await mesh.startControl('control-b');
  await mesh.stopControl(a);
  await until(async () => (await mesh.ownerOf(callId)) === 'control-b' || 'not handed over');
  await agent.hangUp(callId);
  await until(() => customer.last('call')?.endCause === 'agent-hung-up' || 'not ended');
});
