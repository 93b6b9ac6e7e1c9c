import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { Staff } from '../channels/staff.ts';
import { startMail } from '../channels/vendors.ts';
import type { MailSimulator } from '../simulators/mail/simulator.ts';
import { World } from './world.ts';

let world: World;
let mail: MailSimulator;
const owned = new AsyncDisposableStack();
before(async () => {
  world = owned.use(await World.start());
  const admin = await Staff.signIn(world.stack, 'mei');
  mail = owned.use(await startMail({ stackUrl: world.stack.url, admin, accountId: 'mail-shop' }));
});
after(() => owned.disposeAsync());

const patient = { timeout: LOAD_TIMEOUT_MS };
const FETCHED = '[the remote picture was fetched]';

test('a mail with pictures is answered, and looked at as it looked; its sender learns of it only when that is wanted', async () => {
  const { page } = await world.desk(await world.browser(), 'anna');
  const letters = await page.context().newPage();
  await letters.goto(mail.url);
  await letters.locator('#subject').fill('台灯');
  await letters.locator('#words').fill('我的台灯坏了');
  await letters.locator('#pictures').check();
  await letters.locator('#letter button').click();
  await letters.getByText('我的台灯坏了').waitFor(patient);
  assert.deepEqual(await axeFindings(letters), []);

  await page.getByRole('button', { name: 'All', exact: true }).first().click(patient);
  await page
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: '李雷' })
    .first()
    .click(patient);
  const messages = page.getByRole('log', { name: 'Messages' });
  await messages.getByText('我的台灯坏了').first().waitFor(patient);

  await messages.getByRole('button', { name: 'Original e-mail' }).click(patient);
  const dialog = page.getByRole('dialog', { name: 'Original e-mail' });
  const frame = dialog.frameLocator('iframe');
  const [brought, remote] = [frame.getByAltText('My lamp'), frame.getByAltText('The lamp in the shop')];
  await frame.getByText('我的台灯坏了').waitFor(patient);
  assert.match((await brought.getAttribute('src')) ?? '', /^data:image\/png/);
  assert.equal(await remote.getAttribute('src'), null);
  assert.deepEqual(await axeFindings(page), []);
  assert.ok(!mail.office.ledger.entries.some(({ text }) => text === FETCHED));

  await dialog.getByRole('button', { name: 'Show remote images' }).click(patient);
  await letters.getByText(FETCHED).waitFor(patient);
  assert.match((await remote.getAttribute('src')) ?? '', /^http:/);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ ...patient, state: 'detached' });

  const reply = page.getByRole('textbox', { name: 'Your reply' });
  await reply.fill('马上换新');
  await reply.press('Enter');
  await letters.getByText('马上换新').waitFor(patient);
});
