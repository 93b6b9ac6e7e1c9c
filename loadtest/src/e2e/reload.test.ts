import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { connect } from '../demo/call.ts';
import { untilMoreFrames, untilSound } from './media.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

test('a customer who reloads in mid-call, and an agent who does, are back in the same call', async () => {
  const customer = await world.shop(await world.browser());
  const agent = await world.desk(await world.browser(), 'anna');
  const callId = await connect({ customer, agent });
  await untilMoreFrames(customer);
  await untilMoreFrames(agent);

  await customer.page.reload();
  await customer.untilConnected();
  const { state } = await customer.untilState('in-call', CALL_TIMEOUT_MS);
  assert.equal(state.call?.callId, callId);
  await untilMoreFrames(customer);
  await untilSound(customer);
  await untilMoreFrames(agent);

  await agent.page.reload();
  await agent.untilSignedOn();
  await agent.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilMoreFrames(agent);
  await untilMoreFrames(customer);
  await untilSound(agent);

  await agent.control('hangUp').click();
  const ended = await customer.untilState('ended', CALL_TIMEOUT_MS);
  assert.equal(ended.state.cause, 'agent-hung-up');
});

test('a customer who calls from a second page has the call there, and the first page says so', async () => {
  const browser = await world.browser();
  const first = await world.shop(browser);
  const agent = await world.desk(await world.browser(), 'anna');
  const callId = await connect({ customer: first, agent });
  const second = await world.shop(browser);
  await second.call('video');
  const { state } = await second.untilState('in-call', CALL_TIMEOUT_MS);
  assert.equal(state.call?.callId, callId);
  assert.equal((await first.untilState('ended', CALL_TIMEOUT_MS)).state.cause, 'went-elsewhere');
  await untilMoreFrames(second);
  await untilMoreFrames(agent);

  await first.widget.getByRole('button', { name: 'Bring it here' }).click();
  assert.equal((await first.untilState('in-call', CALL_TIMEOUT_MS)).state.call?.callId, callId);
  assert.equal((await second.untilState('ended', CALL_TIMEOUT_MS)).state.cause, 'went-elsewhere');
  await untilMoreFrames(first);
  await untilMoreFrames(agent);

  await agent.control('hangUp').click();
  assert.equal((await first.untilState('ended', CALL_TIMEOUT_MS)).state.cause, 'agent-hung-up');
});

test('a customer who is gone for good frees the agent', async () => {
  const customer = await world.shop(await world.browser());
  const agent = await world.desk(await world.browser(), 'wei');
  await connect({ customer, agent });
  await untilMoreFrames(agent);
  await customer.page.close();
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
  await until(
    async () => {
      const { presence } = (await agent.snapshot()).state;
      return presence === 'available' || `the agent is ${presence}`;
    },
    { timeoutMs: CALL_TIMEOUT_MS },
  );
});
