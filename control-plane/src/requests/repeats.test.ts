import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  ControlReply,
  ControlRequest,
  type ControlRequestInit,
  type ErrorCode,
  fromFault,
  RelayedReply,
  RelayedRequest,
  sleep,
  subjects,
  systemClock,
  WeftError,
} from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';

// A client whose edge died before an answer came through asks again, perhaps of another instance.

let mesh: FakeMesh;
before(async () => {
  mesh = await FakeMesh.start();
  await mesh.startControl('control-1', { CALL_BURST: '1000' });
  await mesh.startControl('control-2', { CALL_BURST: '1000' });
});
after(() => mesh[Symbol.asyncDispose]());

/** Asks under an id of the test's choice, as an edge passes on what a client asks again. Throws the fault. */
async function askAs(
  { principal }: FakeClient,
  requestId: number,
  body: NonNullable<ControlRequestInit['body']>,
): Promise<ControlReply['body']> {
  const request = { principal, requestId, body: ControlRequest.encode({ body }) };
  const bytes = await mesh.bus.request(subjects.control(principal.region), RelayedRequest.encode(request));
  const { result } = RelayedReply.decode(bytes);
  if (result?.case === 'fault') throw fromFault(result.value);
  return ControlReply.decode(result?.value ?? new Uint8Array()).body;
}

const isCode =
  (code: ErrorCode) =>
  (error: unknown): boolean =>
    error instanceof WeftError && error.code === code;

/** How often something was told of a call. */
const factsOf = async (callId: string, name: string): Promise<number> =>
  (await mesh.factsSoFar()).filter((fact) => fact.callId === callId && fact.body?.case === name).length;

test('[CTL44][CTL11] RequestCall asked again, whether its answer is still on its way or was lost, is one call', async () => {
  const customer = mesh.client('repeats-1', 'customer');
  const [first, second] = await Promise.all([customer.requestCall(), customer.requestCall()]);
  const third = await customer.requestCall();
  assert.deepEqual([second.callId, third.callId], [first.callId, first.callId]);
  assert.equal(third.seat?.participantId, first.seat?.participantId);
  await customer.hangUp(first.callId);
  await until(async () => (await factsOf(first.callId, 'callEnded')) === 1 || 'not ended');
  assert.equal(await factsOf(first.callId, 'callRequested'), 1);
});

test('[CTL44][CTL17] AnswerOffer asked again gets the call it got, and the agent is seated once', async () => {
  const agent = mesh.client('anna', 'agent');
  await agent.syncDesk();
  const customer = mesh.client('repeats-2', 'customer');
  const { callId } = await customer.requestCall();
  const { offerId } = await agent.nextOffer();
  const accept = { case: 'answerOffer', value: { offerId, accept: true } } as const;
  const [first, second] = await Promise.all([askAs(agent, 7, accept), askAs(agent, 7, accept)]);
  const third = await askAs(agent, 7, accept);
  for (const reply of [first, second, third]) {
    assert.equal(reply?.case === 'call' && reply.value.callId, callId);
    assert.deepEqual(reply, first);
  }
  assert.equal((await mesh.record(callId))?.legs.length, 2);
  await assert.rejects(askAs(agent, 8, accept), isCode('OFFER_SETTLED'));

  for (let turn = 0; turn < 2; turn += 1) await agent.hangUp(callId);
  await until(() => customer.last('call')?.endCause === 'agent-hung-up' || 'not ended');
  await agent.hangUp(callId);
  assert.equal(await factsOf(callId, 'callAnswered'), 1);
  assert.equal(await factsOf(callId, 'callEnded'), 1);
  assert.equal(customer.all('call').filter(({ stage }) => stage === 'ended').length, 1);
  agent.leave();
});

test('[CTL44] a decline asked again is accepted, and somebody else’s question of the same id is its own', async () => {
  const agent = mesh.client('wei', 'agent');
  await agent.syncDesk();
  const other = mesh.client('li', 'agent');
  const customer = mesh.client('repeats-4', 'customer');
  const { callId } = await customer.requestCall();
  const { offerId } = await agent.nextOffer();
  const decline = { case: 'answerOffer', value: { offerId, accept: false } } as const;
  assert.equal((await askAs(agent, 9, decline))?.case, 'accepted');
  assert.equal((await askAs(agent, 9, decline))?.case, 'accepted');
  await assert.rejects(askAs(other, 9, decline), isCode('OFFER_NOT_FOUND'));
  await customer.hangUp(callId);
});

test('[CTL44][CTL19] HangUp asked again, whether or not the call is over by then, is accepted and ends it once', async () => {
  const customer = mesh.client('repeats-3', 'customer');
  const { callId } = await customer.requestCall();
  await Promise.all([customer.hangUp(callId), customer.hangUp(callId)]);
  await until(async () => (await mesh.record(callId))?.stage === 'ended' || 'not ended');
  await customer.hangUp(callId);
  await until(async () => (await factsOf(callId, 'callEnded')) === 1 || 'not told');
  await customer.hangUp(callId);
  assert.equal(await factsOf(callId, 'callEnded'), 1);
});

test('[CTL44][CTL19] who hangs up while the call is just ending is answered, and not left waiting', async () => {
  for (let call = 0; call < 8; call += 1) {
    const customer = mesh.client(`repeats-5-${call}`, 'customer');
    const { callId } = await customer.requestCall();
    // Spread over the end and what is done after it, until nobody owns the call any more.
    const asked = Array.from({ length: 40 }, async (_, at) => {
      await sleep(systemClock, at);
      await customer.hangUp(callId);
    });
    await Promise.all(asked);
  }
});
