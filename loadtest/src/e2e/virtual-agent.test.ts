import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { DeskPage } from '../browser/desk-page.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { screenshot } from '../demo/screenshot.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };
/** For who wants to look: nothing is kept unless it is set. */
const { WEFT_PICTURES: pictures = '' } = process.env;

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

async function say(customer: ShopPage, words: string): Promise<void> {
  const name = customer.words.message;
  const field = () => customer.widget.getByRole('textbox', { name, exact: true });
  // The frame may be loading anew for the account that has just signed in.
  await until(
    () =>
      field()
        .fill(words, { timeout: 2_000 })
        .then(() => true),
    {
      timeoutMs: LOAD_TIMEOUT_MS,
    },
  );
  await field().press('Enter');
}

const heard = (customer: ShopPage, words: string): Promise<void> =>
  customer.widget.getByText(words).first().waitFor(patient);

/** The messages of the conversation that is open at the desk. */
const untilShown = ({ page }: DeskPage, words: string): Promise<void> =>
  page.getByRole('log').getByText(words).first().waitFor(patient);

async function look(page: Parameters<typeof screenshot>[0], name: string): Promise<void> {
  if (pictures === '') return;
  await mkdir(pictures, { recursive: true });
  await screenshot(page, `${pictures}/${name}.png`);
}

test('a signed-in customer reads an order without an agent, and an agent then has all of it', async () => {
  const customer = await world.shop(await world.browser({ locale: 'zh-CN' }), {
    region: 'eu',
    language: 'zh',
  });
  // The widget begins a session of the account's; what was written before would be a stranger's.
  const session = customer.page.waitForResponse(
    (response) =>
      response.url().endsWith('/v1/sessions/guest') &&
      (response.request().postData() ?? '').includes('"account"'),
    patient,
  );
  await customer.page.getByRole('button', { name: /李雷/ }).click(patient);
  await session;
  await customer.untilConnected();
  await customer.page.getByRole('button', { name: customer.words.chat, exact: true }).click(patient);

  // Nobody is at a desk: whatever is answered, no agent answered it.
  await say(customer, '查询订单');
  await heard(customer, '订单 20261101：派送中');
  await heard(customer, '派送中（北京朝阳）');
  await say(customer, 'where is my order 20261110');
  await heard(customer, 'Order 20261110: paid, being prepared');
  // Somebody else's order, and one that there is not, are told apart by nobody.
  await say(customer, '查询订单 20261205');
  await heard(customer, '您的账号下没有这个订单');
  await look(customer.page, 'virtual-agent-shop');

  const anna = await world.desk(await world.browser({ viewport: { width: 1_500, height: 950 } }), 'anna');
  const rows = anna.page.getByRole('list', { name: 'List of conversations' }).getByRole('button');
  await anna.page.getByRole('button', { name: 'Mine', exact: true }).first().click(patient);
  assert.equal(await rows.count(), 0, 'what was answered rings nobody');

  await say(customer, '转人工');
  await heard(customer, '正在为您转接人工客服');
  await rows.first().click(patient);
  for (const words of ['查询订单', '订单 20261101：派送中', 'Order 20261110', '转人工'])
    await untilShown(anna, words);
  const panel = anna.page.locator('#context');
  await panel.getByText('Order 20261101').waitFor(patient);
  await panel.getByText('Out for delivery').first().waitFor(patient);

  // Hers now: what could be said waits for one click.
  await say(customer, '我的快递到哪了');
  const send = anna.page.getByRole('button', { name: 'Send this answer' });
  await send.waitFor(patient);
  await look(anna.page, 'virtual-agent-desk');
  const answers = () => customer.widget.getByText('订单 20261101：派送中').count();
  const before = await answers();
  await send.click(patient);
  await until(async () => (await answers()) > before || 'the suggestion has not arrived', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
});
