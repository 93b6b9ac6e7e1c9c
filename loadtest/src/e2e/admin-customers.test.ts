import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };
const LIST = '姓名,手机,等级,备注\n李伟,13800138000,金,老客户\n王芳,12,,\n';

test('an administrator takes customers in from a list, reads what was wrong, and downloads them all', async () => {
  await using world = await World.start();
  const { context } = await world.browser();
  const admin = await AdminPage.open(context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('customers');
  const take = async (): Promise<void> => {
    const chosen = page.waitForEvent('filechooser', patient);
    await admin.button('Choose a list').click(patient);
    await (await chosen).setFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(LIST) });
  };
  await take();
  const told = page.getByRole('region', { name: 'From a list' }).getByRole('status');
  await told.getByText('1 new, 0 changed, 0 as they were.', { exact: true }).waitFor(patient);
  await told.getByText('Not looked at: 备注.', { exact: true }).waitFor(patient);
  await told.getByText(/^Line 3: the number cannot be called/).waitFor(patient);
  await take();
  await told.getByText('0 new, 0 changed, 1 as they were.', { exact: true }).waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);

  const downloaded = page.waitForEvent('download', patient);
  await admin.button('Download all customers').click(patient);
  const file = await downloaded;
  assert.equal(file.suggestedFilename(), 'customers.csv');
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
  assert.equal(lines[0], '\uFEFFname,phone,email,level,language');
  assert.ok(lines.includes("李伟,'+8613800138000,,金,"), lines.join(' | '));

  await admin.go('audit');
  await page.getByRole('cell', { name: 'took customers in from a list' }).waitFor(patient);
  await page.getByRole('cell', { name: 'downloaded all customers' }).waitFor(patient);
});
