import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { Staff } from '../channels/staff.ts';
import { startSmsc } from '../channels/vendors.ts';
import type { SmscSimulator } from '../simulators/smsc/simulator.ts';
import { World } from './world.ts';

/** The telephone that the carrier's page shows first. */
const PHONE = '+8613800135678';

let world: World;
let carrier: SmscSimulator;
const owned = new AsyncDisposableStack();
before(async () => {
  world = owned.use(await World.start());
  const admin = await Staff.signIn(world.stack, 'mei');
  const settings = { price: '0.05 CNY' };
  const options = { stackUrl: world.stack.url, admin, accountId: 'sms-shop', settings };
  carrier = owned.use(await startSmsc({ ...options, contract: { receiptMs: 300 } })).simulator;
});
after(() => owned.disposeAsync());

const patient = { timeout: LOAD_TIMEOUT_MS };

test('who asks by text for an order of their number is told of it', async () => {
  const phone = await (await world.browser()).context.newPage();
  await phone.goto(carrier.url);
  const ask = phone.getByRole('button', { name: '“where is my order 20261101”' });
  const told = phone.getByText(/^订单 20261101：派送中/).first();
  // What is asked before the examples are learnt is an agent's.
  await until(
    async () => {
      await ask.click(patient);
      return told.waitFor({ timeout: 5_000 }).then(
        () => true as const,
        () => 'nothing is told of the order',
      );
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );
});

/** A text from the telephone, opened at Anna's desk. */
async function textFrom(words: string) {
  const { page } = await world.desk(await world.browser(), 'anna');
  const phone = await page.context().newPage();
  await phone.goto(carrier.url);
  await phone.locator('#text').fill(words);
  await phone.locator('#text').press('Enter');
  await page.getByRole('button', { name: 'All', exact: true }).first().click(patient);
  // By its number: the virtual agent answers first, so that the last words are not the customer's.
  await page
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: PHONE })
    .first()
    .click(patient);
  const messages = page.getByRole('log', { name: 'Messages' });
  await messages.getByText(words).first().waitFor(patient);
  return { page, phone, messages };
}

test('a text from a telephone is on the desk, its answer on the telephone, and the desk shows it delivered', async () => {
  const { page, phone, messages } = await textFrom('我的台灯到哪了？');

  // What it costs is told before it is sent, and the channel is the one the customer wrote on.
  const channel = page.getByRole('combobox', { name: 'Answer on' });
  await channel.waitFor(patient);
  assert.equal(await channel.inputValue(), 'sms');
  const reply = page.getByRole('textbox', { name: 'Your reply' });
  await reply.fill('您好！'.repeat(30));
  await page.getByText('2 SMS, each charged · costs CN¥0.10').waitFor(patient);
  await reply.fill('正在派送，今天下午到。');
  await page.getByText('1 SMS · costs CN¥0.05').waitFor(patient);
  await reply.press('Enter');

  await phone.getByText('正在派送，今天下午到。').first().waitFor(patient);
  await messages
    .getByRole('article')
    .filter({ hasText: '正在派送，今天下午到。' })
    .getByRole('img', { name: 'Delivered' })
    .waitFor(patient);
});

test('what a telephone has cannot be mended at the desk, and is deleted there alone', async () => {
  const { page, phone, messages } = await textFrom('几点来？');
  const reply = page.getByRole('textbox', { name: 'Your reply' });
  await reply.fill('三点，联系电话 4711。', patient);
  await reply.press('Enter');
  const sent = messages.getByRole('article').filter({ hasText: '4711' });
  await sent.getByRole('img', { name: 'Delivered' }).waitFor(patient);
  await phone.getByText('三点，联系电话 4711。').first().waitFor(patient);
  await sent.hover();
  await sent.getByRole('button', { name: 'Delete' }).waitFor(patient);
  assert.equal(await sent.getByRole('button', { name: 'Edit' }).count(), 0);
  await sent.getByRole('button', { name: 'Delete' }).click();
  await sent.getByRole('button', { name: 'Delete here? The customer keeps it.' }).click(patient);
  await messages.getByText('This message was deleted.').first().waitFor(patient);
  assert.equal(await messages.getByText('4711').count(), 0);
  await phone.reload();
  await phone.getByText('三点，联系电话 4711。').first().waitFor(patient);
});

test('an agent who writes first has the conversation, and the answer comes into it', async () => {
  const { page } = await world.desk(await world.browser(), 'anna');
  const phone = await page.context().newPage();
  await phone.goto(carrier.url);
  await page.getByRole('button', { name: 'Write to somebody' }).click(patient);
  const dialog = page.getByRole('dialog', { name: 'Write to somebody' });
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill('138 0013 5678');
  await dialog.getByRole('textbox', { name: 'First message' }).fill('您的台灯已经到店，可以来取了。');
  await dialog.getByRole('button', { name: 'Send it' }).click();
  await dialog.waitFor({ ...patient, state: 'detached' });

  await phone.getByText('您的台灯已经到店，可以来取了。').first().waitFor(patient);
  await phone.locator('#text').fill('好的，明天来。');
  await phone.locator('#text').press('Enter');
  const messages = page.getByRole('log', { name: 'Messages' });
  await messages.getByText('您的台灯已经到店，可以来取了。').first().waitFor(patient);
  await messages.getByText('好的，明天来。').first().waitFor(patient);
});
