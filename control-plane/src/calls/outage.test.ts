import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { FakeMesh } from './testing/fake-mesh.ts';

const PATIENTLY = { timeoutMs: 30_000, intervalMs: 100 };

let mesh: FakeMesh;
beforeEach(async () => {
  mesh = await FakeMesh.start();
  await mesh.startControl();
});
afterEach(() => mesh[Symbol.asyncDispose]());

test('[CTL32] a call outlives the message bus, and goes on being answered for when it is back', async () => {
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const { callId } = await customer.requestCall();
  await agent.acceptNext();
  await mesh.nats.restart();
  await until(async () => {
    const held = await agent.ask({ case: 'setHold', value: { callId, on: true } }, 'accepted');
    return held !== undefined || 'no answer';
  }, PATIENTLY);
  assert.equal((await mesh.record(callId))?.held, true);
  await customer.hangUp(callId);
  await until(() => agent.last('call')?.endCause === 'customer-hung-up' || 'not told', PATIENTLY);
  const next = await mesh.client('customer-2', 'customer').requestCall();
  assert.equal((await agent.acceptNext()).callId, next.callId);
});

test('[CTL13][CTL32] while etcd is away nothing is decided, and what ended meanwhile is stored when it is back', async () => {
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const { callId } = await customer.requestCall();
  await agent.acceptNext();
  await mesh.etcd.kill('SIGKILL');
  await assert.rejects(agent.ask({ case: 'setHold', value: { callId, on: true } }, 'accepted'));
  await customer.hangUp(callId).catch(() => undefined);
  await until(() => agent.last('call')?.endCause === 'customer-hung-up' || 'not told', PATIENTLY);
  await mesh.etcd.restart();
  await until(async () => (await mesh.record(callId))?.stage === 'ended' || 'not stored', PATIENTLY);
  await until(() => agent.last('desk')?.presence === 'available' || 'not free', PATIENTLY);
  await until(async () => {
    const call = await mesh.client('customer-2', 'customer').requestCall();
    return call.stage !== 'ended' || 'over';
  }, PATIENTLY);
  await agent.acceptNext();
});
