import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { AdminPage, type AdminPlace } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { PHONE, reflowFindings } from '../browser/reflow.ts';
import { WORDS } from '../browser/words.ts';
import { screenshot } from '../demo/screenshot.ts';
import { World } from './world.ts';

/** For who wants to look: nothing is kept unless it is set. */
const { WEFT_PICTURES: pictures = '' } = process.env;
const patient = { timeout: LOAD_TIMEOUT_MS };
const PLACES: readonly AdminPlace[] = [
  'routing',
  'people',
  'look',
  'invitations',
  'templates',
  'channels',
  'webhooks',
  'intents',
  'audit',
];

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

const phone = () => world.browser({ viewport: PHONE });

/** The page fits a phone, and so does the widget in it. */
async function assertFits(page: Page, name: string): Promise<void> {
  const widget = page.frames().find((frame) => frame.url().includes('/widget/'));
  for (const where of widget === undefined ? [page] : [page, widget])
    assert.deepEqual(await reflowFindings(where), [], `${name}, ${where.url()}`);
  if (pictures === '') return;
  await mkdir(pictures, { recursive: true });
  await screenshot(page, `${pictures}/phone-${name}.png`);
}

test('on a phone an agent sees an offer over the details of a customer, answers it, and goes back to the list', async () => {
  const customer = await world.shop(await phone());
  await assertFits(customer.page, 'shop');
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click(patient);
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Where is my lamp?', patient);
  // By the keyboard: the panel may still be gliding in.
  await field.press('Enter');
  await assertFits(customer.page, 'chat');

  const agent = await world.desk(await phone(), 'anna');
  const { page } = agent;
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const list = page.getByRole('list', { name: 'List of conversations' });
  await agent.setPresence('available');
  await list.getByRole('button').filter({ hasText: 'Where is my lamp?' }).first().click(patient);
  await page.getByRole('log').getByText('Where is my lamp?').waitFor(patient);
  await assertFits(page, 'conversation');
  await button('About the customer').click(patient);
  await button('Hide the customer’s details').waitFor(patient);

  await customer.widget.getByRole('button', { name: 'Voice call', exact: true }).click(patient);
  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await page.getByRole('alert').filter({ hasText: 'Incoming voice call' }).waitFor(patient);
  assert.deepEqual(await axeFindings(page), [], 'an offer over the details');
  await assertFits(page, 'offer');
  // A click reaches what nothing covers.
  await button('Accept').click(patient);
  await agent.untilWork('in-call', CALL_TIMEOUT_MS);
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await button('Hide the customer’s details').click(patient);
  await assertFits(page, 'agent-in-call');
  await assertFits(customer.page, 'customer-in-call');
  await agent.control('hangUp').click(patient);
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
  await button('Back to the list').click(patient);
  await list.getByRole('button').first().waitFor(patient);
  await assertFits(page, 'list');
});

for (const lang of ['en', 'zh'] as const) {
  test(`no page for staff scrolls sideways on a phone in ${lang}`, async () => {
    const browser = await phone();
    const admin = await AdminPage.open(browser.context, world.stack.url, world.person('mei'), lang);
    for (const place of PLACES) {
      await admin.go(place);
      await assertFits(admin.page, `${place}-${lang}`);
    }
    // Signed in by the cookie; at the operators' page somebody else has to.
    const page = await browser.context.newPage();
    await page.goto(`${world.stack.url}/desk/?region=ap&view=wall&lang=${lang}`);
    await page.getByRole('table').first().waitFor(patient);
    await assertFits(page, `wall-${lang}`);
    await page.goto(`${world.stack.url}/ops/?lang=${lang}`);
    const words = WORDS[lang];
    const signIn = page.getByRole('button', { name: words.signIn, exact: true });
    await signIn.waitFor(patient);
    await assertFits(page, `sign-in-${lang}`);
    const { login, password } = world.person('ops');
    await page.getByRole('textbox', { name: words.login, exact: true }).fill(login);
    await page.getByRole('textbox', { name: words.password, exact: true }).fill(password);
    await signIn.click(patient);
    await page.getByRole('table').first().waitFor(patient);
    await assertFits(page, `ops-${lang}`);
  });
}
