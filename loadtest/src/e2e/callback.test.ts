import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { untilSound } from './media.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  // Long enough to be seen on the page, short enough to be waited for.
  world = await World.start({ control: { WEFT_CONTROL_CALLBACK_PAUSE_MS: '3000' } });
});
after(() => world?.[Symbol.asyncDispose]());

const press = (where: Pick<Page, 'getByRole'>, name: string) =>
  where.getByRole('button', { name, exact: true }).click();

/** Nothing of what the customer sees is out of reach for anybody. */
async function assertAccessible(customer: ShopPage, state: string): Promise<void> {
  for (const where of [customer.page, customer.widget])
    assert.deepEqual(await axeFindings(where), [], `${state}, ${where.url()}`);
}

test('a customer leaves the line, comes back on another page, cannot talk now, and is reached the second time', async () => {
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await customer.untilState('waiting', CALL_TIMEOUT_MS);
  await press(customer.widget, 'Call me back');
  await customer.untilState('callback', CALL_TIMEOUT_MS);
  await assertAccessible(customer, 'callback, waiting');

  await customer.page.reload();
  await customer.untilConnected();
  await customer.untilState('callback', CALL_TIMEOUT_MS);
  assert.equal(await customer.page.getByRole('button', { name: 'Your callback' }).isVisible(), true);

  const agent = await world.desk(await world.browser(), 'anna');
  await agent.setPresence('available');
  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await agent.page.getByRole('alert').filter({ hasText: 'A callback is due' }).waitFor();
  await press(agent.page, 'Call the customer');
  await agent.page.getByRole('status').filter({ hasText: 'It rings on the customer’s page.' }).waitFor();
  // The page opens the widget by itself.
  await customer.widget.getByRole('heading', { name: 'Anna is calling you back' }).waitFor();
  await assertAccessible(customer, 'callback, calling');
  await press(customer.widget, 'Not now');
  const missed = await agent.untilWork('ended', CALL_TIMEOUT_MS);
  assert.equal(missed.state.work?.cause, 'not-reached');
  await customer.widget.getByText('You could not talk just now.').waitFor();

  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await press(agent.page, 'Call the customer');
  await customer.untilSettled();
  await press(customer.widget, 'Answer');
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await agent.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilSound(customer);
  await untilSound(agent);
  await customer.control('hangUp').click();
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
  await agent.page.getByText('Called back').waitFor();
});
