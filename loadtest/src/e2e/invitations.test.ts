import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sleep, systemClock } from '@weft/proto';
import type { Locator, Page } from 'playwright-core';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start({ control: { WEFT_CONTROL_VIRTUAL_AGENT: 'off' } });
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };
/** A visit is told every five seconds: by then a rule that holds has invited. */
const SOME_VISITS_MS = 12_000;
const WORDS = 'May we help you to choose a lamp?';
const REGION = 'A message for you';

const invitation = (page: Page, name = REGION): Locator => page.getByRole('region', { name, exact: true });

/** Puts something in the shop's cart, which is open then. */
const toCart = (page: Page): Promise<void> =>
  page
    .getByRole('button', { name: /^(Add to cart|加入购物车)/ })
    .first()
    .click(patient);

/** Writes a number as people do: what stands there goes key by key. */
async function enter(field: Locator, value: string): Promise<void> {
  await field.focus();
  const before = await field.inputValue();
  await field.press('End');
  for (const _ of before) await field.press('Backspace');
  await field.pressSequentially(value);
  assert.equal(await field.inputValue(), value);
}

test('a rule that an administrator makes invites a visitor once, in their language, and an answer is a chat', async () => {
  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('invitations');
  await page.getByText('No rules yet: nobody is invited.').waitFor(patient);
  await admin.button('Add rule').click();
  assert.equal(await admin.button('Save all').isDisabled(), true, 'a rule without words');
  const rule = page.getByRole('article', { name: 'Rule 1' });
  await rule.getByRole('textbox', { name: 'Words in English' }).fill(WORDS);
  await rule.getByRole('textbox', { name: 'Words in Chinese' }).fill('需要帮您选台灯吗？');
  await rule.getByRole('textbox', { name: 'Page address contains' }).fill('/shop/*lang=');
  await enter(rule.getByRole('spinbutton', { name: 'Looked at it for (seconds)' }), '2');
  await enter(rule.getByRole('spinbutton', { name: 'Items in the cart, at least' }), '1');
  await rule
    .getByText('On pages with “/shop/*lang=” · after 2 s · with an item in the cart · once')
    .waitFor(patient);
  await admin.button('Save all').click();
  await page.getByText('Saved. Widgets follow within a minute.').waitFor(patient);
  await page.reload();
  await rule.getByText('after 2 s · with an item in the cart').waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);

  const browser = await world.browser();
  const visitor = await world.shop(browser);
  await sleep(systemClock, SOME_VISITS_MS);
  assert.equal(await invitation(visitor.page).isVisible(), false, 'nothing is in the cart');
  await toCart(visitor.page);
  await invitation(visitor.page).getByRole('button', { name: WORDS }).waitFor(patient);
  assert.deepEqual(await axeFindings(visitor.page), []);
  await invitation(visitor.page).getByRole('button', { name: 'No, thank you' }).click();
  await invitation(visitor.page).waitFor({ ...patient, state: 'hidden' });

  // Neither after a reload nor in another tab.
  await visitor.page.reload();
  await visitor.untilConnected();
  const tab = await world.shop(browser);
  for (const { page: shop } of [visitor, tab]) await toCart(shop);
  await sleep(systemClock, SOME_VISITS_MS);
  for (const { page: shop } of [visitor, tab]) assert.equal(await invitation(shop).isVisible(), false);

  // Another visitor, who reads Chinese and takes it.
  const other = await world.shop(await world.browser(), { region: 'eu', language: 'zh' });
  await toCart(other.page);
  await invitation(other.page, '给您的消息')
    .getByRole('button', { name: '需要帮您选台灯吗？' })
    .click(patient);
  const field = other.widget.getByRole('textbox', { name: '消息', exact: true });
  await field.fill('好的，想要一盏蓝色的。', patient);
  await field.press('Enter');
  const { page: desk } = await world.desk(await world.browser(), 'anna');
  await desk.getByRole('button', { name: 'All', exact: true }).click(patient);
  await desk
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: '好的，想要一盏蓝色的。' })
    .first()
    .click(patient);
  const messages = desk.getByRole('log', { name: 'Messages' });
  await messages.getByText('好的，想要一盏蓝色的。').waitFor(patient);
  await messages.getByText('The customer answered an invitation:').waitFor(patient);
  await messages.getByText('需要帮您选台灯吗？').waitFor(patient);

  await admin.go('audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  await log.getByRole('row').filter({ hasText: 'changed invitations' }).first().waitFor(patient);
});

test('what another administrator saved meanwhile is not lost, and not one’s own rules either', async () => {
  const open = async (): Promise<AdminPage> => {
    const one = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
    await one.go('invitations');
    return one;
  };
  const add = async ({ page }: AdminPage, words: string): Promise<void> => {
    await page.getByRole('button', { name: 'Add rule', exact: true }).click(patient);
    const rule = page.getByRole('article').last();
    await rule.getByRole('textbox', { name: 'Words in English' }).fill(words);
    await rule.getByRole('textbox', { name: 'Words in Chinese' }).fill(words);
  };
  const [first, second] = [await open(), await open()];
  await add(first, 'From the first');
  await add(second, 'From the second');
  await first.button('Save all').click();
  await first.page.getByText('Saved. Widgets follow within a minute.').waitFor(patient);
  await second.button('Save all').click();
  await second.page
    .getByRole('alert')
    .getByText(/Somebody saved other rules meanwhile/)
    .waitFor(patient);
  const written = second.page.getByRole('article').last().getByRole('textbox', { name: 'Words in English' });
  assert.equal(await written.inputValue(), 'From the second', 'what was written is still there');
  await second.button('Load the present rules').click();
  const texts = second.page.getByRole('textbox', { name: 'Words in English' });
  await second.page.getByRole('article').last().waitFor(patient);
  const all = await texts.evaluateAll((fields) =>
    fields.map((field) => (field as HTMLTextAreaElement).value),
  );
  assert.ok(all.includes('From the first'), all.join());
});
