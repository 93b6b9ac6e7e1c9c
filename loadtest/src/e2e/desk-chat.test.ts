import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Page } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
import type { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

/** A button of the desk. */
const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click(patient);

/** Waits until the open conversation shows these words, and gives their message. */
async function untilShown({ page }: DeskPage, words: string): Promise<void> {
  await page.getByRole('log', { name: 'Messages' }).getByText(words).first().waitFor(patient);
}

/** Writes in the desk's composer. */
async function write({ page }: DeskPage, tab: 'Reply' | 'Private note', words: string): Promise<void> {
  await page.getByRole('tab', { name: tab, exact: true }).click(patient);
  const field = page.getByRole('textbox', { name: tab === 'Reply' ? 'Your reply' : 'Your private note' });
  await field.fill(words);
  await field.press('Enter');
}

/** Opens the chat and says something. */
async function say(customer: ShopPage, words: string): Promise<void> {
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(words, patient);
  // By the keyboard: the panel may still be gliding in, and a click would land beside the button.
  await field.press('Enter');
}

/** Waits until the desk's list has a conversation with these words, and opens it. */
async function openFromList({ page }: DeskPage, words: string): Promise<void> {
  await page
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: words })
    .first()
    .click(patient);
}

test('a chat is taken, answered, noted, called in, closed, rated and found at a second agent', async () => {
  const customer = await world.shop(await world.browser());
  const anna = await world.desk(await world.browser(), 'anna');
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await say(customer, 'Where is my lamp?');

  // Offered by routing or picked by hand: either way it ends with Anna.
  await press(anna.page, 'All');
  await openFromList(anna, 'Where is my lamp?');
  await untilShown(anna, 'Where is my lamp?');
  const take = anna.page.getByRole('button', { name: 'Take', exact: true });
  await until(
    async () => {
      // Given to her between the look and the click: then the button is gone.
      if (await take.isVisible()) await take.click({ timeout: 1_000 });
      return !(await take.isVisible()) || 'it is still to be taken';
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );

  await write(anna, 'Reply', 'It is on its way.');
  await customer.widget.getByText('It is on its way.').waitFor(patient);
  await write(anna, 'Private note', 'A difficult one');
  await untilShown(anna, 'A difficult one');
  await write(anna, 'Reply', 'May I call you?');
  await customer.widget.getByText('May I call you?').waitFor(patient);
  assert.equal(await customer.widget.getByText('A difficult one').count(), 0, 'a note is for agents only');

  // What it is about, for whoever looks for it later.
  await anna.page.getByRole('combobox', { name: 'Add a tag' }).fill('Broken lamp');
  await press(anna.page, 'Add this tag');
  await anna.page.getByRole('button', { name: 'Remove the tag broken-lamp' }).waitFor(patient);
  await anna.page.getByRole('combobox', { name: 'Priority' }).selectOption('urgent');
  await untilShown(anna, 'set the priority to');

  // The call belongs to the same conversation, which stays open below it.
  await customer.widget.getByRole('button', { name: 'Voice call', exact: true }).first().click(patient);
  await anna.button('accept').click({ timeout: CALL_TIMEOUT_MS });
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await write(anna, 'Reply', 'I hear you.');
  await customer.widget.getByText('I hear you.').waitFor(patient);
  await anna.control('hangUp').click();
  await anna.untilWork('ended', CALL_TIMEOUT_MS);
  await untilShown(anna, 'Voice call');

  // To a second agent, who sees all of it.
  const wei = await world.desk(await world.browser(), 'wei');
  await press(anna.page, 'Transfer');
  await anna.page.getByRole('radio', { name: /^Wei/ }).check(patient);
  await anna.page.getByRole('textbox', { name: 'Note for whoever takes over' }).fill('Please finish this');
  await press(anna.page, 'Transfer now');
  await openFromList(wei, 'I hear you.');
  for (const words of ['Where is my lamp?', 'A difficult one', 'Voice call', 'Please finish this'])
    await untilShown(wei, words);

  await press(wei.page, 'Close');
  await press(wei.page, 'Close now');
  await customer.widget.getByRole('radiogroup', { name: 'Stars' }).waitFor(patient);
  await customer.widget
    .getByRole('radiogroup', { name: 'Stars' })
    .getByRole('radio')
    .last()
    .check({ force: true });
  await customer.widget.getByRole('button', { name: 'Send rating', exact: true }).click(patient);
  await untilShown(wei, '5 stars of 5');
  await until(async () => {
    await press(wei.page, 'Closed');
    const rows = await wei.page
      .getByRole('list', { name: 'List of conversations' })
      .getByRole('button')
      .count();
    return rows > 0 || 'it is not among the closed ones';
  });
  await wei.page.getByRole('searchbox', { name: 'Search conversations' }).fill('#broken-lamp');
  await openFromList(wei, 'broken-lamp');
});

test('an agent puts emoji where the caret is, and types on', async () => {
  const customer = await world.shop(await world.browser());
  const anna = await world.desk(await world.browser(), 'anna');
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await say(customer, 'Is it repaired?');
  await press(anna.page, 'All');
  await openFromList(anna, 'Is it repaired?');
  const { page } = anna;
  const field = page.getByRole('textbox', { name: 'Your reply' });
  const opener = page.getByRole('button', { name: 'Emoji', exact: true });
  const picker = page.getByRole('region', { name: 'Emoji', exact: true });
  await field.fill('It is, done', patient);
  await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(5, 5));
  await opener.click();
  assert.deepEqual(await axeFindings(page), []);
  await picker.getByRole('button', { name: '🔧', exact: true }).click(patient);
  await page.keyboard.type(' now');
  assert.equal(await field.inputValue(), 'It is🔧 now, done');

  // By the keyboard one after the other, and Escape leads back to the words.
  await picker.getByRole('button', { name: '👍', exact: true }).press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await picker.waitFor({ ...patient, state: 'detached' });
  await page.keyboard.type('!');
  assert.equal(await field.inputValue(), 'It is🔧 now👍👍!, done');
  await field.press('Enter');
  await customer.widget.getByText('It is🔧 now👍👍!, done').waitFor(patient);
});
