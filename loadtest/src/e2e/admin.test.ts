import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AdminPage, type AdminPlace } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import type { DeskPage } from '../browser/desk-page.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };
const PLACES: readonly AdminPlace[] = ['routing', 'people', 'invitations', 'templates', 'audit'];

const rulesFor = (when: string) => ({ queues: { all: { steps: [{ when }] } }, defaultQueue: 'all' });

/** Opens the chat and says something. */
async function say(customer: ShopPage, words: string): Promise<void> {
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(words, patient);
  await field.press('Enter');
}

/** The conversation with these words in one of a desk's views. */
async function inView({ page }: DeskPage, view: 'Mine' | 'Unassigned', words: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: new RegExp(`^${view}`) })
    .click(patient);
  await page
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: words })
    .first()
    .waitFor(patient);
}

test('an administrator changes rules and skills in the page, and what waits moves at once', async () => {
  const anna = await world.desk(await world.browser(), 'anna');
  const wei = await world.desk(await world.browser(), 'wei');
  const browser = await world.browser();
  const admin = await AdminPage.open(browser.context, world.stack.url, world.person('mei'));
  const { page } = admin;

  // Errors are told where they stand, before anything is saved.
  await admin.editor.fill(JSON.stringify(rulesFor('agent.skills.lamps = 3'), undefined, 2));
  const mistake = admin.button(/^Line 6, column \d+/);
  await mistake.waitFor(patient);
  assert.match((await mistake.textContent()) ?? '', /column 39.*equality is written ==/);
  assert.equal(await admin.button('Save as a new version').isDisabled(), true);
  await mistake.click();
  const selected = await admin.editor.evaluate((area: HTMLTextAreaElement) =>
    area.value.slice(area.selectionStart, area.selectionEnd),
  );
  assert.equal(selected, '= 3');

  await admin.saveRules(rulesFor('agent.skills.lamps >= 3'), 'Lamps are for who knows them');
  const first = await world.shop(await world.browser());
  await say(first, 'Where is my lamp?');
  await inView(anna, 'Unassigned', 'Where is my lamp?');
  await anna.page
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: 'Where is my lamp?' })
    .first()
    .click(patient);
  const why = anna.page.getByRole('region', { name: 'Why nobody has it yet' });
  await why.getByText('condition: agent.skills.lamps >= 3.').waitFor(patient);
  assert.deepEqual(await axeFindings(anna.page), []);
  await anna.page.goto(`${world.stack.url}/desk/?region=ap&view=wall`);
  const wall = anna.page.getByRole('table', { name: 'Waiting, and why' });
  await wall.getByRole('row').filter({ hasText: 'No agent signed on meets' }).waitFor(patient);
  await anna.page.goto(`${world.stack.url}/desk/?region=ap`);

  // Nobody has the skill; the rule is changed, and it goes to Wei, who does nothing for it.
  await admin.saveRules(rulesFor('agent.id == "wei"'), 'Everything to Wei');
  await inView(wei, 'Mine', 'Where is my lamp?');

  await admin.page.getByRole('tab', { name: 'Versions' }).click();
  await admin.button('What version 2 changed').click();
  const diff = page.getByRole('list', { name: 'What version 2 changed' });
  await diff.getByText('agent.id == "wei"').waitFor(patient);
  await admin.button('Restore version 1').click();
  await page.getByText('Version 3 holds.', { exact: true }).waitFor(patient);

  // Under the restored rule another waits, until Anna is given the skill.
  const second = await world.shop(await world.browser());
  await say(second, 'My lamp is broken');
  await inView(wei, 'Unassigned', 'My lamp is broken');
  await admin.go('people');
  await page.getByRole('list', { name: 'Agents' }).getByRole('button', { name: /^Anna/ }).click(patient);
  await page.getByRole('combobox', { name: 'New skill' }).fill('lamps');
  await admin.button('Add skill').click();
  await page.getByRole('spinbutton', { name: 'Level of lamps' }).fill('4');
  await admin.button('Save Anna').click();
  await inView(anna, 'Mine', 'My lamp is broken');

  await admin.go('audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  await log.getByRole('row').filter({ hasText: 'restored routing rules' }).first().waitFor(patient);
  const skills = log.getByRole('row').filter({ hasText: 'set skills and capacity' });
  assert.match((await skills.first().textContent()) ?? '', /Mei.*anna.*lamps.*4/);
  await Promise.all([anna, wei, first, second, admin].map(({ page: one }) => one.close()));
});

test('axe finds nothing in any place of the administrators’ page, in both languages and themes', async () => {
  const browser = await world.browser();
  const { url } = world.stack;
  const admin = await AdminPage.open(browser.context, url, world.person('mei'));
  const found: string[] = [];
  for (const language of ['en', 'zh'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await admin.page.emulateMedia({ colorScheme });
      for (const place of PLACES) {
        await admin.go(place, `${url}/admin/?lang=${language}`);
        for (const finding of await axeFindings(admin.page))
          found.push(`${place}, ${language}, ${colorScheme}: ${finding}`);
      }
    }
  }
  assert.deepEqual(found, []);
});
