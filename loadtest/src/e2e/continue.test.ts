import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Frame, Locator, Page } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start({ control: { WEFT_CONTROL_VIRTUAL_AGENT: 'off' } });
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };
const REFUSED = 'This code is wrong, used or too old.';

async function openChat({ page }: ShopPage): Promise<void> {
  await page.getByRole('button', { name: 'Chat', exact: true }).click(patient);
  // A panel that just came up takes no clicks for a moment.
  await page.locator('.panel:not(.fresh)').waitFor(patient);
}
const log = (where: Frame | Page): Locator => where.getByRole('log', { name: 'Conversation' });

async function say(where: Frame | Page, words: string): Promise<void> {
  const field = where.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(words, patient);
  await field.press('Enter');
  await log(where).getByText(words, { exact: true }).waitFor(patient);
}

/** The way to another device and from one. */
async function dialogOf({ widget }: ShopPage): Promise<Locator> {
  await widget.getByRole('button', { name: 'Options' }).click(patient);
  await widget.getByRole('button', { name: 'Continue on another device' }).click(patient);
  const dialog = widget.getByRole('dialog', { name: 'Continue on another device' });
  await dialog.getByRole('status', { name: 'Code' }).waitFor(patient);
  return dialog;
}

const type = async (dialog: Locator, code: string): Promise<void> => {
  await dialog.getByRole('textbox', { name: 'Code from the other device' }).fill(code);
  await dialog.getByRole('button', { name: 'Continue here' }).click();
};

test('a code that is typed by hand brings the conversation, once, and a wrong or used one is refused in words', async () => {
  const phone = await world.shop(await world.browser());
  await openChat(phone);
  await say(phone.widget, 'From the phone');
  const own = await dialogOf(phone);
  const code = await own.getByRole('status', { name: 'Code' }).innerText();
  const link = await own.getByRole('textbox', { name: 'Link' }).inputValue();
  assert.deepEqual(await axeFindings(phone.widget), []);

  const laptop = await world.shop(await world.browser());
  await openChat(laptop);
  const there = await dialogOf(laptop);
  await type(there, 'WRONG-COD3');
  await there.getByRole('alert').getByText(REFUSED).waitFor(patient);
  // As people type what they read from another screen.
  await type(there, ` ${code.toLowerCase().replaceAll('-', ' ')} `);
  await there.waitFor({ ...patient, state: 'detached' });
  await log(laptop.widget).getByText('From the phone', { exact: true }).waitFor(patient);
  await say(laptop.widget, 'From the laptop');
  await log(phone.widget).getByText('From the laptop').waitFor(patient);
  await laptop.page.reload();
  await laptop.untilConnected();
  await openChat(laptop);
  await log(laptop.widget).getByText('From the phone', { exact: true }).waitFor(patient);

  // It worked once.
  const tablet = await world.shop(await world.browser());
  await openChat(tablet);
  const third = await dialogOf(tablet);
  await type(third, code);
  await third.getByRole('alert').getByText(REFUSED).waitFor(patient);
  await third.getByRole('button', { name: 'Close' }).click();
  assert.equal(await log(tablet.widget).getByText('From the phone').count(), 0);
  await say(tablet.widget, 'Somebody else');

  // Who follows its link is told the same, and can write all the same.
  const late = await (await world.browser()).context.newPage();
  await late.goto(link);
  await late.getByRole('alert').getByText(REFUSED).waitFor(patient);
  assert.doesNotMatch(late.url(), /continue/);
  assert.deepEqual(await axeFindings(late), []);
  await late.getByRole('button', { name: 'Chat', exact: true }).click(patient);
  await say(late, 'Here anew');
  assert.equal(await late.getByText('From the phone').count(), 0);
  await late.reload();
  await late.getByRole('button', { name: 'Chat', exact: true }).waitFor(patient);
  assert.equal(await late.getByText(REFUSED).count(), 0, 'it is told once');
});
