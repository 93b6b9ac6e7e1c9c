import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '@weft/proto/testing';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { Staff } from '../channels/staff.ts';
import { startWechat } from '../channels/vendors.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };

test('an administrator makes a WeChat account’s menu in the page, and WeChat has it', async () => {
  await using world = await World.start();
  const staff = await Staff.signIn(world.stack, 'mei');
  await using wechat = await startWechat({
    stackUrl: world.stack.url,
    admin: staff,
    accountId: 'wechat-page',
  });
  const { context } = await world.browser();
  const admin = await AdminPage.open(context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('channels');
  const list = page.getByRole('list', { name: 'Accounts' });
  await list.getByRole('button', { name: /^WeChat \(simulated\)\s*Up/ }).click(patient);
  const menu = page.getByRole('form', { name: 'Menu' });
  await menu.getByText('There is no menu.', { exact: true }).waitFor(patient);

  const button = (name: string) => menu.getByRole('button', { name, exact: true });
  await button('Add a button').click(patient);
  const first = menu.getByRole('group', { name: 'Button 1', exact: true });
  await first.getByRole('textbox', { name: 'Name' }).fill('六个汉字长了');
  await first.getByText('At most 16 bytes; a Chinese character is three.').waitFor(patient);
  assert.ok(await button('Save menu').isDisabled());
  await first.getByRole('textbox', { name: 'Name' }).fill('报修');
  await first.getByRole('textbox', { name: 'What agents read' }).fill('报修');
  await first.getByRole('switch', { name: 'Opens a ticket' }).click(patient);
  assert.deepEqual(await axeFindings(page), []);
  await button('Save menu').click(patient);
  await menu.getByText('The vendor has it.', { exact: true }).waitFor(patient);
  await until(() => wechat.platform.accountMenu.menu !== undefined || 'WeChat has no menu');
  assert.deepEqual(wechat.platform.accountMenu.menu, {
    button: [{ type: 'click', name: '报修', key: 'ticket:报修' }],
  });
});
