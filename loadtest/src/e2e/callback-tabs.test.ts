import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { untilSound } from './media.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

test('a callback rings in both tabs of a customer, and the answer in one silences the other', async () => {
  const browser = await world.browser();
  const first = await world.shop(browser);
  await first.call('voice');
  await first.untilState('waiting', CALL_TIMEOUT_MS);
  await first.widget.getByRole('button', { name: 'Call me back', exact: true }).click(patient);
  await first.untilState('callback', CALL_TIMEOUT_MS);
  const second = await world.shop(browser);
  await second.untilState('callback', CALL_TIMEOUT_MS);

  const agent = await world.desk(await world.browser(), 'anna');
  await agent.setPresence('available');
  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await agent.page.getByRole('button', { name: 'Call the customer', exact: true }).click(patient);
  const rings = ({ widget }: typeof first) =>
    widget.getByRole('heading', { name: 'Anna is calling you back' });
  await Promise.all([first, second].map((tab) => rings(tab).waitFor(patient)));

  await second.untilSettled();
  await second.widget.getByRole('button', { name: 'Answer', exact: true }).click(patient);
  await second.untilState('in-call', CALL_TIMEOUT_MS);
  await agent.untilWork('in-call', CALL_TIMEOUT_MS);
  await first.untilState('idle', CALL_TIMEOUT_MS);
  assert.equal(await rings(first).count(), 0);
  await untilSound(second);
  await untilSound(agent);

  await second.control('hangUp').click(patient);
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
  const { state } = await first.snapshot();
  assert.equal(state.name, 'idle', 'what ended in the other tab is no news in this one');
});
