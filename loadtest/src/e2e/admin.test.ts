import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { AdminPage, type AdminPlace } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { screenshot } from '../demo/screenshot.ts';
import { World } from './world.ts';

/** For who wants to look: nothing is kept unless it is set. */
const { WEFT_PICTURES: pictures = '' } = process.env;

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

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

const rulesFor = (when: string) => ({ queues: { all: { steps: [{ when }] } }, defaultQueue: 'all' });

async function look({ page }: AdminPage, name: string): Promise<void> {
  if (pictures === '') return;
  await mkdir(pictures, { recursive: true });
  await screenshot(page, `${pictures}/${name}.png`);
}

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
  // What is typed and not saved goes with it, so that it is asked for twice.
  const kept = await admin.editor.inputValue();
  await admin.editor.fill(`${kept}\n\n`);
  await admin.button('Restore version 1').click();
  const sure = admin.button('What is not saved is lost. Really?');
  await sure.waitFor(patient);
  await admin.editor.focus();
  await admin.button('Restore version 1').waitFor(patient);
  assert.equal(await admin.editor.inputValue(), `${kept}\n\n`);
  await admin.button('Restore version 1').press('Enter');
  await sure.press('Enter');
  await page.getByText('Version 3 holds.', { exact: true }).waitFor(patient);

  // Under the restored rule another waits, until Anna is given the skill.
  const second = await world.shop(await world.browser());
  await say(second, 'My lamp is broken');
  await inView(wei, 'Unassigned', 'My lamp is broken');
  await admin.go('people');
  await page.getByRole('list', { name: 'People' }).getByRole('button', { name: /^Anna/ }).click(patient);
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

test('an administrator adds an example, and the sentence is understood without a restart', async () => {
  const browser = await world.browser({ viewport: { width: 1440, height: 1180 } });
  const admin = await AdminPage.open(browser.context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('intents');
  const result = page.getByRole('region', { name: 'What it seems to want' });
  await page.getByRole('textbox', { name: 'Sentence', exact: true }).fill('send me the zeppelin slip');
  await admin.button('Try').click(patient);
  await result.getByText('It is not sure enough.').waitFor(patient);

  const choose = (name: RegExp) =>
    page.getByRole('list', { name: 'List of intents' }).getByRole('button', { name }).click(patient);
  await choose(/^coupons and offers/);
  await page.getByRole('combobox', { name: 'Answer' }).selectOption('Always the same words');
  await page.getByRole('switch', { name: 'The virtual agent answers by itself' }).check();
  await page.getByRole('textbox', { name: 'Words in English' }).fill('Your slip is in the app.');
  const examples = page.getByRole('textbox', { name: 'Examples in English' });
  const before = await examples.inputValue();
  await examples.fill(`${before}\nthe zeppelin slip please\n\nWhere is the zeppelin slip?\ncheck my order`);
  const marks = page.getByRole('list', { name: 'About the English lines' });
  await marks.getByText('is empty and is left out').waitFor(patient);
  await marks.getByText('is an example of “order status”, too').waitFor(patient);
  assert.equal(await admin.button('Save and learn').isDisabled(), true);
  await examples.fill(`${before}\nthe zeppelin slip please\n\nWhere is the zeppelin slip?`);
  await page.getByRole('textbox', { name: 'Note to the version' }).fill('Zeppelins');
  await admin.button('Save and learn').click(patient);

  // What was tried is decided anew by the new examples.
  await page.getByText('Version 1 is saved and learnt: it decides now.').waitFor(patient);
  await result.getByRole('heading', { name: 'coupons and offers' }).waitFor(patient);
  await result.getByText('The virtual agent answers').waitFor(patient);
  await result.getByText('Your slip is in the app.').waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);
  await look(admin, 'admin-intents-en-light');

  await page.emulateMedia({ colorScheme: 'dark' });
  await admin.go('intents', `${world.stack.url}/admin/?lang=zh`);
  await page.getByRole('textbox', { name: '句子' }).fill('我的订单 20261101 到哪儿了，尾号 5678');
  await admin.button('试一试').click(patient);
  await page.getByText('虚拟客服自动回复', { exact: true }).first().waitFor(patient);
  await page.getByRole('list', { name: '意图列表' }).getByRole('button', { name: /^发票/ }).click(patient);
  await page.getByRole('textbox', { name: '中文例句' }).waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);
  await look(admin, 'admin-intents-zh-dark');

  await admin.button('恢复系统自带的意图').click(patient);
  await page.getByText('版本 2 已保存并学会，现已生效。').waitFor(patient);
  await admin.go('audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  const saved = log.getByRole('row').filter({ hasText: 'saved intents' }).first();
  assert.match((await saved.textContent(patient)) ?? '', /Mei.*coupon/);
  await page.close();
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

test('an agent wraps a call up for as long as the rules say, or until they say that they are available', async () => {
  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const anna = await world.desk(await world.browser(), 'anna', { region: 'ap', autoAccept: true });
  const wrapUpSeconds = { voice: 600 };
  const rules = { queues: { all: { steps: [{ when: 'TRUE' }], wrapUpSeconds } }, defaultQueue: 'all' };
  await admin.saveRules(rules, 'Ten minutes after each call');
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await customer.control('hangUp').click(patient);
  await anna.untilWork('ended', LOAD_TIMEOUT_MS);
  const { page } = anna;
  await page.getByRole('status').filter({ hasText: 'Wrapping up the last call.' }).waitFor(patient);
  await page
    .getByRole('timer')
    .filter({ hasText: /^9:\d\d left$/ })
    .waitFor(patient);
  await page.getByRole('radio', { name: 'Busy', exact: true, checked: true }).waitFor(patient);
  assert.deepEqual(await axeFindings(page), [], 'a call that is wrapped up');
  await anna.setPresence('available');
  assert.equal(await page.getByRole('timer').count(), 0);
  await admin.saveRules(rulesFor('TRUE'), 'As before');
  await page.close();
});

test('somebody is added, chooses a password, and is out as soon as an administrator says so', async () => {
  const browser = await world.browser();
  const admin = await AdminPage.open(browser.context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('people');
  // Whom the start's file keeps is not changed here.
  await page.getByText('Kept in the file of people').first().waitFor(patient);
  await admin.button('New person').click(patient);
  await page.getByRole('textbox', { name: 'Login' }).fill('LIN');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Lin');
  await page.getByRole('combobox', { name: 'Role' }).selectOption('Supervisor');
  await admin.button('Add').click(patient);
  const told = page.getByRole('status').filter({ hasText: 'Pass this on to Lin' });
  await told.waitFor(patient);
  assert.deepEqual(await axeFindings(page), [], 'somebody was added');
  const password = (await told.locator('code').nth(1).textContent()) ?? '';
  await admin.button('Done').click(patient);
  assert.equal(await page.getByText(password).count(), 0, 'it is told once');

  const { context } = await world.browser();
  const lin = await DeskPage.open(context, world.stack.url, { login: 'LIN', password }, { region: 'ap' });
  const dialog = lin.page.getByRole('dialog', { name: 'Change password' });
  await lin.page.getByRole('button', { name: 'Desk settings' }).click(patient);
  await lin.page.getByRole('button', { name: 'Change password' }).click(patient);
  await dialog.getByLabel('Present password').fill('a wrong guess', patient);
  await dialog.getByLabel('New password', { exact: true }).fill('a-word-of-my-own');
  await dialog.getByRole('button', { name: 'Save the new password' }).click();
  await dialog.getByRole('alert').getByText('That is not your present password.').waitFor(patient);
  assert.deepEqual(await axeFindings(lin.page), [], 'a password that is to be another');
  await dialog.getByLabel('Present password').fill(password);
  await dialog.getByRole('button', { name: 'Save the new password' }).click();
  await dialog.getByRole('status').getByText('Your password is changed.').waitFor(patient);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await lin.setPresence('busy');

  await admin.button('Shut out').click(patient);
  await admin.button('They are signed out at once. Really?').click(patient);
  const signIn = lin.page.getByRole('button', { name: 'Sign in', exact: true });
  await signIn.waitFor(patient);
  await lin.page.getByRole('textbox', { name: 'Name', exact: true }).fill('LIN');
  await lin.page.getByRole('textbox', { name: 'Password', exact: true }).fill('a-word-of-my-own');
  await signIn.click();
  await lin.page.getByRole('alert').getByText('The name or the password is wrong.').waitFor(patient);
  await admin.button('Let in again').click(patient);
  await admin.button('Shut out').waitFor(patient);
  await lin.page.getByRole('textbox', { name: 'Password', exact: true }).fill('a-word-of-my-own');
  await signIn.click();
  await lin.untilSignedOn();

  await admin.go('audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  for (const deed of ['added somebody', 'changed their password', 'shut somebody out', 'signed in'])
    await log.getByText(deed).first().waitFor(patient);
});

test('a press while something else is under way is not taken, and does not look as if it were', async () => {
  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('people');
  await admin.button('New person').click(patient);
  await page.getByRole('textbox', { name: 'Login', exact: true }).fill('zoe');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Zoe');
  await admin.button('Add').click(patient);
  await admin.button('Shut out').waitFor(patient);
  const under = Promise.withResolvers<void>();
  let asked = 0;
  await page.route('**/v1/people/**', async (route) => {
    asked += 1;
    if (asked === 1) await under.promise;
    await route.continue();
  });
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Zoe Adler');
  await admin.button('Save account').click(patient);
  await until(() => asked === 1 || 'nothing is asked');
  const sure = admin.button('They are signed out at once. Really?');
  await admin.button('Shut out').press('Enter');
  assert.equal(await sure.count(), 0, 'not even the first press is taken');
  under.resolve();
  await page.getByText('Saved. It is in effect.', { exact: true }).first().waitFor(patient);

  await admin.button('Shut out').click(patient);
  await sure.click(patient);
  await admin.button('Let in again').click(patient);
  await admin.button('Shut out').waitFor(patient);
  assert.equal(asked, 3);
});
