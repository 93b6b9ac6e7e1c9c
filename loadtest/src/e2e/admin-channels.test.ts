import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@weft/proto';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { SmscSimulator } from '../simulators/smsc/simulator.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };
const PASSWORD = 'carrier';

test('an administrator adds a carrier’s account in the page, tries it, and sees it come up', async () => {
  await using world = await World.start();
  await using carrier = await SmscSimulator.start({
    contract: {
      ...{ systemId: 'weft', password: PASSWORD, number: '10690000', segmentsPerSecond: 0, receiptMs: 800 },
    },
    ...{ clock: systemClock, port: 0, smppPort: 0 },
  });
  const { context } = await world.browser();
  const admin = await AdminPage.open(context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('channels');
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  const password = page.getByLabel('Password', { exact: true });
  await page.getByRole('combobox', { name: 'Kind', exact: true }).selectOption('smpp', patient);
  await field('Id').fill('sms-page');
  await field('Name').fill('Carrier');
  await field('Host').fill('127.0.0.1');
  await field('Port').fill(String(carrier.center.port));
  await field('System id').fill('weft');
  await field('Sender').fill('10690000');

  // A wrong password is told with the carrier's reason, and nothing is kept.
  await password.fill('wrong');
  await admin.button('Test connection').click(patient);
  await page.getByText(/^It did not come up: ./).waitFor(patient);
  await password.fill(PASSWORD);
  await admin.button('Test connection').click(patient);
  await page.getByText('The connection came up.', { exact: true }).waitFor(patient);
  const list = page.getByRole('list', { name: 'Accounts' });
  assert.equal(await list.getByRole('button').count(), 0);

  // What the schema refuses is told at its field.
  await field('Port').fill('many');
  await admin.button('Save account').click(patient);
  await page.locator('input[aria-invalid="true"]').waitFor(patient);
  assert.equal(await field('Port').getAttribute('aria-invalid'), 'true');
  await field('Port').fill(String(carrier.center.port));
  await admin.button('Save account').click(patient);
  await list.getByRole('button', { name: /^Carrier\s*Up/ }).waitFor(patient);

  // A secret that is left empty stays.
  await field('Name').fill('Carrier one');
  assert.equal(await password.inputValue(), '');
  await admin.button('Save account').click(patient);
  await list.getByRole('button', { name: /^Carrier one\s*Up/ }).waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);

  await admin.button('Remove account').click(patient);
  await admin.button('Really remove?').click(patient);
  await page.getByText('No accounts yet.', { exact: true }).waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);
});
