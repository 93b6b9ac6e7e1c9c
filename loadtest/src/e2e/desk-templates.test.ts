import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

test('a template is offered once it is approved, and a reply waits for what nobody could fill in', async () => {
  const customer = await world.shop(await world.browser());
  const anna = await world.desk(await world.browser(), 'anna');
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const said = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await said.fill('Which size is mine?', patient);
  await said.press('Enter');
  await anna.page.getByRole('button', { name: 'All', exact: true }).first().click(patient);
  await anna.page.getByRole('button').filter({ hasText: 'Which size is mine?' }).first().click(patient);
  const reply = anna.page.getByRole('textbox', { name: 'Your reply' });
  await reply.fill('/size', patient);
  await anna.page.getByText('No template fits.').waitFor(patient);

  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('templates');
  await page.getByRole('textbox', { name: 'Shortcut' }).fill('size');
  await page.getByRole('textbox', { name: 'Title' }).fill('Their size');
  await page.getByRole('textbox', { name: 'Text' }).fill('Your size is {{size}}.');
  await page.getByRole('figure', { name: 'Preview' }).getByText('Your size is {{size}}.').waitFor(patient);
  await admin.button('Save template').click(patient);
  const approval = page.getByRole('group', { name: 'Approval' });
  await approval.getByText('waits for approval').waitFor(patient);
  assert.deepEqual(await axeFindings(page), [], 'a template that waits for approval');
  await admin.button('Approve').click(patient);
  await approval.getByText('approved', { exact: true }).waitFor(patient);

  // What was approved a moment ago is asked for when a template is wanted again.
  const option = anna.page.getByRole('option').filter({ hasText: 'Their size' });
  await until(
    async () => {
      await reply.fill('', patient);
      await reply.fill('/size', patient);
      return (await option.isVisible()) || 'it is not offered';
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );
  await option.click(patient);
  const send = anna.page.getByRole('button', { name: 'Send', exact: true });
  await anna.page.getByText('Fill in or take out: {{size}}').waitFor(patient);
  assert.equal(await send.isDisabled(), true);
  assert.deepEqual(await axeFindings(anna.page), [], 'a reply that waits for a variable');
  await reply.fill('Your size is L.', patient);
  await send.click(patient);
  await customer.widget.getByText('Your size is L.').waitFor(patient);

  await page.getByRole('textbox', { name: 'Why not?' }).fill('Says nothing of shoes');
  await admin.button('Reject').click(patient);
  await approval.getByText('Says nothing of shoes').waitFor(patient);
  await admin.go('audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  for (const deed of ['approved a template', 'rejected a template'])
    await log.getByText(deed).first().waitFor(patient);
});

test('agents keep templates of their own at the desk, and supervisors everybody’s', async () => {
  const { page } = await world.desk(await world.browser({ viewport: { width: 1440, height: 900 } }), 'mei');
  await page.getByRole('link', { name: 'Templates', exact: true }).click();
  const list = page.getByRole('region', { name: 'All templates' });
  const fresh = page.getByRole('form', { name: 'New template' });
  const write = async (shortcut: string): Promise<void> => {
    await list.getByRole('button', { name: 'New template' }).click(patient);
    await fresh.getByRole('textbox', { name: 'Shortcut' }).fill(shortcut, patient);
    await fresh.getByRole('textbox', { name: 'Title' }).fill(`About ${shortcut}`);
    await fresh.getByRole('textbox', { name: 'Text' }).fill('Hello {{contact.name}}');
  };
  await write('mine');
  await fresh.getByRole('button', { name: 'Save template' }).click();
  await list.getByText('About mine · your own').waitFor(patient);
  const own = page.getByRole('form', { name: 'Template /mine' });
  await own.getByText('nobody has to approve it').waitFor(patient);
  assert.deepEqual(await axeFindings(page), [], 'a template of one’s own');
  // What is emptied is as it was at first: for oneself.
  await write('ours');
  const everybodys = fresh.getByRole('checkbox', { name: 'For everybody' });
  await everybodys.check();
  await fresh.getByRole('button', { name: 'Empty the form' }).click();
  assert.equal(await fresh.getByRole('textbox', { name: 'Title' }).inputValue(), '');
  assert.equal(await everybodys.isChecked(), false, 'the next template would be everybody’s');
  await write('ours');
  await everybodys.check();
  await fresh.getByRole('button', { name: 'Save template' }).click();
  await list.getByText('About ours · everybody’s · waits for approval').waitFor(patient);
  await list.getByRole('button', { name: '/mine' }).click();
  await own.getByRole('textbox', { name: 'Title' }).fill('About me');
  await own.getByRole('button', { name: 'Save template' }).click();
  await list.getByText('About me · your own').waitFor(patient);
  await own.getByRole('button', { name: 'Remove template' }).click(patient);
  await own.getByRole('button', { name: 'Really remove?' }).click(patient);
  await until(async () => (await list.getByText('About me').count()) === 0 || 'it is still listed');
  await page.setViewportSize({ width: 390, height: 780 });
  assert.deepEqual(await axeFindings(page), [], 'on a telephone');
});
