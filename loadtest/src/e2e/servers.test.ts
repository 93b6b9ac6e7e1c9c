import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { faultNamed } from '../failover/faults.ts';
import type { LiveCall } from '../failover/live-call.ts';
import { Rig } from '../failover/rig.ts';
import { Caller } from '../wire/caller.ts';

/** Three nats-servers and three etcds, and a call that goes on all the while. */
let rig: Rig;
let call: LiveCall;
before(async () => {
  rig = await Rig.create({ stack: { servers: 3, controls: 2 } });
  call = await rig.call();
});
after(() => rig[Symbol.asyncDispose]());

const survives = async (name: string): Promise<void> => {
  await call.untilSteady();
  const { stack, networks, doors, database, customers, agents } = rig;
  const { target, heal } = await faultNamed(name).inject({
    stack,
    networks,
    doors,
    database,
    customers,
    agents,
    call,
  });
  try {
    assert.equal(stack.services.find((service) => service.name === target)?.pid, 0);
    // A new leader is not elected at once: a page, too, would be told to try again.
    await until(
      async () => {
        await using caller = await Caller.start(stack.url, 'eu', 'New');
        return caller.call.stage === 'queued' || `the new call is ${caller.call.stage}`;
      },
      { timeoutMs: CALL_TIMEOUT_MS, intervalMs: 500 },
    );
    await call.untilLive();
  } finally {
    await heal();
  }
};

test('a call lives, and a new one can be made, while one of three nats-servers is dead', () =>
  survives('nats-one-kill'));

test("a call lives, and a new one can be made, while etcd's leader of three is dead", () =>
  survives('etcd-leader-kill'));
