import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Page } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
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

async function look(page: Page, name: string): Promise<void> {
  if (pictures === '') return;
  await mkdir(pictures, { recursive: true });
  await screenshot(page, `${pictures}/${name}.png`);
}

/** A customer who is signed in at the shop, with the chat open. */
async function signedIn(): Promise<ShopPage> {
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
  return customer;
}

test('an answer offers the other orders and a person, and a press is the answer', async () => {
  const customer = await signedIn();
  const field = () => customer.widget.getByRole('textbox', { name: customer.words.message, exact: true });
  // The frame may be loading anew for the account that has just signed in.
  await until(
    () =>
      field()
        .fill('查询订单', { timeout: 2_000 })
        .then(() => true),
    { timeoutMs: LOAD_TIMEOUT_MS },
  );
  await field().press('Enter');
  const choices = () => customer.widget.getByRole('list', { name: '快捷回复' }).getByRole('button');
  await choices().filter({ hasText: '20261110' }).waitFor(patient);
  assert.deepEqual(await axeFindings(customer.widget), []);
  await look(customer.page, 'quick-replies-zh-light');

  await choices().filter({ hasText: '20261110' }).click(patient);
  await customer.widget.getByText('订单 20261110：已付款').waitFor(patient);
  // What was offered before is no choice any more.
  await until(async () => (await choices().count()) === 1 || 'more than a person is offered', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });

  await choices().filter({ hasText: '转人工客服' }).click(patient);
  await customer.widget.getByText('正在为您转接人工客服').waitFor(patient);
  assert.equal(await choices().count(), 0, 'an agent is waited for');

  const anna = await world.desk(await world.browser(), 'anna');
  await anna.page.getByRole('button', { name: 'Mine', exact: true }).first().click(patient);
  const rows = anna.page.getByRole('list', { name: 'List of conversations' }).getByRole('button');
  await rows.first().click(patient);
  const offered = anna.page.getByRole('list', { name: 'Offered as buttons' });
  await offered.first().getByText('20261110').waitFor(patient);
  assert.deepEqual(await axeFindings(anna.page), []);
  await look(anna.page, 'quick-replies-desk');
});
