import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator } from 'playwright-core';
import type { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { untilSound, untilStill } from './media.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

/** As the number keys go through them. */
const VIEWS = ['Mine', 'Unassigned', 'All', 'Mentions', 'Followed', 'Snoozed', 'Closed', 'Calls'] as const;

const patient = { timeout: LOAD_TIMEOUT_MS };
const button = ({ page }: DeskPage, name: string): Locator => page.getByRole('button', { name, exact: true });
const dialog = ({ page }: DeskPage, name: string): Locator => page.getByRole('dialog', { name, exact: true });

/** Presses a key where nobody writes. */
async function press({ page }: DeskPage, key: string): Promise<void> {
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press(key);
}

/** A key opens this dialog, and Escape closes it. */
async function opens(desk: DeskPage, key: string, name: string): Promise<void> {
  await press(desk, key);
  await dialog(desk, name).waitFor(patient);
  await desk.page.keyboard.press('Escape');
  await dialog(desk, name).waitFor({ state: 'detached' });
}

const focused = (where: Locator): Promise<void> =>
  until(
    async () =>
      (await where.evaluate((one) => one === document.activeElement)) || 'the focus is somewhere else',
    { timeoutMs: LOAD_TIMEOUT_MS },
  );

async function chat(words: string): Promise<ShopPage> {
  const customer = await world.shop(await world.browser());
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(words, patient);
  await field.press('Enter');
  return customer;
}

const microphone = async (desk: DeskPage): Promise<string> => (await desk.snapshot()).media.microphone.name;
const untilMicrophone = (desk: DeskPage, name: string): Promise<void> =>
  until(async () => (await microphone(desk)) === name || `it is ${await microphone(desk)}`, {
    timeoutMs: MEDIA_TIMEOUT_MS,
  });

test('every key that the sheet lists does what it says to an open conversation', async () => {
  const customer = await chat('Where is my lamp?');
  const anna = await world.desk(await world.browser(), 'anna');
  const { page } = anna;
  await press(anna, '?');
  const sheet = dialog(anna, 'Keyboard shortcuts');
  await sheet.waitFor(patient);
  for (const key of ['?', 'j', 'k', 's', 'f', 'x', 'r', 'n', 't', 'p', 'g', 'z', 'w', 'e', 'i', 'a', 'm'])
    assert.equal(await sheet.getByText(key, { exact: true }).count(), 1, key);
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });

  // In the order of their keys, and back to the one that has everything.
  for (const [at, name] of [...VIEWS.entries(), [2, 'All'] as const]) {
    await press(anna, String(at + 1));
    const view = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true });
    await until(async () => (await view.getAttribute('aria-current')) === 'true' || `${name} is not shown`);
  }
  await page
    .getByRole('list', { name: 'List of conversations' })
    .getByText('Where is my lamp?')
    .waitFor(patient);
  await press(anna, 'j');
  await page.getByRole('log', { name: 'Messages' }).getByText('Where is my lamp?').waitFor(patient);

  await press(anna, 's');
  await focused(page.getByRole('searchbox', { name: 'Search conversations' }));
  await opens(anna, 'f', 'Filter conversations');
  await press(anna, 'x');
  await page.getByRole('region', { name: 'Chosen conversations' }).waitFor(patient);
  await press(anna, 'x');
  await page.getByRole('region', { name: 'Chosen conversations' }).waitFor({ state: 'detached' });
  await press(anna, 't');
  await button(anna, 'Take').waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  await press(anna, 'r');
  await focused(page.getByRole('textbox', { name: 'Your reply' }));
  await press(anna, 'n');
  await focused(page.getByRole('textbox', { name: 'Your private note' }));
  // What the key does, the button beside it says.
  const following = button(anna, 'Follow');
  for (const pressed of ['true', 'false']) {
    await press(anna, 'w');
    await until(async () => (await following.getAttribute('aria-pressed')) === pressed || `not ${pressed}`);
  }
  await opens(anna, 'p', 'Macros');
  await opens(anna, 'g', 'Transfer the conversation');
  const details = page.getByRole('complementary', { name: 'About the customer' });
  await details.waitFor(patient);
  await press(anna, 'i');
  await details.waitFor({ state: 'detached' });

  // What is snoozed is woken by the same key, as by the button that stands there.
  await press(anna, 'z');
  await dialog(anna, 'Snooze the conversation').getByRole('radio', { name: 'In an hour' }).check(patient);
  await button(anna, 'Snooze now').click();
  await button(anna, 'Wake').waitFor(patient);
  await press(anna, 'z');
  await button(anna, 'Snooze').waitFor(patient);
  assert.equal(await page.getByRole('dialog').count(), 0);

  await press(anna, 'e');
  await dialog(anna, 'Close the conversation').waitFor(patient);
  await button(anna, 'Close now').click(patient);
  await button(anna, 'Close').waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  await Promise.all([customer, anna].map((one) => one.page.close()));
});

test('what a colleague has is taken by the second press of the key, and by none that follows something else', async () => {
  const customer = await chat('Where is my rug?');
  const anna = await world.desk(await world.browser(), 'anna');
  const wei = await world.desk(await world.browser(), 'wei');
  for (const desk of [anna, wei]) {
    const { page } = desk;
    await button(desk, 'All').click(patient);
    const rows = page.getByRole('list', { name: 'List of conversations' }).getByRole('button');
    await rows.filter({ hasText: 'Where is my rug?' }).first().click(patient);
    await page.getByRole('log', { name: 'Messages' }).getByText('Where is my rug?').waitFor(patient);
  }
  // Nobody has it: one press takes it.
  await press(anna, 't');
  await button(anna, 'Take').waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });

  const open = wei.page.getByRole('region', { name: /^Conversation with/ });
  await open.getByText('with Anna').waitFor(patient);
  const sure = button(wei, 'Really take it from Anna?');
  await press(wei, 't');
  await sure.waitFor(patient);
  await focused(sure);
  await wei.page.keyboard.press('n');
  await focused(wei.page.getByRole('textbox', { name: 'Your private note' }));
  await sure.waitFor({ state: 'detached' });
  await button(wei, 'Take').waitFor(patient);
  await press(wei, 't');
  await sure.waitFor(patient);
  await wei.page.keyboard.press('t');
  await sure.waitFor({ state: 'detached' });
  await button(wei, 'Take').waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  await button(anna, 'Take').waitFor(patient);
  await Promise.all([customer, anna, wei].map((one) => one.page.close()));
});

/** Anna accepts a call by the key for it. */
async function inCall(): Promise<{ readonly anna: DeskPage; readonly customer: ShopPage }> {
  const anna = await world.desk(await world.browser(), 'anna');
  await anna.setPresence('available');
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('offered', CALL_TIMEOUT_MS);
  await press(anna, 'a');
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilMicrophone(anna, 'on');
  return { anna, customer };
}

test('who listens to a colleague opens no microphone by the key that mutes', async () => {
  const { anna, customer } = await inCall();
  const mei = await world.desk(await world.browser(), 'mei');
  await mei.page.getByRole('link', { name: 'Wall', exact: true }).click();
  await mei.page.getByRole('button', { name: 'Listen to Anna', exact: true }).click(patient);
  await mei.untilWork('in-call', CALL_TIMEOUT_MS);
  await anna.page.getByRole('listitem').filter({ hasText: 'Mei listens' }).waitFor(patient);
  await press(mei, 'm');
  // A microphone that were asked for would be on its way by the time that the next key has done something.
  await opens(mei, '?', 'Keyboard shortcuts');
  assert.equal(await microphone(mei), 'off');

  await customer.control('hangUp').click();
  await anna.untilWork('ended', CALL_TIMEOUT_MS);
  await Promise.all([customer, anna, mei].map(({ page }) => page.close()));
});

test('a call is muted by its key wherever the agent looks', async () => {
  const { anna, customer } = await inCall();
  await press(anna, 'm');
  await untilMicrophone(anna, 'muted');
  await untilStill(customer, 'packetsReceived', 'microphone');
  await anna.page.getByRole('link', { name: 'Wall', exact: true }).click();
  await anna.page.getByRole('table', { name: 'Agents' }).waitFor(patient);
  await press(anna, 'm');
  await untilMicrophone(anna, 'on');
  await untilSound(customer);
  await customer.control('hangUp').click();
  await anna.untilWork('ended', CALL_TIMEOUT_MS);
  await Promise.all([customer, anna].map(({ page }) => page.close()));
});
