import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { Staff } from '../channels/staff.ts';
import { startMail } from '../channels/vendors.ts';
import type { MailSimulator } from '../simulators/mail/simulator.ts';
import { World } from './world.ts';

let world: World;
let mail: MailSimulator;
const owned = new AsyncDisposableStack();
before(async () => {
  world = owned.use(await World.start({ control: { WEFT_CONTROL_VIRTUAL_AGENT: 'off' } }));
  const admin = await Staff.signIn(world.stack, 'mei');
  mail = owned.use(await startMail({ stackUrl: world.stack.url, admin, accountId: 'mail-shop' }));
});
after(() => owned.disposeAsync());

const patient = { timeout: LOAD_TIMEOUT_MS };
const EMMA = 'emma.clarke@example.org';

/** The page has another frame after it was loaded anew. */
const offer = ({ widget }: ShopPage): Locator =>
  widget.getByRole('button', { name: 'E-mail me this conversation' });
const form = ({ widget }: ShopPage): Locator =>
  widget.getByRole('form', { name: 'E-mail me this conversation' });
const address = (shop: ShopPage): Locator => form(shop).getByRole('textbox', { name: 'Your e-mail address' });
const log = ({ widget, words }: ShopPage): Locator => widget.getByRole('log', { name: words.conversation });

/** A chat that an agent has answered and closed. */
async function closedChat(shop: ShopPage, desk: Page): Promise<void> {
  await shop.page.getByRole('button', { name: 'Chat', exact: true }).click(patient);
  const field = shop.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Where is my parcel?', patient);
  await field.press('Enter');
  await desk.getByRole('button', { name: 'All', exact: true }).click(patient);
  await desk
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: 'Where is my parcel?' })
    .first()
    .click(patient);
  const note = desk.getByRole('tab', { name: 'Private note', exact: true });
  await note.click(patient);
  await desk.getByRole('textbox', { name: 'Your private note' }).fill('Lost it, I think');
  await desk.getByRole('textbox', { name: 'Your private note' }).press('Enter');
  await desk.getByRole('tab', { name: 'Reply', exact: true }).click();
  await desk.getByRole('textbox', { name: 'Your reply' }).fill('It comes tomorrow.');
  await desk.getByRole('textbox', { name: 'Your reply' }).press('Enter');
  await log(shop).getByText('It comes tomorrow.').waitFor(patient);
  assert.equal(await offer(shop).count(), 0, 'while it goes on nothing is offered');
  await desk.getByRole('button', { name: 'Close', exact: true }).click(patient);
  await desk.getByRole('button', { name: 'Close now', exact: true }).click(patient);
}

test('a customer has the conversation mailed to them, and is told in words what is wrong with an address', async () => {
  const { page: desk } = await world.desk(await world.browser(), 'anna');
  const shop = await world.shop(await world.browser());
  await closedChat(shop, desk);

  await offer(shop).click(patient);
  for (const wrong of ['emma', 'emma@example']) {
    await address(shop).fill(wrong);
    await address(shop).press('Enter');
    await form(shop).getByText('That is not a complete e-mail address.').waitFor(patient);
    assert.equal(await address(shop).getAttribute('aria-invalid'), 'true');
    assert.equal(await address(shop).evaluate((field) => field === document.activeElement), true);
  }
  assert.deepEqual(await axeFindings(shop.widget), []);

  // Once more before it goes, and back.
  await address(shop).fill(' nobody@example.com ');
  await form(shop).getByRole('button', { name: 'Continue' }).click();
  await form(shop).getByText('nobody@example.com').waitFor(patient);
  await form(shop).getByRole('button', { name: 'Change' }).click();
  assert.equal((await address(shop).inputValue()).trim(), 'nobody@example.com');
  await form(shop).getByRole('button', { name: 'Continue' }).click();
  await form(shop).getByRole('button', { name: 'Send now' }).click();

  // Nobody is there: that is told, and another address may be tried.
  await log(shop)
    .getByText('The e-mail to nobody@example.com could not be delivered.', { exact: true })
    .waitFor(patient);
  await desk
    .getByRole('log', { name: 'Messages' })
    .getByText('The e-mail with the conversation to nobody@example.com failed.')
    .waitFor(patient);
  await until(
    async () =>
      (await shop.widget.getByText('It is on its way to nobody@example.com.').count()) === 0 ||
      'it is still said to be on its way',
    { timeoutMs: LOAD_TIMEOUT_MS },
  );
  await offer(shop).click(patient);
  await address(shop).fill(EMMA);
  await address(shop).press('Enter');
  await form(shop).getByRole('button', { name: 'Send now' }).click();
  await log(shop).getByText(`The conversation was e-mailed to ${EMMA}.`, { exact: true }).waitFor(patient);
  assert.equal(await offer(shop).count(), 0);

  // What Emma reads is what was said, and no note.
  await until(() => mail.office.ledger.of(EMMA, 10).some(({ is }) => is === 'received') || 'no mail came', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
  const got = mail.office.ledger.of(EMMA, 10).filter(({ is }) => is === 'received');
  assert.equal(got.length, 1);
  assert.match(got[0]?.text ?? '', /Where is my parcel\?[\s\S]*It comes tomorrow\./);
  assert.doesNotMatch(got[0]?.text ?? '', /Lost it/);
  await desk
    .getByRole('log', { name: 'Messages' })
    .getByText(`The customer had the conversation e-mailed to ${EMMA}.`)
    .waitFor(patient);

  // Both stand there after a reload, too.
  await shop.page.reload();
  await shop.untilConnected();
  await shop.page.getByRole('button', { name: 'Chat', exact: true }).click(patient);
  await log(shop).getByText(`The conversation was e-mailed to ${EMMA}.`, { exact: true }).waitFor(patient);
  await log(shop).getByText('The e-mail to nobody@example.com could not be delivered.').waitFor(patient);
});

test('a customer who reads Chinese is told in Chinese what is wrong with an address', async () => {
  const { page: desk } = await world.desk(await world.browser(), 'anna');
  const shop = await world.shop(await world.browser(), { region: 'eu', language: 'zh' });
  await shop.page.getByRole('button', { name: '在线聊天', exact: true }).click(patient);
  const field = shop.widget.getByRole('textbox', { name: '消息', exact: true });
  await field.fill('快递在哪？', patient);
  await field.press('Enter');
  await desk.getByRole('button', { name: 'All', exact: true }).click(patient);
  await desk
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: '快递在哪？' })
    .first()
    .click(patient);
  await desk.getByRole('textbox', { name: 'Your reply' }).fill('明天到。', patient);
  await desk.getByRole('textbox', { name: 'Your reply' }).press('Enter');
  await log(shop).getByText('明天到。').waitFor(patient);
  await desk.getByRole('button', { name: 'Close', exact: true }).click(patient);
  await desk.getByRole('button', { name: 'Close now', exact: true }).click(patient);
  await shop.widget.getByRole('button', { name: '把会话记录发到我的邮箱' }).click(patient);
  const email = shop.widget.getByRole('textbox', { name: '您的邮箱地址' });
  await email.fill('li.lei@');
  await email.press('Enter');
  await shop.widget
    .getByRole('alert')
    .getByText(/邮箱地址不完整/)
    .waitFor(patient);
});
