import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { untilSound } from './media.ts';
import { World } from './world.ts';

/** Short, so that an offer that nobody answers is not waited for; long enough to be seen. */
const OFFER_TIMEOUT_MS = 5_000;

let world: World;
before(async () => {
  world = await World.start({ control: { WEFT_CONTROL_OFFER_TIMEOUT_MS: `${OFFER_TIMEOUT_MS}` } });
});
after(() => world[Symbol.asyncDispose]());

/** Waits until a waiting customer is told this place. */
async function untilPlace(customer: ShopPage, place: number): Promise<void> {
  await until(
    async () => {
      const { state } = await customer.snapshot();
      const told = state.name === 'waiting' ? state.queuePlace : undefined;
      return told === place || `the customer is ${state.name} at place ${told}`;
    },
    { timeoutMs: CALL_TIMEOUT_MS },
  );
}

test('with nobody ready customers keep a place in the queue, and move up', async () => {
  const first = await world.shop(await world.browser());
  const second = await world.shop(await world.browser());
  await first.call('voice');
  await untilPlace(first, 1);
  await second.call('voice');
  await untilPlace(second, 2);
  const { state } = await second.snapshot();
  assert.equal(state.agentsOnDuty, 0, 'nobody is on duty');

  await first.control('cancel').click();
  const ended = await first.untilState('ended', CALL_TIMEOUT_MS);
  assert.equal(ended.state.cause, 'abandoned');
  await untilPlace(second, 1);

  const agent = await world.desk(await world.browser(), 'anna', { region: 'ap', autoAccept: true });
  await second.untilState('in-call', CALL_TIMEOUT_MS);
  await agent.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilSound(second);
  await second.control('hangUp').click();
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
  await Promise.all([first, second, agent].map(({ page }) => page.close()));
});

test('an offer that is declined goes to the next agent', async () => {
  const anna = await world.desk(await world.browser(), 'anna');
  await anna.setPresence('available');
  const wei = await world.desk(await world.browser(), 'wei', { region: 'ap', autoAccept: true });
  // Whoever is ready for longest is asked first: Wei must be the later one.
  await wei.setPresence('away');
  await wei.setPresence('available');
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('offered', CALL_TIMEOUT_MS);
  await anna.button('decline').click();
  await wei.untilWork('in-call', CALL_TIMEOUT_MS);
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  assert.equal((await anna.snapshot()).state.work?.name, 'none');
  await untilSound(customer);
  await customer.control('hangUp').click();
  await wei.untilWork('ended', CALL_TIMEOUT_MS);
  await Promise.all([customer, anna, wei].map(({ page }) => page.close()));
});

test('an offer that is not answered in time goes to the next agent, and the first is set to away', async () => {
  const anna = await world.desk(await world.browser(), 'anna');
  await anna.setPresence('available');
  const wei = await world.desk(await world.browser(), 'wei', { region: 'ap', autoAccept: true });
  await wei.setPresence('away');
  await wei.setPresence('available');
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('offered', CALL_TIMEOUT_MS);
  await wei.untilWork('in-call', CALL_TIMEOUT_MS);
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  const { state } = await anna.snapshot();
  assert.equal(state.work?.name, 'none');
  assert.equal(state.presence, 'away');
  assert.equal(state.presenceReason, 'not-responding');
  await customer.control('hangUp').click();
  await wei.untilWork('ended', CALL_TIMEOUT_MS);
});
