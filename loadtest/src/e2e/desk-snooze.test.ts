import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
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
const button = ({ page }: DeskPage, name: string) => page.getByRole('button', { name, exact: true }).first();
const press = (desk: DeskPage, name: string): Promise<void> => button(desk, name).click(patient);

/** Waits until the open conversation's timeline has these words. */
const untilTold = ({ page }: DeskPage, words: string): Promise<void> =>
  page.getByRole('log', { name: 'Messages' }).getByText(words).first().waitFor(patient);

const rowsWith = ({ page }: DeskPage, words: string) =>
  page.getByRole('list', { name: 'List of conversations' }).getByRole('button').filter({ hasText: words });

async function say(customer: ShopPage, words: string): Promise<void> {
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(words, patient);
  await field.press('Enter');
}

/** In the dialog that the button opens. */
async function snooze(anna: DeskPage, choice: string): Promise<void> {
  await press(anna, 'Snooze');
  await anna.page.getByRole('radio', { name: choice }).check(patient);
  await press(anna, 'Snooze now');
  await button(anna, 'Wake').waitFor(patient);
}

/** Waits until a view has the one conversation, or has it no more. */
async function untilListed(anna: DeskPage, view: string, words: string, there: boolean): Promise<void> {
  await press(anna, view);
  await until(
    async () =>
      (await rowsWith(anna, words).count()) > 0 === there || `${view}: ${there ? 'missing' : 'still there'}`,
    { timeoutMs: LOAD_TIMEOUT_MS },
  );
}

test('a chat is snoozed, leaves the own list, and comes back by the customer or by hand', async () => {
  const customer = await world.shop(await world.browser());
  const anna = await world.desk(await world.browser(), 'anna');
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await say(customer, 'Where is my lamp?');
  await press(anna, 'All');
  await rowsWith(anna, 'Where is my lamp?').first().click(patient);
  await untilTold(anna, 'Where is my lamp?');
  // Whether routing has given it to her by then or not: what nobody has is hers by snoozing it.
  await snooze(anna, 'When the customer writes');
  await untilTold(anna, 'snoozed it until the customer writes');
  await untilListed(anna, 'Mine', 'Where is my lamp?', false);
  await untilListed(anna, 'Snoozed', 'Where is my lamp?', true);
  await anna.page.getByRole('img', { name: '1 in this view' }).first().waitFor(patient);

  await say(customer, 'It says delivered!');
  await untilTold(anna, 'It says delivered!');
  await untilTold(anna, 'Back: the customer is here again');
  await untilListed(anna, 'Snoozed', 'It says delivered!', false);
  await untilListed(anna, 'Mine', 'It says delivered!', true);

  await snooze(anna, 'In an hour');
  await untilListed(anna, 'Mine', 'It says delivered!', false);
  await press(anna, 'Wake');
  await button(anna, 'Snooze').waitFor(patient);
  await untilTold(anna, 'woke it');
  await untilListed(anna, 'Mine', 'It says delivered!', true);
  assert.equal(
    await customer.widget.getByText(/snoozed|woke/i).count(),
    0,
    'customers are told nothing of it',
  );
});
