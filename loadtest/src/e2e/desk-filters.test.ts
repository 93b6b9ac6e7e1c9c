import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
import type { DeskPage } from '../browser/desk-page.ts';
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
const button = ({ page }: DeskPage, name: string): Locator => page.getByRole('button', { name, exact: true });
const press = (desk: DeskPage, name: string): Promise<void> => button(desk, name).first().click(patient);
const rows = ({ page }: DeskPage): Locator =>
  page.getByRole('list', { name: 'List of conversations' }).getByRole('button');
const choose = ({ page }: DeskPage, name: string): Locator =>
  page.getByRole('checkbox', { name: `Choose the conversation with ${name}` });
const inDialog = ({ page }: DeskPage, name: string): Locator =>
  page.getByRole('dialog').getByRole('button', { name, exact: true });
const saved = ({ page }: DeskPage, name: string): Locator =>
  page.getByRole('navigation', { name: 'Saved filters' }).getByRole('button', { name, exact: true });

/** Waits until the list has so many rows. */
const untilRows = (desk: DeskPage, many: number): Promise<void> =>
  until(async () => (await rows(desk).count()) === many || `${await rows(desk).count()} rows`, {
    timeoutMs: LOAD_TIMEOUT_MS,
  });

/** Customers who write, without browsers of their own. */
async function customers(...names: readonly string[]): Promise<ReadonlyMap<string, EdgeClient>> {
  const clients = new Map<string, EdgeClient>();
  for (const name of names) {
    const session = await guestSession(world.stack.url, name);
    const client = owned.use(await EdgeClient.connect({ url: edgeOf(session, 'eu'), token: session.token }));
    clients.set(name, client);
    await say(client, `${name} asks`);
  }
  return clients;
}

async function say(client: EdgeClient | undefined, text: string): Promise<void> {
  const value = { clientId: `c-${text.length}`, body: { case: 'text', value: text } } as const;
  await client?.control({ body: { case: 'postItem', value } });
}

test('an agent narrows the list, keeps the filter, and closes what it finds at once', async () => {
  const clients = await customers('Ada Byron', 'Ben Okri', 'Cy Twombly');
  const anna = await world.desk(await world.browser({ foreignScripts: true }), 'anna');
  await press(anna, 'All');
  await untilRows(anna, 3);

  // Two of the three are tagged together: one chosen with the mouse, one by its key.
  await choose(anna, 'Ada Byron').check(patient);
  await rows(anna).filter({ hasText: 'Ben Okri' }).focus();
  await anna.page.keyboard.press('x');
  await anna.page.getByRole('status').filter({ hasText: '2 chosen' }).waitFor(patient);
  assert.deepEqual(await axeFindings(anna.page), [], 'with conversations chosen');
  await press(anna, 'Add a tag');
  await anna.page.getByRole('combobox', { name: 'Tag', exact: true }).fill('Billing', patient);
  await inDialog(anna, 'Set it').click(patient);
  await anna.page.getByRole('status').filter({ hasText: 'Tagged: 2.' }).waitFor(patient);

  // Narrowed by the key and the dialog; what comes to fit comes in, what does not leaves.
  await anna.page.keyboard.press('f');
  const dialog = anna.page.getByRole('dialog', { name: 'Filter conversations' });
  await dialog.getByRole('combobox', { name: 'Tag', exact: true }).fill('billing', patient);
  await dialog.getByRole('checkbox', { name: 'Waiting for an answer', exact: true }).check(patient);
  assert.deepEqual(await axeFindings(anna.page), [], 'with the filter’s dialog');
  await inDialog(anna, 'Show').click(patient);
  await untilRows(anna, 2);
  await rows(anna).filter({ hasText: 'Ada Byron' }).click(patient);
  await anna.page.getByRole('textbox', { name: 'Your reply' }).fill('Here you are.', patient);
  await press(anna, 'Send');
  await untilRows(anna, 1);
  await say(clients.get('Ada Byron'), 'But that is another lamp!');
  await untilRows(anna, 2);

  await press(anna, 'Save this filter');
  await anna.page.getByRole('textbox', { name: 'Name of the filter' }).fill('Open bills', patient);
  await inDialog(anna, 'Save').click(patient);
  await saved(anna, 'Open bills').waitFor(patient);
  await anna.page.getByRole('img', { name: '2 fit', exact: true }).waitFor(patient);

  // Kept in the store: another page of hers has it.
  await anna.page.reload();
  await anna.untilSignedOn();
  await saved(anna, 'Open bills').click(patient);
  await untilRows(anna, 2);
  await anna.page.getByRole('list', { name: 'Active filters' }).getByText('#billing').waitFor(patient);

  await choose(anna, 'Ben Okri').check(patient);
  await anna.page.getByRole('checkbox', { name: 'Choose all that are loaded' }).click(patient);
  await press(anna, 'Close them');
  await anna.page.getByRole('dialog').getByText('2 conversations').waitFor(patient);
  await inDialog(anna, 'Close now').click(patient);
  await anna.page.getByRole('status').filter({ hasText: 'Closed: 2.' }).waitFor(patient);
  await anna.page.getByText('Nothing in this view fits the filter.').waitFor(patient);
  await anna.page.getByRole('img', { name: '0 fit', exact: true }).waitFor(patient);
  await press(anna, 'Closed');
  await untilRows(anna, 2);

  await saved(anna, 'Open bills').click(patient);
  await press(anna, 'Change this saved filter');
  await anna.page.getByRole('textbox', { name: 'Name of the filter' }).fill('Bills', patient);
  await inDialog(anna, 'Save').click(patient);
  await saved(anna, 'Bills').waitFor(patient);
  await press(anna, 'Change this saved filter');
  await inDialog(anna, 'Delete the filter').click(patient);
  await inDialog(anna, 'Really remove?').click(patient);
  await saved(anna, 'Bills').waitFor({ ...patient, state: 'detached' });
});

test('a supervisor’s filter is on everybody’s desk at once, and theirs alone to change', async () => {
  const anna = await world.desk(await world.browser(), 'anna');
  const mei = await world.desk(await world.browser(), 'mei');
  await press(mei, 'Filter');
  await mei.page.getByRole('checkbox', { name: 'Urgent', exact: true }).check(patient);
  await inDialog(mei, 'Show').click(patient);
  await press(mei, 'Save this filter');
  await mei.page.getByRole('textbox', { name: 'Name of the filter' }).fill('Urgent first', patient);
  await mei.page.getByRole('checkbox', { name: 'Share it with everybody' }).check(patient);
  await inDialog(mei, 'Save').click(patient);
  await saved(anna, 'Urgent first').click(patient);
  await anna.page
    .getByRole('list', { name: 'Active filters' })
    .getByText('Priority: Urgent')
    .waitFor(patient);
  assert.equal(await button(anna, 'Change this saved filter').count(), 0);
  await press(anna, 'Clear filters');
  await anna.page.getByRole('list', { name: 'Active filters' }).waitFor({ ...patient, state: 'detached' });
});
