import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { axeFindings } from '../browser/axe.ts';
import type { DeskPage } from '../browser/desk-page.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };
const press = ({ page }: DeskPage, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click(patient);
const untilTold = ({ page }: DeskPage, words: string): Promise<void> =>
  page.getByRole('log', { name: 'Messages' }).getByText(words).first().waitFor(patient);

async function say(customer: ShopPage, words: string): Promise<void> {
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(words, patient);
  await field.press('Enter');
}

test('a customer who is blocked brings nobody, cannot call, and is heard again when the agent wants', async () => {
  const customer = await world.shop(await world.browser());
  const anna = await world.desk(await world.browser(), 'anna');
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await say(customer, 'Buy my pills!');
  await press(anna, 'All');
  const row = anna.page.getByRole('button').filter({ hasText: 'Buy my pills!' }).first();
  await row.click(patient);
  await untilTold(anna, 'Buy my pills!');

  await press(anna, 'Block customer');
  await press(anna, 'Block');
  await untilTold(anna, 'Anna blocked the customer');
  await anna.page.getByText('This customer is blocked:').waitFor(patient);
  assert.equal(await anna.page.getByRole('textbox', { name: 'Your reply' }).count(), 0);
  assert.deepEqual(await axeFindings(anna.page), []);

  await say(customer, 'Really cheap pills!');
  await untilTold(anna, 'Really cheap pills!');
  await press(anna, 'Unassigned');
  await until(
    async () =>
      (await anna.page
        .getByRole('list', { name: 'List of conversations' })
        .getByText('Really cheap pills!')
        .count()) === 0 || 'it waits for somebody',
    { timeoutMs: LOAD_TIMEOUT_MS },
  );
  await customer.widget.getByRole('button', { name: 'Video call' }).first().click(patient);
  await customer.widget.getByText('That is not possible at the moment.').first().waitFor(patient);
  assert.equal(await customer.widget.getByText(/blocked/i).count(), 0, 'customers are told nothing of it');

  await press(anna, 'Unblock customer');
  await untilTold(anna, 'Anna unblocked the customer');
  await anna.page.getByRole('textbox', { name: 'Your reply' }).waitFor(patient);
});
