import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start({ control: { WEFT_CONTROL_VIRTUAL_AGENT: 'off' } });
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };
const GONE = 'This message was deleted.';

const messages = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });
/** The page has another frame after it was loaded anew. */
const chat = ({ widget, words }: ShopPage): Locator => widget.getByRole('log', { name: words.conversation });
const openChat = ({ page }: ShopPage): Promise<void> =>
  page.getByRole('button', { name: 'Chat', exact: true }).click(patient);

async function say(customer: ShopPage, words: string): Promise<void> {
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(words, patient);
  await field.press('Enter');
}

async function open(page: Page, words: string): Promise<void> {
  await page
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: words })
    .first()
    .click(patient);
}

/** Writes in the desk's composer. */
async function write(page: Page, tab: 'Reply' | 'Private note', words: string): Promise<void> {
  await page.getByRole('tab', { name: tab, exact: true }).click(patient);
  const field = page.getByRole('textbox', { name: tab === 'Reply' ? 'Your reply' : 'Your private note' });
  await field.fill(words);
  await field.press('Enter');
  await messages(page).getByText(words, { exact: true }).waitFor(patient);
}

async function reload(customer: ShopPage): Promise<void> {
  await customer.page.reload();
  await customer.untilConnected();
  await openChat(customer);
}

test('what an agent mends or takes back is so for the customer at once, and after a reload', async () => {
  const { page: anna } = await world.desk(await world.browser(), 'anna');
  const customer = await world.shop(await world.browser());
  await openChat(customer);
  await say(customer, 'When does my lamp come?');
  await anna.getByRole('button', { name: 'All', exact: true }).click(patient);
  await open(anna, 'When does my lamp come?');
  await write(anna, 'Reply', 'On Tuesday, from Mr. Berg');
  await chat(customer).getByText('On Tuesday, from Mr. Berg').waitFor(patient);
  await write(anna, 'Reply', 'His number is 4711');
  await chat(customer).getByText('His number is 4711').waitFor(patient);

  const first = messages(anna).getByRole('article').filter({ hasText: 'Mr. Berg' });
  await first.hover();
  await first.getByRole('button', { name: 'Edit' }).click(patient);
  const field = anna.getByRole('textbox', { name: 'Edit the message' });
  // Whoever thinks again has changed nothing.
  await field.fill('On Monday');
  await field.press('Escape');
  await first.getByText('On Tuesday, from Mr. Berg').waitFor(patient);
  await first.hover();
  await first.getByRole('button', { name: 'Edit' }).click(patient);
  await field.fill('On Wednesday');
  await anna.getByRole('button', { name: 'Save', exact: true }).click(patient);
  await chat(customer).getByText('On Wednesday', { exact: true }).waitFor(patient);
  assert.equal(await chat(customer).getByText('Mr. Berg').count(), 0);
  const mended = chat(customer).getByRole('listitem').filter({ hasText: 'On Wednesday' });
  // For eyes, too: what is said for ears alone is a pixel.
  const { height = 0 } = (await mended.getByText('edited', { exact: true }).boundingBox()) ?? {};
  assert.ok(height > 8, `it is shown as edited, ${height} pixels high`);

  const second = messages(anna).getByRole('article').filter({ hasText: '4711' });
  await second.hover();
  await second.getByRole('button', { name: 'Delete' }).click(patient);
  // The first press only asks.
  await chat(customer).getByText('His number is 4711').waitFor(patient);
  await second.getByRole('button', { name: 'Delete for everybody?' }).click(patient);
  await chat(customer).getByText(GONE).waitFor(patient);
  assert.equal(await chat(customer).getByText('4711').count(), 0);

  await reload(customer);
  await chat(customer).getByText('On Wednesday', { exact: true }).waitFor(patient);
  await chat(customer).getByText(GONE).waitFor(patient);
  for (const words of ['4711', 'Mr. Berg']) {
    assert.equal(await chat(customer).getByText(words).count(), 0, words);
    // Nor is it in what stands beside it: the list's last words.
    assert.equal(await anna.getByText(words).count(), 0, `${words} at the desk`);
  }
  await anna.reload();
  await anna.getByRole('list', { name: 'List of conversations' }).getByRole('button').first().click(patient);
  await messages(anna).getByText('On Wednesday', { exact: true }).waitFor(patient);
  await messages(anna).getByText(GONE).waitFor(patient);
  assert.equal(await anna.getByText('4711').count(), 0);
});

test('a note that names a colleague is in their mentions, and never in the customer’s page', async () => {
  const { page: anna } = await world.desk(await world.browser(), 'anna');
  const { page: wei } = await world.desk(await world.browser(), 'wei');
  const customer = await world.shop(await world.browser());
  await openChat(customer);
  await say(customer, 'My invoice is wrong');
  await anna.getByRole('button', { name: 'All', exact: true }).click(patient);
  await open(anna, 'My invoice is wrong');
  const mentions = wei.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Mentions' });
  await mentions.click(patient);
  const list = wei.getByRole('list', { name: 'List of conversations' });

  await anna.getByRole('tab', { name: 'Private note', exact: true }).click(patient);
  const field = anna.getByRole('textbox', { name: 'Your private note' });
  // A full machine draws late: whoever types on meanwhile writes no word into another.
  await anna.evaluate(() => {
    const draw = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (run) =>
      draw(() => setTimeout(() => run(document.timeline.currentTime as number), 300));
  });
  await field.pressSequentially('He pays late, @We');
  const colleagues = anna.getByRole('listbox', { name: 'Colleagues' });
  await colleagues.getByRole('option', { name: /^Wei/ }).waitFor(patient);
  await field.press('Enter');
  await field.pressSequentially('please look');
  await field.press('Enter');
  const note = messages(anna).getByRole('article').filter({ hasText: 'please look' });
  await note.waitFor(patient);
  await list.getByRole('button').filter({ hasText: 'My invoice is wrong' }).first().click(patient);
  await messages(wei).getByText('He pays late').waitFor(patient);

  // A reply after it, so that what came before is with the customer, too.
  await write(anna, 'Reply', 'We look into it');
  await chat(customer).getByText('We look into it').waitFor(patient);
  await reload(customer);
  await chat(customer).getByText('We look into it').waitFor(patient);
  assert.equal(await customer.widget.getByText('late').count(), 0);
  assert.doesNotMatch(JSON.stringify(await customer.snapshot()), /late|please look/);

  // A mended note is as little theirs.
  await note.hover();
  await note.getByRole('button', { name: 'Edit' }).click(patient);
  await anna.getByRole('textbox', { name: 'Edit the message' }).fill('He pays late: settled');
  await anna.getByRole('button', { name: 'Save', exact: true }).click(patient);
  await messages(wei).getByText('He pays late: settled').waitFor(patient);
  await write(anna, 'Reply', 'It is mended');
  await chat(customer).getByText('It is mended').waitFor(patient);
  assert.doesNotMatch(JSON.stringify(await customer.snapshot()), /late|settled/);
  await wei.reload();
  await mentions.click(patient);
  await list.getByRole('button').filter({ hasText: 'It is mended' }).first().waitFor(patient);
});
