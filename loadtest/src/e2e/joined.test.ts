import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { Staff } from '../channels/staff.ts';
import { startSmsc } from '../channels/vendors.ts';
import type { SmscSimulator } from '../simulators/smsc/simulator.ts';
import { World } from './world.ts';

/** The telephone that the carrier's page shows first. */
const PHONE = '+8613800135678';

let world: World;
let carrier: SmscSimulator;
const owned = new AsyncDisposableStack();
before(async () => {
  world = owned.use(await World.start({ control: { WEFT_CONTROL_VIRTUAL_AGENT: 'off' } }));
  const admin = await Staff.signIn(world.stack, 'mei');
  const options = { stackUrl: world.stack.url, admin, accountId: 'sms-shop', settings: {} };
  carrier = owned.use(await startSmsc({ ...options, contract: { receiptMs: 300 } })).simulator;
});
after(() => owned.disposeAsync());

const patient = { timeout: LOAD_TIMEOUT_MS };

test('a text message and a chat of one customer go on as one, at the desk and in the shop', async () => {
  const desk = await world.desk(await world.browser({ viewport: { width: 1440, height: 900 } }), 'anna');
  const { page } = desk;
  const list = page.getByRole('list', { name: 'List of conversations' });
  const messages = page.getByRole('log', { name: 'Messages' });
  const row = (words: string) => list.getByRole('button').filter({ hasText: words }).first();
  const phone = await page.context().newPage();
  await phone.goto(carrier.url);
  const text = async (words: string): Promise<void> => {
    await phone.locator('#text').fill(words);
    await phone.locator('#text').press('Enter');
  };
  await text('Where is my blue lamp?');
  await row('Where is my blue lamp?').waitFor(patient);

  const shop = await world.shop(await world.browser());
  await shop.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const field = shop.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Hello from the shop', patient);
  await field.press('Enter');
  /** The page has another frame after it was loaded anew. */
  const chat = () => shop.widget.getByRole('log', { name: shop.words.conversation });
  await row('Hello from the shop').click(patient);
  await messages.getByText('Hello from the shop').waitFor(patient);

  // An agent finds that the two are one.
  const anna = await Staff.signIn(world.stack, 'anna');
  const found = async (search: string): Promise<string> => {
    const { contacts } = (await anna.ask('GET', `/v1/contacts?search=${encodeURIComponent(search)}`)) as {
      contacts: readonly { contactId: string }[];
    };
    return contacts[0]?.contactId ?? '';
  };
  const name =
    (await page.getByRole('region', { name: /^Conversation with / }).getAttribute('aria-label')) ?? '';
  const [sms, guest] = [await found(PHONE), await found(name.replace('Conversation with ', ''))];
  await anna.ask('POST', `/v1/contacts/${sms}/joins`, { contactId: guest });

  // Whoever is at the one that is over is told where it goes on, and goes there.
  await messages.getByText('It goes on in another conversation of this customer').waitFor(patient);
  await messages.getByRole('button', { name: 'Open that conversation' }).click(patient);
  await messages.getByText('Where is my blue lamp?').waitFor(patient);
  await messages
    .getByText(/^Conversation joined: Web chat since .* with Anna.*, 1 message$/)
    .waitFor(patient);
  assert.equal(await messages.getByText('Hello from the shop').count(), 0);
  await messages.getByRole('button', { name: 'Show its messages' }).click(patient);
  const part = messages.getByRole('group', { name: 'Messages of the joined conversation' });
  await part.getByText('Hello from the shop').waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);

  // The shop's page goes over by itself: what it wrote stays, and what was not said to it is not shown.
  await text('It is number 7, by the way');
  await chat().getByText('It is number 7, by the way').waitFor(patient);
  await field.fill('And here I am again', patient);
  await field.press('Enter');
  await messages.getByText('And here I am again').waitFor(patient);
  const reply = page.getByRole('textbox', { name: 'Your reply' });
  await reply.fill('It comes today.', patient);
  await reply.press('Enter');
  const said = [
    'Hello from the shop',
    'It is number 7, by the way',
    'And here I am again',
    'It comes today.',
  ];
  const shows = async (): Promise<void> => {
    for (const words of said) await chat().getByText(words, { exact: true }).waitFor(patient);
    for (const words of said) assert.equal(await chat().getByText(words, { exact: true }).count(), 1, words);
    assert.equal(await chat().getByText('Where is my blue lamp?').count(), 0);
  };
  await shows();
  await shop.page.reload();
  await shop.untilConnected();
  await shop.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await shows();

  // On any channel of either.
  const channel = page.getByRole('combobox', { name: 'Answer on' });
  await channel.selectOption('sms', patient);
  await reply.fill('By text as well.', patient);
  await reply.press('Enter');
  await phone.getByText('By text as well.').first().waitFor(patient);
  await until(async () => (await list.getByRole('button').count()) === 1 || 'several are listed', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
});
