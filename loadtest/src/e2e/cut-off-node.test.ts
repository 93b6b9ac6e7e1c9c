import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CallRecord, keys, silentLog, sleep, systemClock } from '@weft/proto';
import { EtcdDirectory } from '@weft/proto/node';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { faultNamed } from '../failover/faults.ts';
import { type LiveCall, whyNotLive } from '../failover/live-call.ts';
import { Operator } from '../failover/operator.ts';
import { Rig } from '../failover/rig.ts';
import { leftoversOf } from './leftovers.ts';

/** Far longer than a node's lease in etcd, and than it takes nats-server's clients to notice. */
const CUT_MS = 20_000;
const PATIENCE = { timeoutMs: CALL_TIMEOUT_MS, intervalMs: 250 };
const fault = faultNamed('node-cluster-cut');

let rig: Rig;
let operator: Operator;
let call: LiveCall;
before(async () => {
  rig = await Rig.create({ doors: true });
  operator = await Operator.signIn(rig.stack);
  call = await rig.call();
});
after(() => rig[Symbol.asyncDispose]());

/** Where both ends are, and the call's epoch and moves. */
async function placesOf() {
  await using directory = await EtcdDirectory.create({
    ...{ endpoints: rig.stack.addresses.etcdUrl, leaseTtlMs: 5_000, log: silentLog, clock: systemClock },
  });
  const entry = await directory.get(keys.call(call.callId));
  const record = entry === undefined ? undefined : CallRecord.fromJson(entry.value);
  const moves = record?.moves.map((one) => `${one.fromNodeId} > ${one.toNodeId}: ${one.cause}`);
  const nodes = await Promise.all(call.ends.map(async ({ stats }) => (await stats()).nodeId));
  return { nodes, epoch: record?.epoch, moves };
}

const stateOf = async (nodeId: string): Promise<string> =>
  (await operator.nodes()).find((node) => node.nodeId === nodeId)?.state ?? 'gone';

const untilPhase = (phase: string): Promise<void> =>
  until(async () => {
    const { state } = await call.customer.snapshot();
    return state.phase === phase || `the customer's call is ${state.phase}`;
  }, PATIENCE);

test('a node that is cut off from the cluster keeps its call, is shown so, and is taken up again as it is', async () => {
  await call.untilSteady();
  const before = await placesOf();
  const { target, heal } = await fault.inject({ ...rig, call });
  try {
    await until(async () => (await stateOf(target)) === 'cut-off' || stateOf(target), PATIENCE);
    for (const endMs = systemClock.monotonic() + CUT_MS; systemClock.monotonic() < endMs; ) {
      await sleep(systemClock, 1_000);
      const why = (await Promise.all(call.ends.map(whyNotLive))).filter((one) => one !== undefined);
      assert.deepEqual(why, []);
    }
    assert.deepEqual(await placesOf(), before);
    assert.equal(await stateOf(target), 'cut-off', 'also when its lease is over');
  } finally {
    await heal();
  }
  await until(async () => (await stateOf(target)) === 'active' || stateOf(target), PATIENCE);
  await call.untilSteady();
  // Whatever waited on its former connections has come by then.
  await sleep(systemClock, 5_000);
  assert.deepEqual(await placesOf(), before);
});

test('a call leaves the node when its agent holds it, since the node cannot be told of that', async () => {
  await call.untilSteady();
  const { target, heal } = await fault.inject({ ...rig, call });
  try {
    await until(async () => (await stateOf(target)) === 'cut-off' || stateOf(target), PATIENCE);
    await call.agent.control('hold').click();
    await untilPhase('held');
    assert.notEqual((await call.customer.stats()).nodeId, target);
    await call.agent.control('hold').click();
    await untilPhase('active');
    await call.untilSteady();
  } finally {
    await heal();
  }
  await call.untilSteady();
});

test('a call that is over while its node is cut off leaves nothing there', async () => {
  await call.untilSteady();
  const { target, heal } = await fault.inject({ ...rig, call });
  try {
    await until(async () => (await stateOf(target)) === 'cut-off' || stateOf(target), PATIENCE);
    await call.hangUp();
  } finally {
    await heal();
  }
  await until(async () => {
    const left = await leftoversOf(rig, call.callId);
    return left.length === 0 || left.join(', ');
  }, PATIENCE);
});
