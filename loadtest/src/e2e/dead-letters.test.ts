import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { Staff } from '../channels/staff.ts';
import { startSmsHttp } from '../channels/vendors.ts';
import type { SmsHttpSimulator } from '../simulators/sms-http/simulator.ts';
import { World } from './world.ts';

/** The telephone that the provider's page shows first. */
const PHONE = '+8613800135678';
/** Eight tries with pauses that double take two minutes at most, and the machine may be busy. */
const GIVEN_UP = { timeout: 240_000 };
const patient = { timeout: LOAD_TIMEOUT_MS };

let world: World;
let provider: SmsHttpSimulator;
const owned = new AsyncDisposableStack();
before(async () => {
  world = owned.use(await World.start({ control: { WEFT_CONTROL_VIRTUAL_AGENT: 'off' } }));
  const admin = await Staff.signIn(world.stack, 'mei');
  const options = { stackUrl: world.stack.url, admin, accountId: 'sms-http' };
  provider = owned.use(await startSmsHttp({ ...options, contract: { receiptMs: 300 } }));
});
after(() => owned.disposeAsync());

test('what a provider would not take is a dead letter, and goes once when it is tried again', async () => {
  const { page: desk } = await world.desk(await world.browser(), 'anna');
  const phone = await desk.context().newPage();
  await phone.goto(provider.url);
  await phone.locator('#text').fill('几点送到？');
  await phone.locator('#text').press('Enter');
  const open = async (): Promise<void> => {
    await desk.getByRole('button', { name: 'All', exact: true }).click(patient);
    const list = desk.getByRole('list', { name: 'List of conversations' });
    await list.getByRole('button').filter({ hasText: PHONE }).first().click(patient);
  };
  await open();
  const messages = desk.getByRole('log', { name: 'Messages' });
  await messages.getByText('几点送到？').first().waitFor(patient);

  provider.provider.overloaded = true;
  const write = async (words: string): Promise<void> => {
    const reply = desk.getByRole('textbox', { name: 'Your reply' });
    await reply.fill(words, patient);
    await reply.press('Enter');
    await bubble(words).getByRole('img', { name: 'On its way' }).waitFor(patient);
  };
  const bubble = (words: string) => messages.getByRole('article').filter({ hasText: words });
  await write('三点送到。');

  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('channels');
  await page.getByText('Nothing is left lying.').waitFor(patient);
  const failed = bubble('三点送到。').getByRole('alert');
  await failed.getByText('Not delivered: The carrier could not be reached.').waitFor(GIVEN_UP);
  await desk.reload();
  await open();
  await failed.getByText('Not delivered: The carrier could not be reached.').waitFor(patient);

  // Who looks after channels sees it without being told to look again.
  const letter = page.getByRole('table', { name: 'Dead letters' }).getByRole('row').nth(1);
  await letter.waitFor(patient);
  await letter.getByText('The carrier could not be reached.').waitFor(patient);
  await letter.getByText('unavailable', { exact: true }).waitFor(patient);
  await letter.getByText('Message out').waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);
  await page.reload();
  await letter.getByText('The carrier could not be reached.').waitFor(patient);

  provider.provider.overloaded = false;
  await letter.getByRole('button', { name: /^Try again: letter \d+$/ }).click(patient);
  await page.getByText('Nothing is left lying.').waitFor(patient);
  await phone.getByText('三点送到。').first().waitFor(patient);
  await bubble('三点送到。').getByRole('img', { name: 'Delivered' }).waitFor(patient);
  assert.equal(await failed.count(), 0);
  const got = provider.provider.ledger.of(PHONE, 20).filter((one) => one.is === 'received');
  assert.deepEqual(
    got.map(({ text }) => text),
    ['三点送到。'],
  );

  await admin.go('audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  const done = log.getByRole('row').filter({ hasText: 'tried a dead letter again' });
  assert.match((await done.first().textContent(patient)) ?? '', /Mei/);
});
