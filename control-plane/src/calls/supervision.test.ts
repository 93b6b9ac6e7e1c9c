import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { AgentRecord, type Call, isErrorCode, keys, type SupervisionMode, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from './testing/fake-client.ts';
import { FakeMesh } from './testing/fake-mesh.ts';

let mesh: FakeMesh;
let anna: FakeClient;
let mei: FakeClient;
before(async () => {
  mesh = await FakeMesh.start();
  for (const [agentId, grants] of [
    ['anna', []],
    ['mei', ['supervisor']],
  ] as const) {
    const value = AgentRecord.toJson({
      agentId,
      login: agentId,
      displayName: agentId,
      role: 'agent',
      grants,
    });
    await mesh.directory.transact([{ do: 'put', key: keys.agent(agentId), value }]);
  }
  // Two instances: a request may reach one that does not own the call.
  await mesh.startControl('control-1', { CALL_BURST: '1000' });
  await mesh.startControl('control-2', { CALL_BURST: '1000' });
  anna = mesh.client('anna', 'agent', 'ap');
  await anna.syncDesk();
  mei = mesh.client('mei', 'agent', 'ap');
});
after(() => mesh[Symbol.asyncDispose]());

let customers = 0;
/** A customer in a call with Anna; Mei is not on duty while it is given out. */
async function talk(): Promise<{ customer: FakeClient; callId: string }> {
  customers += 1;
  const customer = mesh.client(`customer-${customers}`, 'customer');
  const { callId } = await customer.requestCall('voice');
  await anna.acceptNext();
  await mei.syncDesk();
  return { customer, callId };
}

async function over(customer: FakeClient, callId: string): Promise<void> {
  await customer.hangUp(callId);
  await mei.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
  await until(() => anna.last('desk')?.presence === 'available' || 'anna is not free');
}

const supervise = (who: FakeClient, callId: string, mode: SupervisionMode): Promise<Call> =>
  who.ask({ case: 'superviseCall', value: { callId, mode } }, 'call');

const fails = (run: Promise<unknown>, code: string): Promise<void> => {
  assert.ok(isErrorCode(code));
  return assert.rejects(run, (error) => error instanceof WeftError && error.code === code);
};

/** Whom each participant may hear, by display names, as the rooms of the call were told. */
async function hearing(callId: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const record = await mesh.record(callId);
  const nameOf = (id: string): string =>
    record?.legs.find(({ participant }) => participant?.participantId === id)?.participant?.displayName ?? id;
  const told = new Map<string, readonly string[]>();
  for (const { rooms } of mesh.nodes.values())
    for (const { participant, hears } of rooms.get(callId)?.seats ?? [])
      told.set(participant?.displayName ?? '', (hears?.participantIds ?? ['everybody']).map(nameOf));
  return Object.fromEntries(told);
}

const guests = (client: FakeClient): readonly string[] =>
  (client.last('call')?.guests ?? []).map(({ participant, part }) => `${participant?.displayName} ${part}`);

test('[CTL80][CTL81] a supervisor listens, whispers and barges in: rooms are told before the page, the agent sees each step', async () => {
  const { customer, callId } = await talk();
  const name = customer.principal.subjectId;
  const told = customer.all('call').length;
  const call = await supervise(mei, callId, 'listen');
  assert.deepEqual([call.part, call.agent?.displayName, call.stage], ['listens', 'anna', 'active']);
  assert.match(call.seat?.nodeId ?? '', /^ap-/);
  assert.notEqual(call.seat?.standbyNodeId, '', 'a guest has a standby too');
  assert.deepEqual(await hearing(callId), { [name]: ['anna'], anna: [name], mei: [name, 'anna'] });
  await until(() => guests(anna).join() === 'mei listens' || `anna sees ${guests(anna)}`);
  await until(() => mei.last('desk')?.presence === 'busy' || 'mei could be offered a call');

  await supervise(mei, callId, 'whisper');
  assert.deepEqual(await hearing(callId), { [name]: ['anna'], anna: [name, 'mei'], mei: [name, 'anna'] });
  await until(() => guests(anna).join() === 'mei whispers' || `anna sees ${guests(anna)}`);
  assert.equal(customer.all('call').length, told, 'the customer is told nothing');

  await supervise(mei, callId, 'barge');
  assert.deepEqual(await hearing(callId), {
    [name]: ['anna', 'mei'],
    anna: [name, 'mei'],
    mei: [name, 'anna'],
  });
  await until(() => guests(customer).join() === 'mei barges' || `the customer sees ${guests(customer)}`);

  await mei.hangUp(callId);
  await until(() => guests(customer).length === 0 || 'the customer still sees mei');
  assert.deepEqual(await hearing(callId), { [name]: ['anna'], anna: [name] });
  await until(() => mei.last('desk')?.presence === 'available' || 'mei is not free');
  await over(customer, callId);
  const summary = (await mesh.factsSoFar()).flatMap(({ callId: of, body }) =>
    of === callId && body?.case === 'callEnded' ? (body.value.summary?.company ?? []) : [],
  );
  assert.deepEqual(
    summary.map(({ agentId, part }) => `${agentId} ${part}`),
    ['mei listens', 'mei whispers', 'mei barges'],
  );
});

test('[CTL82] a supervisor takes a call over: the agent is free and told why, the customer goes on at once', async () => {
  const { customer, callId } = await talk();
  const call = await supervise(mei, callId, 'take-over');
  assert.deepEqual([call.agent?.displayName, call.part, call.stage], ['mei', 'unspecified', 'active']);
  await until(() => anna.last('call')?.endCause === 'taken-over' || 'anna was not told');
  await until(() => anna.last('desk')?.presence === 'available' || 'anna is not free');
  await until(() => customer.last('call')?.agent?.displayName === 'mei' || 'the customer does not see mei');
  assert.equal(
    (await supervise(mei, callId, 'take-over')).agent?.displayName,
    'mei',
    'asked again, the same',
  );
  await fails(anna.hangUp(callId), 'CALL_NOT_FOUND');
  await mei.hangUp(callId);
  await until(() => customer.last('call')?.endCause === 'agent-hung-up' || 'not over');
  await mei.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
});

test('[CTL60][CTL80] a guest outlives the death of its node like everybody else, and hears and is heard as before', async () => {
  const { customer, callId } = await talk();
  const name = customer.principal.subjectId;
  const { seat } = await supervise(mei, callId, 'whisper');
  const [from, to] = [seat?.nodeId ?? '', seat?.standbyNodeId ?? ''];
  mesh.nodes.get(from)?.loseWorker();
  await until(() => mei.last('moveNow')?.toNodeId === to || 'mei is not told to go to her standby');
  await until(() => mei.last('call')?.seat?.nodeId === to || 'mei has no seat there');
  const call = mei.last('call');
  assert.deepEqual([call?.part, call?.epoch, call?.agent?.displayName], ['whispers', 2, 'anna']);
  await until(async () => {
    const heard = await hearing(callId);
    const wanted = { [name]: ['anna'], anna: [name, 'mei'], mei: [name, 'anna'] };
    return isDeepStrictEqual(heard, wanted) || JSON.stringify(heard);
  });
  await until(() => mei.last('call')?.seat?.standbyNodeId !== '' || 'mei has no new standby');
  await mei.hangUp(callId);
  await over(customer, callId);
});

test('[CTL84] agents, customers and who is in another call are refused, as is a call that nobody has answered', async () => {
  const { customer, callId } = await talk();
  const wei = mesh.client('wei', 'agent', 'ap');
  await fails(supervise(wei, callId, 'listen'), 'FORBIDDEN');
  await fails(supervise(customer, callId, 'listen'), 'FORBIDDEN');
  await fails(supervise(mei, 'no-such-call', 'listen'), 'CALL_NOT_FOUND');
  await fails(supervise(mei, callId, 'unspecified'), 'BAD_REQUEST');
  await supervise(mei, callId, 'listen');
  const other = mesh.client('customer-waiting', 'customer');
  const waiting = await other.requestCall('voice');
  await fails(supervise(mei, waiting.callId, 'listen'), 'NOT_AVAILABLE');
  await mei.hangUp(callId);
  await until(
    async () =>
      (await supervise(mei, waiting.callId, 'listen').then(
        () => 'let in',
        (error: unknown) => (error instanceof WeftError ? error.message : String(error)),
      )) === 'nobody has answered the call' || 'not refused for this reason yet',
  );
  await other.hangUp(waiting.callId);
  await over(customer, callId);
});
