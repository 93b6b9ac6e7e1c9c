import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';
import { World } from './world.ts';

const owned = new AsyncDisposableStack();
let world: World;
before(async () => {
  world = owned.use(await World.start());
});
after(() => owned.disposeAsync());

const patient = { timeout: LOAD_TIMEOUT_MS };
const WIDE = { viewport: { width: 1440, height: 900 }, foreignScripts: true };

/** A customer who writes, without a browser of their own. */
async function customer(name: string) {
  const session = await guestSession(world.stack.url, name);
  const client = owned.use(await EdgeClient.connect({ url: edgeOf(session, 'eu'), token: session.token }));
  let said = 0;
  return async (text: string): Promise<void> => {
    said += 1;
    const value = { clientId: `c-${said}`, body: { case: 'text', value: text } } as const;
    await client.control({ body: { case: 'postItem', value } });
  };
}

/** Anna, who is given what comes, and Wei, who is given nothing. */
async function desks() {
  const wei = await world.desk(await world.browser(WIDE), 'wei');
  await wei.setPresence('away');
  const anna = await world.desk(await world.browser(WIDE), 'anna');
  return { anna: anna.page, wei: wei.page };
}

const view = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true });
const rows = (page: Page): Locator =>
  page.getByRole('list', { name: 'List of conversations' }).getByRole('button');
const follow = (page: Page): Locator => page.getByRole('button', { name: 'Follow', exact: true });
const followers = (page: Page): Locator => page.getByRole('region', { name: 'Followers' });
const follower = (page: Page, name: string): Locator =>
  followers(page).getByRole('button', { name: `Remove the follower ${name}` });
const told = (page: Page, words: string): Promise<void> =>
  page.getByRole('log', { name: 'Messages' }).getByText(words).first().waitFor(patient);

async function open(page: Page, name: string): Promise<void> {
  await view(page, 'All').click(patient);
  await rows(page).filter({ hasText: name }).first().click(patient);
  await page.getByRole('region', { name: `Conversation with ${name}` }).waitFor(patient);
}

/** Waits until the view says that it has so many; 0 = it says nothing. */
const untilCounted = (page: Page, name: string, count: number): Promise<void> =>
  until(
    async () => {
      const described = await view(page, name).getAttribute('aria-describedby');
      const says =
        described === null ? '' : await page.locator(`[id="${described}"]`).getAttribute('aria-label');
      return says === (count === 0 ? '' : `${count} in this view`) || `${name} says "${says}"`;
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );

const untilPressed = (page: Page, pressed: boolean): Promise<void> =>
  until(
    async () =>
      (await follow(page).getAttribute('aria-pressed', patient)) === `${pressed}` ||
      `pressed is not ${pressed}`,
    { timeoutMs: LOAD_TIMEOUT_MS },
  );

async function note(page: Page, words: string): Promise<void> {
  await page.getByRole('tab', { name: 'Private note', exact: true }).click(patient);
  const field = page.getByRole('textbox', { name: 'Your private note' });
  await field.fill(words);
  await field.press('Enter');
  await told(page, words);
}

test('an agent follows a colleague’s conversation, hears what comes into it, and is shown among its followers', async () => {
  const { anna, wei } = await desks();
  const says = await customer('Ada Byron');
  await says('Where is my lamp?');
  const other = await customer('Ben Okri');
  await other('Good morning');
  for (const page of [anna, wei]) await open(page, 'Ada Byron');
  await anna.getByRole('tab', { name: 'Reply', exact: true }).click(patient);
  await anna.getByRole('textbox', { name: 'Your reply' }).fill('I look for it');
  await anna.getByRole('button', { name: 'Send', exact: true }).click();
  await told(wei, 'I look for it');

  await followers(wei).getByText('Nobody follows this yet.').waitFor(patient);
  await follow(wei).click();
  await untilPressed(wei, true);
  await follower(anna, 'Wei').waitFor(patient);
  await untilCounted(wei, 'Followed', 1);
  await untilCounted(anna, 'Followed', 0);
  assert.deepEqual(await axeFindings(wei), [], 'a conversation that is followed');

  // Looking at something else, he has a mark for the customer's word and for the note, and none for the answer.
  await open(wei, 'Ben Okri');
  await view(wei, 'Followed').click();
  const row = rows(wei).filter({ hasText: 'Ada Byron' });
  await row.waitFor(patient);
  await says('It is the brass one');
  await row.getByText('1 unread message', { exact: true }).waitFor(patient);
  await note(anna, 'It left on Monday');
  await row.getByText('2 unread messages', { exact: true }).waitFor(patient);
  assert.match(await wei.title(), /^\(\d+\)/);
  assert.deepEqual(await axeFindings(wei), [], 'the view of what is followed');

  // A desk that was away has the same, and has read it when it is looked at.
  await wei.reload();
  await view(wei, 'Followed').click(patient);
  await row.getByText('2 unread messages', { exact: true }).waitFor(patient);
  await row.first().click();
  await told(wei, 'It left on Monday');
  await row.getByText(/unread/).waitFor({ ...patient, state: 'detached' });

  // By the key as by the button.
  await wei.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await wei.keyboard.press('w');
  await untilPressed(wei, false);
  await untilCounted(wei, 'Followed', 0);
  await follower(anna, 'Wei').waitFor({ ...patient, state: 'detached' });
  // An agent has one desk: the next one's signs them on again.
  await Promise.all([anna, wei].map((page) => page.close()));
});

test('a colleague is added by hand and by a mention, is told by whom, and is removed again', async () => {
  const { anna, wei } = await desks();
  const says = await customer('Cleo Ray');
  await says('My invoice is wrong');
  for (const page of [anna, wei]) await open(page, 'Cleo Ray');
  await followers(anna).getByRole('combobox', { name: 'Add a follower' }).selectOption({ label: 'Wei' });
  await follower(anna, 'Wei').waitFor(patient);
  await untilPressed(wei, true);
  await told(wei, 'Anna added followers');
  assert.deepEqual(await axeFindings(anna), [], 'a follower who was added');
  await follower(anna, 'Wei').click();
  await untilPressed(wei, false);
  await told(wei, 'Anna removed followers');

  // Who is asked something in a note hears what is answered.
  await anna.getByRole('tab', { name: 'Private note', exact: true }).click(patient);
  const field = anna.getByRole('textbox', { name: 'Your private note' });
  await field.pressSequentially('What was agreed, @We');
  await anna
    .getByRole('listbox', { name: 'Colleagues' })
    .getByRole('option', { name: /^Wei/ })
    .waitFor(patient);
  await field.press('Enter');
  await field.pressSequentially('?');
  await field.press('Enter');
  await told(wei, 'What was agreed');
  await untilPressed(wei, true);
  await untilCounted(wei, 'Followed', 1);
  // The note was before his eyes: it is neither a mention to be seen nor unread.
  await untilCounted(wei, 'Mentions', 0);
  await Promise.all([anna, wei].map((page) => page.close()));
});

test('a colleague opens the link that an agent copied, and one that leads nowhere is told so', async () => {
  const { anna, wei } = await desks();
  const says = await customer('Dora Lin');
  await says('The colour is wrong');
  await open(anna, 'Dora Lin');
  await anna.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await anna.getByRole('link', { name: 'Link to this conversation' }).click(patient);
  await anna.getByText('Link copied', { exact: true }).waitFor({ ...patient, state: 'attached' });
  const link = await anna.evaluate(() => navigator.clipboard.readText());

  await wei.goto(link);
  await wei.getByRole('region', { name: 'Conversation with Dora Lin' }).waitFor(patient);
  await told(wei, 'The colour is wrong');
  assert.equal(new URL(wei.url()).search, '', 'what was opened is opened once');
  await wei.goto(link.replace(/=.*/, '=nowhere'));
  await wei.getByRole('alert').filter({ hasText: 'This conversation is no longer there.' }).waitFor(patient);
});
