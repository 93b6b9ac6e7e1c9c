import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from './testing/fake-client.ts';
import { FakeMesh } from './testing/fake-mesh.ts';

const PATIENTLY = { timeoutMs: 30_000 };
const SHORT_LEASE = { LEASE_TTL_MS: '3000' };

let mesh: FakeMesh;
beforeEach(async () => {
  mesh = await FakeMesh.start();
});
afterEach(() => mesh[Symbol.asyncDispose]());

const askCallback = (customer: FakeClient, callId: string) =>
  customer.ask({ case: 'askCallback', value: { callId } }, 'call');
const answerCallback = (customer: FakeClient, callId: string, accept: boolean) =>
  customer.ask({ case: 'answerCallback', value: { callId, accept } }, 'call');

const untilRings = (customer: FakeClient) =>
  until(() => customer.last('call')?.callback?.phase === 'calling' || 'the page does not ring', PATIENTLY);

test('[CTL90][CTL91][RT28] a callback keeps its place before younger calls, and its customer is called', async () => {
  await mesh.startControl();
  const customer = mesh.client('customer-1', 'customer');
  const younger = mesh.client('customer-2', 'customer');
  const { callId, requestedAtMs } = await customer.requestCall('voice');
  await younger.requestCall('voice');
  const asked = await askCallback(customer, callId);
  assert.deepEqual([asked.stage, asked.callback?.phase, asked.queuePlace], ['queued', 'waiting', 1]);
  // The page goes, and comes again as another.
  customer.leave();
  const again = mesh.client('customer-1', 'customer');
  const found = await again.ask({ case: 'syncCall', value: {} }, 'call');
  assert.deepEqual([found.callId, found.requestedAtMs], [callId, requestedAtMs]);

  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const offer = await agent.nextOffer();
  assert.deepEqual([offer.callId, offer.callback], [callId, true]);
  const seen = await agent.accept(offer);
  assert.deepEqual([seen.stage, seen.callback?.phase, seen.answeredAtMs], ['active', 'calling', 0]);
  await untilRings(again);
  const reached = await answerCallback(again, callId, true);
  assert.deepEqual([reached.stage, reached.callback?.phase], ['active', 'reached']);
  assert.ok(reached.seat !== undefined && reached.answeredAtMs > 0);
  await until(() => (agent.last('call')?.answeredAtMs ?? 0) > 0 || 'the agent is not told');
  await again.hangUp(callId);
  assert.equal((await agent.nextOffer()).callback, false, 'the younger call is one like any other');
});

test('[RT28] an offer that rings when its customer leaves the line is taken back and made anew', async () => {
  await mesh.startControl();
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const { callId } = await customer.requestCall();
  const first = await agent.nextOffer();
  assert.equal(first.callback, false);
  await askCallback(customer, callId);
  const second = await agent.nextOffer();
  assert.deepEqual([second.callId, second.callback], [callId, true]);
  assert.notEqual(second.offerId, first.offerId);
  await customer.hangUp(callId);
  await until(() => agent.ringing === undefined || 'a cancelled callback is still offered');
});

test('[CTL92] a customer who cannot talk is called again later; who has no page is not waited for', async () => {
  await mesh.startControl('control-1', { CALLBACK_PAUSE_MS: '300' });
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const { callId } = await customer.requestCall();
  await askCallback(customer, callId);
  await agent.acceptNext();
  await untilRings(customer);
  const later = await answerCallback(customer, callId, false);
  assert.deepEqual([later.stage, later.callback?.missed, later.callback?.misses], ['queued', 'declined', 1]);
  await until(() => agent.last('call')?.endCause === 'not-reached' || 'the agent still calls');
  await assert.rejects(
    answerCallback(customer, callId, true),
    (error) => error instanceof WeftError && error.code === 'NOT_AVAILABLE',
  );
  customer.leave();
  await agent.acceptNext();
  await until(() => agent.last('call')?.callback?.missed === 'away' || 'the agent waits', PATIENTLY);
  await agent.acceptNext();
  await until(async () => (await mesh.record(callId))?.endCause === 'not-reached' || 'not over', PATIENTLY);
  await until(async () => {
    const facts = (await mesh.factsSoFar()).filter((fact) => fact.callId === callId);
    const names = facts.map(({ body }) => body?.case).filter((name) => name?.startsWith('callback'));
    return names.join() === 'callbackAsked,callbackMissed,callbackMissed,callbackMissed' || names.join();
  }, PATIENTLY);
  await until(() => agent.last('call')?.callback?.misses === 3 || 'the agent is not told of the last one');
  // The next call is one like any other again.
  await mesh.client('customer-1', 'customer').requestCall();
  assert.equal((await agent.nextOffer()).callback, false);
});

test('[CTL94] two tabs ring, and the answer in the older one silences the newer one', async () => {
  await mesh.startControl();
  const older = mesh.client('customer-1', 'customer');
  const { callId } = await older.requestCall();
  await askCallback(older, callId);
  const newer = mesh.client('customer-1', 'customer');
  await newer.ask({ case: 'syncCall', value: {} }, 'call');
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  await agent.acceptNext();
  await Promise.all([untilRings(older), untilRings(newer)]);
  const reached = await answerCallback(older, callId, true);
  assert.ok(reached.seat !== undefined);
  await until(() => newer.last('call')?.endCause === 'let-go' || 'the other tab still rings', PATIENTLY);
  await older.hangUp(callId);
});

test('[CTL93] the death of an instance loses no callback, neither one that waits nor one that rings', async () => {
  const a = await mesh.spawnControl('control-a', SHORT_LEASE);
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const ringing = mesh.client('customer-1', 'customer');
  const waiting = mesh.client('customer-2', 'customer');
  const first = await ringing.requestCall();
  const second = await waiting.requestCall();
  await agent.nextOffer();
  await askCallback(ringing, first.callId);
  await askCallback(waiting, second.callId);
  waiting.leave();
  await until(() => agent.ringing?.callback === true || 'the callback is not offered');
  await agent.acceptNext();
  await untilRings(ringing);
  await mesh.startControl('control-b');
  await a.kill('SIGKILL');
  for (const { callId } of [first, second]) {
    await until(async () => (await mesh.ownerOf(callId)) === 'control-b' || 'not adopted', PATIENTLY);
  }
  const talk = await answerCallback(ringing, first.callId, true);
  assert.equal(talk.callback?.phase, 'reached');
  await ringing.hangUp(first.callId);
  const offer = await agent.nextOffer();
  assert.deepEqual([offer.callId, offer.callback], [second.callId, true]);
});

test('[CTL93] a callback outlives every room that it had', async () => {
  const a = await mesh.spawnControl('control-a', SHORT_LEASE);
  const customer = mesh.client('customer-1', 'customer');
  const { callId } = await customer.requestCall();
  await askCallback(customer, callId);
  await a.kill('SIGKILL');
  for (const node of mesh.nodes.values()) node.rooms.clear();
  await mesh.startControl('control-b');
  await until(async () => (await mesh.ownerOf(callId)) === 'control-b' || 'not adopted', PATIENTLY);
  await until(
    () => [...mesh.nodes.values()].some(({ rooms }) => rooms.has(callId)) || 'it has no room again',
    PATIENTLY,
  );
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  await agent.acceptNext();
  await untilRings(customer);
  assert.equal((await answerCallback(customer, callId, true)).callback?.phase, 'reached');
});

test('[CTL40] nobody asks for or answers a callback of somebody else', async () => {
  await mesh.startControl();
  const customer = mesh.client('customer-1', 'customer');
  const { callId } = await customer.requestCall();
  const refuses = (run: Promise<unknown>, code: string) =>
    assert.rejects(run, (error) => error instanceof WeftError && error.code === code);
  await refuses(askCallback(mesh.client('mallory', 'customer'), callId), 'CALL_NOT_FOUND');
  await refuses(answerCallback(mesh.client('mallory', 'customer'), callId, true), 'CALL_NOT_FOUND');
  await refuses(askCallback(mesh.client('anna', 'agent'), callId), 'FORBIDDEN');
  await refuses(askCallback(customer, 'no/id'), 'BAD_REQUEST');
});
