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

test('an agent finds whoever wrote, writes somebody down, and says that both are one person', async () => {
  const customer = await world.shop(await world.browser());
  const { page } = await world.desk(await world.browser({ viewport: { width: 1440, height: 900 } }), 'anna');
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Is the oak table still there?', patient);
  await field.press('Enter');
  const list = page.getByRole('list', { name: 'List of conversations' });
  await list.getByText('Is the oak table still there?').first().waitFor(patient);

  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  const all = page.getByRole('region', { name: 'All customers' });
  await all.getByRole('listitem').first().waitFor(patient);
  await all.getByRole('button', { name: 'New customer' }).click();
  const form = page.getByRole('dialog', { name: 'New customer' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Ada Berg');
  await form.getByRole('textbox', { name: 'Phone' }).fill('12');
  await form.getByRole('button', { name: 'Write down' }).click();
  await form.getByRole('alert').waitFor(patient);
  await form.getByRole('textbox', { name: 'Phone' }).fill('+49 151 000 00 42');
  await form.getByRole('button', { name: 'Write down' }).click();
  await form.waitFor({ ...patient, state: 'detached' });

  const file = page.getByRole('region', { name: 'File of Ada Berg' });
  await file.getByText('+49 151 000 00 42').waitFor(patient);
  await file.getByText('not verified').waitFor(patient);
  await all.getByRole('searchbox', { name: 'Search customers' }).fill('+491510000042');
  await all.getByRole('button', { name: /Ada Berg/ }).waitFor(patient);
  await all.getByRole('searchbox', { name: 'Search customers' }).fill('nobody of this name');
  await all.getByText('Nobody is known by “nobody of this name”.').waitFor(patient);
  await all.getByRole('button', { name: 'Clear the search' }).click();
  assert.deepEqual(await axeFindings(page), []);

  // Whoever chats without a name is a guest, and has the name that is known from then on.
  await file.getByRole('button', { name: 'Is the same person as…' }).click();
  const joining = page.getByRole('dialog', { name: 'Who is Ada Berg as well?' });
  await joining.getByRole('searchbox', { name: 'Search the other one' }).fill('guest');
  await joining.getByRole('button', { name: 'Search the other one' }).click();
  assert.deepEqual(await axeFindings(page), []);
  await joining.getByRole('button', { name: 'The same person: Guest' }).click(patient);
  await joining.waitFor({ ...patient, state: 'detached' });

  await file.getByText('An agent said so').waitFor(patient);
  await file.getByRole('button').filter({ hasText: 'Is the oak table still there?' }).first().click(patient);
  const open = page.getByRole('region', { name: 'Conversation with Ada Berg' });
  await open.getByText('Is the oak table still there?').waitFor(patient);
});
