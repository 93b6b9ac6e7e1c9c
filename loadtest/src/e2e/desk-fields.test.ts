import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator, Page } from 'playwright-core';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';
import { World } from './world.ts';

const owned = new AsyncDisposableStack();
let world: World;
before(async () => {
  world = owned.use(await World.start());
});
after(() => owned.disposeAsync());

const patient = { timeout: LOAD_TIMEOUT_MS };
const WIDE = { viewport: { width: 1440, height: 900 }, foreignScripts: true };

/** A customer who writes, without a browser of their own. */
async function customer(name: string): Promise<void> {
  const session = await guestSession(world.stack.url, name);
  const client = owned.use(await EdgeClient.connect({ url: edgeOf(session, 'eu'), token: session.token }));
  const value = { clientId: 'c-1', body: { case: 'text', value: `${name} asks` } } as const;
  await client.control({ body: { case: 'postItem', value } });
}

const rows = (page: Page): Locator =>
  page.getByRole('list', { name: 'List of conversations' }).getByRole('button');
const untilRows = (page: Page, many: number): Promise<void> =>
  until(async () => (await rows(page).count()) === many || `${await rows(page).count()} rows`, {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
const open = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'All', exact: true }).first().click(patient);
  await rows(page).filter({ hasText: name }).first().click(patient);
};
const ofCustomer = (page: Page): Locator => page.getByRole('region', { name: 'Fields of the customer' });
const ofConversation = (page: Page): Locator =>
  page.getByRole('region', { name: 'Fields of the conversation' });
/** Waits until a control says this. */
const untilSays = (control: Locator, value: string): Promise<void> =>
  until(
    async () => (await control.inputValue(patient)) === value || `it says ${await control.inputValue()}`,
    {
      timeoutMs: LOAD_TIMEOUT_MS,
    },
  );

test('an administrator makes fields, agents fill them in before each other’s eyes, and filters find what they say', async () => {
  await customer('Ada Byron');
  await customer('Ben Okri');
  const { page: anna } = await world.desk(await world.browser(WIDE), 'anna');
  const { page: wei } = await world.desk(await world.browser(WIDE), 'wei');
  for (const page of [anna, wei]) await open(page, 'Ada Byron');

  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('fields');
  const make = async (label: string, key: string, of: string, kind: string, words = ''): Promise<void> => {
    await admin.button('New field').click(patient);
    const form = page.getByRole('form', { name: 'New field' });
    await form.getByRole('textbox', { name: 'Name at the desk' }).fill(label, patient);
    await form.getByRole('combobox', { name: 'Of', exact: true }).selectOption(of);
    await form.getByRole('textbox', { name: 'Key' }).fill(key);
    await form.getByRole('combobox', { name: 'Kind' }).selectOption(kind);
    if (words !== '') await form.getByRole('textbox', { name: 'Words to choose from' }).fill(words);
    await admin.button('Save field').click(patient);
    await page.getByRole('form', { name: `Field ${label}` }).waitFor(patient);
  };
  await make('Plan', 'plan', 'the customer', 'Choice', 'gold\nbasic');
  await make('Device', 'device', 'the conversation', 'Text');
  assert.deepEqual(await axeFindings(page), [], 'a field that was made');

  // Both desks have them at once, without being loaded anew.
  const plan = (of: Page): Locator => ofCustomer(of).getByRole('combobox', { name: 'Plan' });
  const device = (of: Page): Locator => ofConversation(of).getByRole('textbox', { name: 'Device' });
  await plan(anna).selectOption('gold', patient);
  await untilSays(plan(wei), 'gold');
  await device(wei).fill('Lamp 7', patient);
  await device(wei).press('Enter');
  await untilSays(device(anna), 'Lamp 7');
  assert.deepEqual(await axeFindings(anna), [], 'a desk with fields');

  // Who began before a colleague was done is told, and sees the colleague's.
  await device(anna).fill('Lamp 8');
  await device(wei).fill('Lamp 9');
  await device(wei).press('Enter');
  await until(async () => (await device(wei).getAttribute('readonly')) === null || 'still on its way', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
  await device(anna).press('Enter');
  await ofConversation(anna).getByRole('alert').getByText('A colleague changed it first').waitFor(patient);
  await untilSays(device(anna), 'Lamp 9');

  // Found by both, and found no more when the customer's says something else.
  await untilRows(anna, 2);
  await anna.getByRole('button', { name: 'Filter', exact: true }).click(patient);
  const dialog = anna.getByRole('dialog', { name: 'Filter conversations' });
  await dialog.getByRole('combobox', { name: 'Plan (customer)' }).selectOption('gold', patient);
  await dialog.getByRole('textbox', { name: 'Device (conversation)' }).fill('Lamp 9');
  assert.deepEqual(await axeFindings(anna), [], 'the filter’s dialog with fields');
  await dialog.getByRole('button', { name: 'Show', exact: true }).click();
  await untilRows(anna, 1);
  await rows(anna).filter({ hasText: 'Ada Byron' }).waitFor(patient);
  await anna.getByRole('list', { name: 'Active filters' }).getByText('Plan: gold').waitFor(patient);
  await plan(wei).selectOption('basic');
  await untilRows(anna, 0);
  await plan(wei).selectOption('gold');
  await untilRows(anna, 1);

  // Removed, it is at no desk; made again, what it said is there.
  await page.getByRole('button', { name: /^Plan/ }).click();
  await admin.button('Remove field').click(patient);
  await admin.button('Really remove?').click(patient);
  await plan(wei).waitFor({ ...patient, state: 'detached' });
  await make('Plan', 'plan', 'the customer', 'Choice', 'gold\nbasic');
  await untilSays(plan(wei), 'gold');

  await admin.go('audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  for (const deed of ['added a field', 'set a field of a customer', 'set a field of a conversation'])
    await log.getByText(deed).first().waitFor(patient);
});

test('a name and a level that a colleague or the customer’s shop changes are at every desk that shows the customer', async () => {
  await customer('Cleo Marsh');
  const { page: anna } = await world.desk(await world.browser(WIDE), 'anna');
  const { page: wei } = await world.desk(await world.browser(WIDE), 'wei');
  for (const page of [anna, wei]) await open(page, 'Cleo Marsh');
  const about = (of: Page): Locator => of.getByRole('complementary', { name: 'About the customer' });
  /** What wei sees of the customer: in the list, over the messages, on the card. */
  const shows = async (name: string, level: string): Promise<void> => {
    await rows(wei).filter({ hasText: name }).first().waitFor(patient);
    await wei.getByRole('heading', { name, exact: true }).waitFor(patient);
    await about(wei).locator('strong', { hasText: name }).waitFor(patient);
    await about(wei).getByText(`Level ${level}`, { exact: true }).waitFor(patient);
  };
  await about(anna).getByRole('button', { name: 'Change name, level and language' }).click(patient);
  await about(anna).getByRole('textbox', { name: 'Name' }).fill('Cleopatra Marsh', patient);
  await about(anna).getByRole('textbox', { name: 'Level' }).fill('platinum');
  await about(anna).getByRole('button', { name: 'Save', exact: true }).click();
  await shows('Cleopatra Marsh', 'platinum');

  // A guest who writes and then signs in at the shop is who the shop says.
  const guest = await guestSession(world.stack.url, 'Somebody');
  const client = owned.use(await EdgeClient.connect({ url: edgeOf(guest, 'eu'), token: guest.token }));
  const value = { clientId: 'c-1', body: { case: 'text', value: 'It is me' } } as const;
  await client.control({ body: { case: 'postItem', value } });
  await open(wei, 'Somebody');
  await wei.getByRole('heading', { name: 'Somebody', exact: true }).waitFor(patient);
  const account: { token: string } = await (await fetch(`${world.stack.url}/v1/demo-shop/account`)).json();
  const signedIn = await fetch(`${world.stack.url}/v1/sessions/guest`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ previous: guest.token, account: account.token }),
  });
  assert.equal(signedIn.status, 200);
  await shows('李雷', 'gold');
});
