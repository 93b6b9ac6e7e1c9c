import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

test('an administrator makes a macro, and an agent does its steps by one press, or is told which was refused', async () => {
  const customer = await world.shop(await world.browser());
  const { page: anna } = await world.desk(
    await world.browser({ viewport: { width: 1440, height: 900 } }),
    'anna',
  );
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const said = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await said.fill('The lamp arrived, thank you', patient);
  await said.press('Enter');

  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('macros');
  const make = async (name: string, steps: readonly string[]): Promise<void> => {
    await admin.button('New macro').click(patient);
    const form = page.getByRole('form', { name: 'New macro' });
    await form.getByRole('textbox', { name: 'Name' }).fill(name, patient);
    for (const step of steps) {
      await form.getByRole('combobox', { name: 'Next step' }).selectOption(step);
      await form.getByRole('button', { name: 'Add step' }).click();
    }
  };
  await make('Lost', ['Hand over to a queue', 'Close']);
  await page.getByRole('textbox', { name: 'Queue' }).fill('nowhere');
  await admin.button('Save macro').click(patient);
  await page.getByRole('form', { name: 'Macro Lost' }).waitFor(patient);
  await make('Happy', ['Take it over', 'Tag', 'Write a note', 'Close']);
  await page.getByRole('textbox', { name: 'Tags to add' }).fill('praise');
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Was happy with the lamp');
  assert.deepEqual(await axeFindings(page), [], 'a macro that is written');
  await admin.button('Save macro').click(patient);
  await page.getByRole('form', { name: 'Macro Happy' }).waitFor(patient);

  await anna.getByRole('button', { name: 'All', exact: true }).first().click(patient);
  await anna.getByRole('button').filter({ hasText: 'The lamp arrived' }).first().click(patient);
  await anna.getByRole('button', { name: 'Macros', exact: true }).click(patient);
  const dialog = anna.getByRole('dialog', { name: 'Macros' });
  await dialog.getByRole('button', { name: /^Lost/ }).click(patient);
  await dialog.getByRole('alert').getByText('“Lost” stopped at step 1').waitFor(patient);
  assert.deepEqual(await axeFindings(anna), [], 'a macro that was refused');
  await dialog.getByRole('button', { name: /^Happy/ }).click();
  await dialog.getByText('“Happy” is done.').waitFor(patient);
  await anna.keyboard.press('Escape');
  await dialog.waitFor({ ...patient, state: 'detached' });
  await anna.getByText('Was happy with the lamp').first().waitFor(patient);
  await anna.getByRole('button', { name: 'Closed', exact: true }).first().click(patient);
  await anna.getByRole('button').filter({ hasText: 'The lamp arrived' }).first().waitFor(patient);

  await admin.go('audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  for (const deed of ['added a macro', 'ran a macro']) await log.getByText(deed).first().waitFor(patient);
});
