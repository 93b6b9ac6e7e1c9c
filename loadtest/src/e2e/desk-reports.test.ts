import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { axeFindings } from '../browser/axe.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { screenshot } from '../demo/screenshot.ts';
import { World } from './world.ts';

/** For who wants to look: nothing is kept unless it is set. */
const { WEFT_PICTURES: pictures = '' } = process.env;
const viewport = { width: 1440, height: 1000 };

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

test('a supervisor reads what was closed and what its customer said, and opens it', async () => {
  const customer = await world.shop(await world.browser());
  const { widget } = customer;
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const field = widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Where is my lamp?', patient);
  await field.press('Enter');

  const { page: anna } = await world.desk(await world.browser({ viewport }), 'anna');
  const list = anna.getByRole('list', { name: 'List of conversations' });
  await list.getByText('Where is my lamp?').first().click(patient);
  await anna.getByRole('textbox', { name: 'Reply' }).fill('On its way.', patient);
  await anna.keyboard.press('Enter');
  await widget.getByText('On its way.').waitFor(patient);
  await anna.getByRole('button', { name: 'Close', exact: true }).click();
  await anna.getByRole('radio', { name: 'Solved' }).check(patient);
  await anna.getByRole('button', { name: 'Close now' }).click();
  assert.equal(await anna.getByRole('link', { name: 'Reports', exact: true }).count(), 0);
  await widget.getByRole('radio', { name: '2 stars' }).check({ ...patient, force: true });
  await widget.getByRole('textbox', { name: 'Comment' }).fill('Nobody told me when.');
  await widget.getByRole('button', { name: 'Send rating', exact: true }).click();
  await widget.getByText('Thank you for your rating.').waitFor(patient);

  const { page } = await world.desk(await world.browser({ viewport }), 'mei');
  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  const agents = page.getByRole('table', { name: 'By agent' });
  await agents.getByRole('row', { name: /Anna/ }).getByText('1 in, 1 out').waitFor(patient);
  await page.getByRole('table', { name: 'By outcome' }).getByText('Solved').waitFor(patient);
  await page
    .getByRole('list', { name: 'By day' })
    .getByText(/: 1 closed/)
    .waitFor({ ...patient, state: 'attached' });
  await page.getByRole('checkbox', { name: 'Three stars and fewer' }).check();
  const said = page.getByRole('list', { name: 'What customers said' }).getByRole('listitem');
  await said.filter({ hasText: 'Nobody told me when.' }).waitFor(patient);

  for (const lang of ['en', 'zh']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await axeFindings(page), [], `${lang}, ${colorScheme}`);
      if (pictures !== '') await screenshot(page, `${pictures}/reports-${lang}-${colorScheme}.png`);
    }
    if (lang === 'en') {
      await page.goto(`${world.stack.url}/desk/?region=ap&view=reports&lang=zh`);
      await page.getByRole('heading', { name: '报表' }).waitFor(patient);
      await page.getByText('Nobody told me when.').waitFor(patient);
    }
  }

  const [file] = await Promise.all([
    page.waitForEvent('download', patient),
    page.getByRole('button', { name: '下载 CSV' }).click(),
  ]);
  const csv = await readFile(await file.path(), 'utf8');
  assert.match(csv, /^agent,Anna,1,1,/m);
  await page.getByRole('radio', { name: '今天' }).check({ ...patient, force: true });
  await page.getByRole('list', { name: '按天' }).waitFor({ ...patient, state: 'detached' });
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Nobody told me when.' })
    .getByRole('button')
    .click(patient);
  await page.getByText('On its way.').first().waitFor(patient);
});

test('a customer who called says how it was when the call is over, and a supervisor reads it at once', async () => {
  const customer = await world.shop(await world.browser());
  const agent = await world.desk(await world.browser({ viewport }), 'wei');
  await customer.call('voice');
  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await agent.button('accept').click();
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await agent.control('hangUp').click();
  await customer.untilState('ended', CALL_TIMEOUT_MS);
  const { widget } = customer;
  await widget.getByRole('radio', { name: '3 stars' }).check({ ...patient, force: true });
  await widget.getByRole('textbox', { name: 'Comment' }).fill('Patient, but slow.');
  if (pictures !== '') await screenshot(customer.page, `${pictures}/rated-call.png`);
  assert.deepEqual(await axeFindings(customer.page), []);
  await widget.getByRole('button', { name: 'Send rating', exact: true }).click();
  await widget.getByText('Thank you for your rating.').waitFor(patient);
  assert.equal(await widget.getByRole('radio').count(), 0);

  const { page } = await world.desk(await world.browser({ viewport }), 'mei');
  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  const said = page.getByRole('list', { name: 'What customers said' }).getByRole('listitem');
  await said.filter({ hasText: 'Patient, but slow.' }).filter({ hasText: 'Wei' }).waitFor(patient);
});
