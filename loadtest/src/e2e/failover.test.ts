import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import type { Fault } from '../failover/fault.ts';
import { faultNamed } from '../failover/faults.ts';
import type { LiveCall } from '../failover/live-call.ts';
import { Rig } from '../failover/rig.ts';
import { tryFault } from '../failover/trial.ts';
import { leftoversOf } from './leftovers.ts';

/** One call lives through everything: what one death leaves behind the next one meets. */
let rig: Rig;
let call: LiveCall;
before(async () => {
  rig = await Rig.create();
  call = await rig.call();
});
after(() => rig[Symbol.asyncDispose]());

const survives = async (name: string): Promise<void> => {
  await call.untilSteady();
  const chosen = faultNamed(name);
  const fault: Fault = { ...chosen, watchMs: Math.min(chosen.watchMs, 4_000) };
  const { ends, lost } = await tryFault(fault, rig.stack, call, systemClock);
  assert.equal(lost, undefined);
  const { state } = await call.customer.snapshot();
  assert.equal(state.call?.callId, call.callId);
  if (!fault.moves) return;
  await until(async () => {
    const { nodeId } = await call.customer.stats();
    return nodeId !== ends[0]?.home || `the customer is still at ${nodeId}`;
  });
};

test('a call lives when the worker that carries it is killed', () => survives('worker-kill'));

test('a call lives when the media node that carries it is killed', () => survives('node-kill'));

test('a call lives when its media node freezes with open sockets', () => survives('node-stop'));

test('a call lives while its media node is drained', () => survives('drain'));

test('a call lives when an edge is killed', () => survives('edge-kill'));

test('a call lives when the instance of the control plane that owns it is killed', () =>
  survives('owner-kill'));

test('a call lives when nats-server is killed', () => survives('nats-kill'));

test('a call lives when etcd is killed', () => survives('etcd-kill'));

test('after all that the call ends as any other and nothing of it is left', async () => {
  await call.untilSteady();
  await call.hangUp();
  await until(
    async () => {
      const left = await leftoversOf(rig, call.callId);
      return left.length === 0 || left.join(', ');
    },
    { timeoutMs: CALL_TIMEOUT_MS, intervalMs: 500 },
  );
});
