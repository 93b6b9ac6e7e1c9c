import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { sleep, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from './testing/fake-client.ts';
import { FakeMesh } from './testing/fake-mesh.ts';

/** All leases end while what is away is away. */
const LEASE_MS = 2_000;
const AWAY_MS = 8_000;
const PATIENTLY = { timeoutMs: 60_000, intervalMs: 100 };

let mesh: FakeMesh;
let agent: FakeClient;
let customer: FakeClient;
let callId: string;
beforeEach(async () => {
  mesh = await FakeMesh.start(undefined, LEASE_MS);
  const env = { LEASE_TTL_MS: `${LEASE_MS}` };
  await mesh.startControl('control-1', env);
  await mesh.startControl('control-2', env);
  agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  customer = mesh.client('customer-1', 'customer');
  ({ callId } = await customer.requestCall());
  await agent.acceptNext();
});
afterEach(() => mesh[Symbol.asyncDispose]());

/** The call goes on as it was: nobody was told anything else, and its owner answers. */
async function untouched(): Promise<void> {
  await until(async () => {
    const held = await agent.ask({ case: 'setHold', value: { callId, on: true } }, 'accepted');
    return held !== undefined || 'no answer';
  }, PATIENTLY);
  // Long enough for every late verdict: of beats (5 s), leases (2 s), looks (2 s).
  await sleep(systemClock, 7_000);
  const record = await mesh.record(callId);
  assert.deepEqual([record?.stage, record?.epoch, record?.moves], ['active', 1, []]);
  for (const side of [agent, customer]) {
    assert.equal(side.all('moveNow').length, 0);
    assert.ok(side.all('call').every(({ stage }) => stage !== 'ended'));
  }
  await agent.hangUp(callId);
  await until(() => customer.last('call')?.endCause === 'agent-hung-up' || 'not ended', PATIENTLY);
}

test('[CTL70] the bus away for longer than every lease and silence moves nobody and ends nothing', async () => {
  await mesh.nats.kill('SIGKILL');
  await sleep(systemClock, AWAY_MS);
  await mesh.nats.restart();
  await untouched();
});

test('[CTL70] etcd away for longer than every lease moves nobody and ends nothing', async () => {
  await mesh.etcd.kill('SIGKILL');
  await sleep(systemClock, AWAY_MS);
  await mesh.etcd.restart();
  await untouched();
});

test('[CTL70] a node that dies while etcd is away is left at once; the record follows when etcd is back', async () => {
  const home = (await mesh.record(callId))?.homeNodeId ?? '';
  await mesh.etcd.kill('SIGKILL');
  const dead = mesh.nodes.get(home);
  dead?.freeze(true);
  await until(() => customer.last('moveNow')?.fromNodeId === home || 'not told', PATIENTLY);
  await mesh.etcd.restart();
  await until(async () => (await mesh.record(callId))?.epoch === 2 || 'not stored', PATIENTLY);
  assert.equal((await mesh.record(callId))?.stage, 'active');
});
