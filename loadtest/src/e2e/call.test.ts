import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import { connect } from '../demo/call.ts';
import { lives } from '../stack/processes.ts';
import { callKeys, leftoversOf } from './leftovers.ts';
import { trackOf, untilMoreFrames, untilSound } from './media.ts';
import { World } from './world.ts';

/** Records are kept for a minute and looked through every few seconds. */
const RECORD_TIMEOUT_MS = 150_000;

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

test('a customer in eu and an agent in ap see and hear each other over one pipe each way, and nothing is left', async () => {
  const customer = await world.shop(await world.browser());
  const agent = await world.desk(await world.browser(), 'anna');
  const callId = await connect({ customer, agent });

  for (const side of [customer, agent]) {
    await untilMoreFrames(side, 30);
    await untilSound(side);
    const picture = await trackOf(side, 'camera');
    assert.ok((picture?.width ?? 0) > 0 && (picture?.height ?? 0) > 0, 'a picture has a size');
  }
  assert.equal((await customer.stats()).region, 'eu');
  assert.equal((await agent.stats()).region, 'ap');
  assert.equal((await customer.stats()).callId, callId);

  await until(
    () => {
      const counted = world.reports.pipes(callId).filter((pipe) => pipe.packets > 0);
      return counted.length >= 8 || `${counted.length} of 8 pipe ends have counted packets`;
    },
    { timeoutMs: MEDIA_TIMEOUT_MS },
  );
  const leaving = world.reports.pipes(callId).filter((pipe) => pipe.outgoing);
  assert.equal(new Set(leaving.map((pipe) => pipe.trackId)).size, leaving.length, 'each track crosses once');
  assert.deepEqual(
    leaving.map((pipe) => `${pipe.region} to ${pipe.peerRegion}`).sort(),
    ['ap to eu', 'ap to eu', 'eu to ap', 'eu to ap'],
    'sound and picture each way',
  );

  await customer.control('hangUp').click();
  const { state } = await customer.untilState('ended', CALL_TIMEOUT_MS);
  assert.equal(state.cause, 'customer-hung-up');
  const { state: desk } = await agent.untilWork('ended', CALL_TIMEOUT_MS);
  assert.equal(desk.work?.cause, 'customer-hung-up');

  await customer.page.close();
  await agent.page.close();
  await until(
    async () => {
      const left = await leftoversOf(world, callId);
      return left.length === 0 || left.join(', ');
    },
    { timeoutMs: CALL_TIMEOUT_MS, intervalMs: 500 },
  );
});

test('a voice call carries sound and no picture, and the agent may end it', async () => {
  const customer = await world.shop(await world.browser());
  const agent = await world.desk(await world.browser(), 'wei');
  await customer.call('voice');
  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await agent.button('accept').click();
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await untilSound(customer);
  await untilSound(agent);
  assert.equal(await trackOf(customer, 'camera'), undefined);
  assert.equal(await trackOf(agent, 'camera'), undefined);
  await agent.control('hangUp').click();
  const { state } = await customer.untilState('ended', CALL_TIMEOUT_MS);
  assert.equal(state.cause, 'agent-hung-up');
});

test('the record of an ended call is kept for a while and then gone', async () => {
  await until(
    async () => {
      const left = await callKeys(world);
      return left.length === 0 || `etcd has ${left.join(', ')}`;
    },
    { timeoutMs: RECORD_TIMEOUT_MS, intervalMs: 1_000 },
  );
});

test('stopping the mesh leaves no process', async () => {
  const pids = world.stack.services.map(({ name, pid }) => ({ name, pid }));
  assert.ok(
    pids.every(({ pid }) => lives(pid)),
    'all run before',
  );
  await world.stack.stop();
  assert.deepEqual(
    pids.filter(({ pid }) => lives(pid)).map(({ name }) => name),
    [],
  );
});
