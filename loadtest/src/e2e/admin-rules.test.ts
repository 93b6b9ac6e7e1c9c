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
const rulesFor = (when: string) => ({ queues: { all: { steps: [{ when }] } }, defaultQueue: 'all' });

const open = async (): Promise<AdminPage> =>
  AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));

test('rules that another saved meanwhile are not lost, and the history says who changed what, when and why', async () => {
  const [first, second] = [await open(), await open()];
  await first.saveRules(rulesFor('agent.skills.lamps >= 3'), 'Lamps are for who knows them');

  await second.editor.fill(JSON.stringify(rulesFor('agent.id == "wei"'), undefined, 2));
  await second.page.getByText('No errors', { exact: true }).waitFor(patient);
  await second.page.getByRole('textbox', { name: 'What is changed, and why?' }).fill('All to Wei');
  await second.button('Save as a new version').click(patient);
  const told = second.page
    .getByRole('alert')
    .filter({ hasText: 'Somebody saved another version meanwhile.' });
  await told.waitFor(patient);
  assert.match(await second.editor.inputValue(), /wei/, 'what was written is still there');
  assert.deepEqual(await axeFindings(second.page), []);
  // A second press changes nothing about it.
  await second.button('Save as a new version').click(patient);
  await told.waitFor(patient);

  // The other's change can be read before one's own is given up.
  await second.page.getByRole('tab', { name: 'Versions' }).click();
  const versions = second.page.getByRole('list', { name: 'Versions' });
  const [newest] = await versions.getByRole('listitem').allTextContents();
  assert.match(newest ?? '', /^Version 1.*Mei.*Lamps are for who knows them/s);
  await second.button('What version 1 changed').click();
  const diff = (version: number) =>
    second.page.getByRole('list', { name: `What version ${version} changed` });
  await diff(1).getByText('agent.skills.lamps >= 3').waitFor(patient);
  assert.match(await second.editor.inputValue(), /wei/);

  await told.getByRole('button', { name: 'Load the present rules' }).click();
  await told.waitFor({ ...patient, state: 'detached' });
  assert.match(await second.editor.inputValue(), /lamps/);
  await second.saveRules(rulesFor('agent.id == "wei"'), 'All to Wei');
  await second.button('What version 2 changed').click();
  await diff(2).getByText('agent.id == "wei"').waitFor(patient);
  await diff(2).getByText('agent.skills.lamps >= 3').waitFor(patient);

  // The first one's page is of version 1 still, and takes nothing back unseen.
  await first.page.getByRole('tab', { name: 'Versions' }).click();
  await first.editor.fill(JSON.stringify(rulesFor('agent.id == "anna"'), undefined, 2));
  await first.page.getByText('No errors', { exact: true }).waitFor(patient);
  await first.button('Save as a new version').click(patient);
  const behind = first.page
    .getByRole('alert')
    .filter({ hasText: 'Somebody saved another version meanwhile.' });
  await behind.waitFor(patient);
  await behind.getByRole('button', { name: 'Load the present rules' }).click();
  await first.button('Restore version 1').click(patient);
  await first.page.getByText('Version 3 holds.', { exact: true }).waitFor(patient);
  await first.page.reload();
  await first.page.getByRole('tab', { name: 'Versions' }).click();
  const all = first.page.getByRole('list', { name: 'Versions' }).locator('> li');
  await all.nth(2).waitFor(patient);
  const [third = '', later = '', began = ''] = await all.allTextContents();
  assert.match(third, /^Version 3.*Mei/s);
  assert.match(later, /^Version 2.*Mei.*All to Wei/s);
  assert.match(began, /^Version 1.*Mei.*Lamps are for who knows them/s);
  assert.match(await first.editor.inputValue(), /lamps/);
});
