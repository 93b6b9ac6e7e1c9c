import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { Staff } from '../channels/staff.ts';
import { startSmsc } from '../channels/vendors.ts';
import type { SmscSimulator } from '../simulators/smsc/simulator.ts';
import { World } from './world.ts';

let world: World;
let carrier: SmscSimulator;
const owned = new AsyncDisposableStack();
before(async () => {
  world = owned.use(await World.start({ control: { WEFT_CONTROL_VIRTUAL_AGENT: 'off' } }));
  const admin = await Staff.signIn(world.stack, 'mei');
  const options = { stackUrl: world.stack.url, admin, accountId: 'sms-shop', settings: {} };
  carrier = owned.use(await startSmsc({ ...options, contract: { receiptMs: 300 } })).simulator;
});
after(() => owned.disposeAsync());

const patient = { timeout: LOAD_TIMEOUT_MS };

test('two that may be one are proposed with why, joined by an agent, and parted again', async () => {
  const { page } = await world.desk(await world.browser({ viewport: { width: 1440, height: 900 } }), 'anna');
  const list = page.getByRole('list', { name: 'List of conversations' });
  const messages = page.getByRole('log', { name: 'Messages' });
  const row = (words: string) => list.getByRole('button').filter({ hasText: words }).first();
  const listed = (count: number): Promise<void> =>
    until(
      async () => {
        const now = await list.getByRole('button').count();
        return now === count || `${now} are listed`;
      },
      { timeoutMs: LOAD_TIMEOUT_MS },
    );
  const phone = await page.context().newPage();
  await phone.goto(carrier.url);
  const text = async (words: string): Promise<void> => {
    await phone.locator('#text').fill(words);
    await phone.locator('#text').press('Enter');
  };
  await page.getByRole('button', { name: 'All', exact: true }).first().click(patient);
  await text('Where is my blue lamp?');
  await row('Where is my blue lamp?').waitFor(patient);

  const shop = await world.shop(await world.browser());
  await shop.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const field = shop.widget.getByRole('textbox', { name: 'Message', exact: true });
  const say = async (words: string): Promise<void> => {
    await field.fill(words, patient);
    await field.press('Enter');
  };
  const chat = shop.widget.getByRole('log', { name: shop.words.conversation });
  await say('It is me, from the shop');
  await row('It is me, from the shop').click(patient);
  await messages.getByText('It is me, from the shop').waitFor(patient);

  // The customer says a number, which the agent writes down: somebody has proved to have it.
  const about = page.getByRole('complementary', { name: 'About the customer' });
  await about.getByRole('button', { name: 'Add phone or e-mail' }).click(patient);
  await about.getByRole('textbox', { name: 'Number or address' }).fill('138 0013 5678');
  await about.getByRole('button', { name: 'Add', exact: true }).click();
  const joinButton = page.getByRole('button', { name: /^Join with / });
  const join = about.locator(joinButton);
  await join.waitFor(patient);
  const proposal = about.getByRole('listitem').filter({ has: joinButton });
  await proposal.getByText('60 % alike').waitFor(patient);
  await proposal.getByText('The same, not proved by both: Phone').waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);
  // It is there after a reload, and one who only looks has joined nobody.
  await page.reload();
  await row('It is me, from the shop').click(patient);
  await join.click(patient);

  const undoButton = page.getByRole('button', { name: /^Undo the join with / });
  const undo = about.locator(undoButton);
  await undo.waitFor(patient);
  const joined = about.getByRole('listitem').filter({ has: undoButton });
  await joined.getByText('The same, not proved by both: Phone').waitFor(patient);
  assert.equal(await join.count(), 0);
  await listed(1);
  await text('It is number 7, by the way');
  await chat.getByText('It is number 7, by the way').waitFor(patient);
  await page.reload();
  await row('It is number 7').click(patient);
  await messages.getByText('It is number 7, by the way').waitFor(patient);

  await undo.click(patient);
  await undo.waitFor({ ...patient, state: 'detached' });
  // What is said before the conversations have heard of it still goes to the other (decision 0099).
  await listed(2);
  // Each has their own again, and nothing more of the other's.
  await say('Only from the shop');
  await row('Only from the shop').click(patient);
  await messages.getByText('Only from the shop').waitFor(patient);
  await messages.getByText('It is me, from the shop').first().waitFor(patient);
  await text('Only from the telephone');
  await row('Only from the telephone').waitFor(patient);
  await row('Only from the shop').waitFor(patient);
  assert.equal(await chat.getByText('Only from the telephone').count(), 0);
  assert.equal(await messages.getByText('Only from the telephone').count(), 0);
  // Who were parted are not proposed again.
  assert.equal(await join.count(), 0);
  assert.equal(await undo.count(), 0);
  await shop.page.reload();
  await shop.untilConnected();
  await shop.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const again = shop.widget.getByRole('log', { name: shop.words.conversation });
  await again.getByText('Only from the shop').waitFor(patient);
  assert.equal(await again.getByText('Only from the telephone').count(), 0);
});
