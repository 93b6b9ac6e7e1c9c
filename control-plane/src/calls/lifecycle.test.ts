import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isErrorCode, keys, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from './testing/fake-client.ts';
import { FakeMesh } from './testing/fake-mesh.ts';

let mesh: FakeMesh;
let agent: FakeClient;
before(async () => {
  mesh = await FakeMesh.start();
  await mesh.startControl('control-1', { CALL_BURST: '1000' });
  agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
});
after(() => mesh[Symbol.asyncDispose]());

let customers = 0;
const newCustomer = (): FakeClient => {
  customers += 1;
  return mesh.client(`customer-${customers}`, 'customer', 'eu');
};

const fails = (run: Promise<unknown>, code: string): Promise<void> => {
  assert.ok(isErrorCode(code));
  return assert.rejects(run, (error) => error instanceof WeftError && error.code === code);
};

/** The names of a call's facts, in the order stored. */
const factsOf = async (callId: string): Promise<readonly string[]> =>
  (await mesh.factsSoFar()).filter((fact) => fact.callId === callId).map((fact) => fact.body?.case ?? '');

const free = (): Promise<void> =>
  until(() => agent.last('desk')?.presence === 'available' || 'the agent is not free');

test('[CTL12][CTL16][CTL19] a call is requested, offered, answered and hung up, and leaves nothing', async () => {
  const customer = newCustomer();
  const call = await customer.requestCall();
  assert.equal(call.epoch, 1);
  const home = call.seat?.nodeId ?? '';
  assert.match(home, /^eu-/);
  assert.equal(call.seat?.routerCapabilities?.codecs.length, 1);

  const offer = await agent.nextOffer();
  assert.equal(offer.callId, call.callId);
  mesh.order.length = 0;
  const seen = await agent.accept(offer);
  assert.equal(seen.stage, 'active');
  const second = seen.seat?.nodeId ?? '';
  assert.match(second, /^ap-/);
  assert.deepEqual(mesh.order.slice(0, 2), [`open ${second}`, `open ${home}`], "the agent's room first");
  for (const nodeId of [home, second]) {
    const room = mesh.nodes.get(nodeId)?.rooms.get(call.callId);
    assert.deepEqual([room?.places.length, room?.seats.length, room?.epoch], [2, 2, 1]);
  }
  await until(() => customer.last('call')?.agent?.displayName === 'anna' || 'customer not told');
  const record = await mesh.record(call.callId);
  assert.deepEqual(
    record?.legs.map(({ nodeId, sessionId }) => [nodeId, sessionId]),
    [
      [home, customer.principal.sessionId],
      [second, agent.principal.sessionId],
    ],
  );
  assert.equal(record?.standbyNodeId, second, 'each is the other’s standby');
  await until(() => agent.last('desk')?.presence === 'busy' || 'not busy');
  assert.equal(agent.last('desk')?.call?.callId, call.callId);

  await customer.hangUp(call.callId);
  for (const side of [agent, customer]) {
    await until(() => side.last('call')?.stage === 'ended' || 'not told of the end');
    assert.equal(side.last('call')?.endCause, 'customer-hung-up');
  }
  await until(() => [...mesh.nodes.values()].every(({ rooms }) => rooms.size === 0) || 'rooms left');
  await until(async () => (await mesh.record(call.callId))?.stage === 'ended' || 'end not stored');
  assert.equal(await mesh.directory.get(keys.callOwner(call.callId)), undefined);
  assert.equal(await mesh.directory.get(keys.callOfCustomer(customer.principal.subjectId)), undefined);
  await until(async () => (await factsOf(call.callId)).includes('callEnded') || 'no end among the facts');
  assert.deepEqual(await factsOf(call.callId), [
    'callRequested',
    'callOffered',
    'callAnswered',
    'offerSettled',
    'callEnded',
  ]);
  await until(() => agent.last('pastCalls')?.calls[0]?.callId === call.callId || 'no history');
  await free();
});

test('[CTL18] a call goes from one agent to the other: the customer waits in between, media at the left node ends', async () => {
  const ben = mesh.client('ben', 'agent', 'ap');
  await ben.syncDesk();
  const customer = newCustomer();
  const { callId } = await customer.requestCall();
  const offers = (): readonly FakeClient[] => [agent, ben].filter(({ ringing }) => ringing !== undefined);
  await until(() => offers().length === 1 || 'nobody is offered the call');
  const [first] = offers();
  assert.ok(first !== undefined);
  const second = first === agent ? ben : agent;
  await first.acceptNext();
  const other = mesh.client('mallory', 'agent', 'ap');
  const transfer = (who: FakeClient, agentId: string) =>
    who.ask({ case: 'transferCall', value: { callId, agentId } }, 'accepted');
  await fails(transfer(customer, 'ben'), 'FORBIDDEN');
  await fails(transfer(other, 'ben'), 'CALL_NOT_FOUND');
  await fails(transfer(first, first.principal.subjectId), 'BAD_REQUEST');

  await transfer(first, second.principal.subjectId);
  await until(() => (customer.last('call')?.agent === undefined ? true : 'the customer was not told'));
  await fails(transfer(first, second.principal.subjectId), 'CALL_NOT_FOUND');
  await until(() => first.last('desk')?.presence === 'available' || 'the first agent is not free');
  const offer = await second.nextOffer();
  assert.equal(offer.callId, callId);
  const seen = await second.accept(offer);
  assert.equal(seen.agent?.displayName, second.principal.subjectId);
  await until(
    () =>
      customer.last('call')?.agent?.displayName === second.principal.subjectId ||
      'the customer does not see the second agent',
  );
  const home = customer.last('call')?.seat?.nodeId ?? '';
  const seats = mesh.nodes.get(home)?.rooms.get(callId)?.seats ?? [];
  assert.ok(
    !seats.some(({ subjectId }) => subjectId === first.principal.subjectId),
    'a seat was left behind',
  );
  await customer.hangUp(callId);
  await until(async () => (await factsOf(callId)).includes('callEnded') || 'no end among the facts');
  assert.ok((await factsOf(callId)).includes('callTransferred'));
  await until(() => [...mesh.nodes.values()].every(({ rooms }) => rooms.size === 0) || 'rooms left');
  await ben.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
  await free();
});

test('[CTL11] a customer that asks again, or twice at once, has one call', async () => {
  await agent.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
  const customer = newCustomer();
  const calls = await Promise.all([customer.requestCall(), customer.requestCall(), customer.requestCall()]);
  const again = await customer.requestCall('voice');
  const ids = new Set([...calls, again].map(({ callId }) => callId));
  assert.equal(ids.size, 1);
  await until(() => {
    const rooms = [...mesh.nodes.values()].flatMap((node) => [...node.rooms.keys()]);
    return new Set(rooms).size === 1 || `rooms of ${rooms.join()}`;
  });
  assert.equal(again.kind, 'video', 'the live call, not another kind');
  assert.equal(again.queuePlace, 1);
  await customer.hangUp(again.callId);
  await until(() => customer.last('call')?.endCause === 'abandoned' || 'not ended');
  const next = await customer.requestCall();
  assert.notEqual(next.callId, again.callId);
  await customer.hangUp(next.callId);
  await agent.ask({ case: 'setPresence', value: { presence: 'available' } }, 'desk');
});

test('[CTL14] after a reload the call goes on with the new session, and the end of the old one means nothing', async () => {
  const customer = newCustomer();
  const call = await customer.requestCall();
  await agent.acceptNext();
  const reloaded = mesh.client(customer.principal.subjectId, 'customer');
  const found = await reloaded.ask({ case: 'syncCall', value: { callId: '' } }, 'call');
  assert.deepEqual([found.callId, found.stage], [call.callId, 'active']);
  assert.equal(found.seat?.participantId, call.seat?.participantId);
  const room = mesh.nodes.get(call.seat?.nodeId ?? '')?.rooms.get(call.callId);
  assert.ok(room?.seats.some(({ sessionId }) => sessionId === reloaded.principal.sessionId));
  customer.leave();
  await agent.ask({ case: 'setHold', value: { callId: call.callId, on: true } }, 'accepted');
  assert.equal((await mesh.record(call.callId))?.stage, 'active');
  reloaded.leave('timeout');
  await until(() => agent.last('call')?.endCause === 'customer-lost' || 'not lost');
  await free();
});

test('[CTL15] a customer that goes while waiting has abandoned the call, and its offer is taken back', async () => {
  const customer = newCustomer();
  await customer.requestCall();
  const offer = await agent.nextOffer();
  customer.leave();
  await until(() => agent.last('offerEnded')?.outcome === 'rescinded' || 'offer not taken back');
  await fails(agent.accept(offer), 'OFFER_SETTLED');
  await until(async () => (await mesh.record(offer.callId))?.endCause === 'abandoned' || 'not abandoned');
});

test('[CTL15] an agent that is lost ends its call', async () => {
  const other = mesh.client('wei', 'agent', 'eu');
  await agent.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
  await other.syncDesk();
  const customer = newCustomer();
  await customer.requestCall();
  const seen = await other.acceptNext();
  assert.match(seen.seat?.nodeId ?? '', /^eu-/, "the agent's region");
  other.leave('timeout');
  await until(() => customer.last('call')?.endCause === 'agent-lost' || 'not ended');
  await agent.ask({ case: 'setPresence', value: { presence: 'available' } }, 'desk');
});

test('[CTL18] hold reaches rooms, record and both pages, and is the agent’s alone', async () => {
  const customer = newCustomer();
  const call = await customer.requestCall();
  const seen = await agent.acceptNext();
  await fails(
    customer.ask({ case: 'setHold', value: { callId: call.callId, on: true } }, 'accepted'),
    'FORBIDDEN',
  );
  await agent.ask({ case: 'setHold', value: { callId: call.callId, on: true } }, 'accepted');
  for (const nodeId of [call.seat?.nodeId, seen.seat?.nodeId]) {
    assert.equal(mesh.nodes.get(nodeId ?? '')?.rooms.get(call.callId)?.held, true);
  }
  assert.equal((await mesh.record(call.callId))?.held, true);
  await until(() => (customer.last('call')?.held && agent.last('call')?.held) || 'not told');
  await agent.ask({ case: 'setHold', value: { callId: call.callId, on: false } }, 'accepted');
  await until(() => customer.last('call')?.held === false || 'still held');
  await agent.hangUp(call.callId);
  await agent.hangUp(call.callId);
  await until(() => customer.last('call')?.endCause === 'agent-hung-up' || 'not ended');
  await until(async () => {
    const facts = await factsOf(call.callId);
    return facts.filter((name) => name === 'callHeld').length === 2 || facts.join();
  });
  await free();
});

test('[CTL21] strangers learn nothing of a call, participants what became of it', async () => {
  const customer = newCustomer();
  const call = await customer.requestCall();
  const stranger = newCustomer();
  const sync = { case: 'syncCall', value: { callId: call.callId } } as const;
  await fails(stranger.ask(sync, 'call'), 'CALL_NOT_FOUND');
  await fails(stranger.hangUp(call.callId), 'CALL_NOT_FOUND');
  await fails(stranger.hangUp('call-that-never-was'), 'CALL_NOT_FOUND');
  await fails(stranger.ask({ case: 'syncCall', value: {} }, 'call'), 'CALL_NOT_FOUND');
  await customer.hangUp(call.callId);
  await until(async () => {
    const known = await customer.ask(sync, 'call');
    return (known.stage === 'ended' && known.seat === undefined) || known.stage;
  });
  await fails(stranger.ask(sync, 'call'), 'CALL_NOT_FOUND');
});

test('[CTL12] a home node that refuses is passed over for the next', async () => {
  const refused = new WeftError('WORKER_LOST');
  for (const nodeId of ['eu-1', 'eu-2']) {
    const node = mesh.nodes.get(nodeId);
    if (node !== undefined) node.faults.openRoom = refused;
  }
  const customer = newCustomer();
  const call = await customer.requestCall();
  assert.match(call.seat?.nodeId ?? '', /^ap-/);
  assert.equal((await mesh.record(call.callId))?.homeNodeId, call.seat?.nodeId);
  await customer.hangUp(call.callId);
  for (const node of mesh.nodes.values()) node.faults.openRoom = refused;
  await fails(newCustomer().requestCall(), 'NO_MEDIA_NODE');
  await fails(customer.requestCall(), 'NO_MEDIA_NODE');
  assert.equal(await mesh.directory.get(keys.callOfCustomer(customer.principal.subjectId)), undefined);
  for (const node of mesh.nodes.values()) node.faults.openRoom = undefined;
  const next = await customer.requestCall();
  await customer.hangUp(next.callId);
});

test('[CTL16] an agent’s node that refuses is passed over; when none is left the call waits again', async () => {
  await free();
  const refused = new WeftError('WORKER_LOST');
  const customer = newCustomer();
  const call = await customer.requestCall();
  const others = [...mesh.nodes.values()].filter(({ nodeId }) => nodeId !== call.seat?.nodeId);
  for (const node of others) node.faults.openRoom = node.nodeId === 'ap-2' ? undefined : refused;
  const seen = await agent.acceptNext();
  assert.equal(seen.seat?.nodeId, 'ap-2');
  await agent.hangUp(call.callId);
  await free();

  const second = await customer.requestCall();
  for (const node of mesh.nodes.values()) node.faults.openRoom = refused;
  await fails(agent.acceptNext(), 'NO_MEDIA_NODE');
  await until(() => customer.last('call')?.stage === 'queued' || 'not waiting again');
  assert.equal((await mesh.record(second.callId))?.legs.length, 1);
  for (const node of mesh.nodes.values()) node.faults.openRoom = undefined;
  await agent.acceptNext();
  await agent.hangUp(second.callId);
  await free();
});
