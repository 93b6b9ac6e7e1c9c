import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

test('tickets are listed for everybody, narrowed, taken and settled, on a telephone as well', async () => {
  const { page } = await world.desk(await world.browser({ viewport: { width: 1440, height: 900 } }), 'anna');
  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  const all = page.getByRole('region', { name: 'All customers' });
  await all.getByRole('button', { name: 'New customer' }).click(patient);
  const form = page.getByRole('dialog', { name: 'New customer' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Ada Berg');
  await form.getByRole('button', { name: 'Write down' }).click();
  const file = page.getByRole('region', { name: 'File of Ada Berg' });
  await file.getByRole('button', { name: 'New ticket' }).click(patient);
  await file.getByRole('textbox', { name: 'What is it about?' }).fill('The lamp flickers');
  await file.getByRole('button', { name: 'Create ticket' }).click();
  await file.getByText('The lamp flickers').waitFor(patient);

  await page.getByRole('link', { name: 'Tickets', exact: true }).click();
  const list = page.getByRole('main', { name: 'All tickets' });
  await list.getByText('No tickets here.').waitFor(patient);
  await list.getByRole('combobox', { name: 'Whose' }).selectOption('Nobody’s');
  const row = list.getByRole('listitem').filter({ hasText: 'The lamp flickers' });
  await row.getByRole('button', { name: 'Ada Berg' }).waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);

  // It stays in its place though the list is of what is nobody's.
  await row.getByRole('combobox', { name: /^Owner of ticket/ }).selectOption('Me');
  await list.getByRole('combobox', { name: 'Whose' }).selectOption('Mine');
  await row.getByRole('combobox', { name: /^State of ticket/ }).selectOption('Solved', patient);
  await list.getByRole('combobox', { name: 'State', exact: true }).selectOption('Settled');
  await row.waitFor(patient);
  await list.getByRole('searchbox', { name: 'Search tickets' }).fill('nothing of the kind');
  await list.getByText('No ticket is found by “nothing of the kind”.').waitFor(patient);
  await list.getByRole('button', { name: 'Clear the search' }).click();
  await row.waitFor(patient);

  await page.setViewportSize({ width: 390, height: 780 });
  assert.deepEqual(await axeFindings(page), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `nothing is beside the screen, but ${wide} pixels are`);
  await row.getByRole('button', { name: 'Ada Berg' }).click();
  await file.getByText('The lamp flickers').waitFor(patient);
});
