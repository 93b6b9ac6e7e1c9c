import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { Staff } from '../channels/staff.ts';
import { startWechat } from '../channels/vendors.ts';
import type { WechatSimulator } from '../simulators/wechat/simulator.ts';
import { World } from './world.ts';

let world: World;
let wechat: WechatSimulator;
const owned = new AsyncDisposableStack();
before(async () => {
  world = owned.use(await World.start());
  const admin = await Staff.signIn(world.stack, 'mei');
  wechat = owned.use(await startWechat({ stackUrl: world.stack.url, admin, accountId: 'wechat-shop' }));
  await until(async () => (await wechat.platform.checkAddress()) || 'the account is not there yet', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
});
after(() => owned.disposeAsync());

const patient = { timeout: LOAD_TIMEOUT_MS };

test("a follower writes on WeChat's page, Anna answers at the desk and sees what is left of the quota", async () => {
  const phone = await (await world.browser()).context.newPage();
  await phone.goto(wechat.url);
  const anna = await world.desk(await world.browser(), 'anna');
  await phone.locator('#text').fill('我的台灯坏了');
  await phone.locator('#text').press('Enter');
  await phone.getByText('我的台灯坏了').waitFor(patient);

  await anna.page.getByRole('button', { name: 'All', exact: true }).first().click(patient);
  await anna.page
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: '我的台灯坏了' })
    .first()
    .click(patient);
  await anna.page.getByRole('log', { name: 'Messages' }).getByText('我的台灯坏了').first().waitFor(patient);
  const take = anna.page.getByRole('button', { name: 'Take', exact: true });
  await until(
    async () => {
      // Given to her between the look and the click: then the button is gone.
      if (await take.isVisible()) await take.click({ timeout: 1_000 });
      return !(await take.isVisible()) || 'it is still to be taken';
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );
  await anna.page.getByText(/5 more messages until/).waitFor(patient);

  const reply = anna.page.getByRole('textbox', { name: 'Your reply' });
  await reply.fill('马上为您处理');
  await reply.press('Enter');
  await phone.getByText('马上为您处理').waitFor(patient);
  await anna.page.getByText(/4 more messages until/).waitFor(patient);
  const received = wechat.platform.ledger.entries.filter(({ is }) => is === 'received');
  assert.equal(received.length, 1);
});
