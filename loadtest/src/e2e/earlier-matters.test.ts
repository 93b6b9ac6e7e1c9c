import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

/** Says something in the chat, which is open. */
async function say(customer: ShopPage, words: string): Promise<void> {
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill(words, patient);
  // By the keyboard: the panel may still be gliding in, and a click would land beside the button.
  await field.press('Enter');
}

test('an agent sees what the customer had before, and goes there in the timeline', async () => {
  const customer = await world.shop(await world.browser());
  const { page } = await world.desk(await world.browser({ viewport: { width: 1440, height: 900 } }), 'anna');
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click(patient);
  const messages = page.getByRole('log', { name: 'Messages' });
  const list = page.getByRole('list', { name: 'List of conversations' });

  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await say(customer, 'The green lamp flickers');
  await list.getByRole('button').filter({ hasText: 'The green lamp flickers' }).first().click(patient);
  const before = page.getByRole('region', { name: 'Earlier conversations' });
  await before.getByText('This is the first one.').waitFor(patient);
  const reply = page.getByRole('textbox', { name: 'Your reply' });
  await reply.fill('Please screw the bulb in once more.', patient);
  await reply.press('Enter');
  await messages.getByText('Please screw the bulb in once more.').waitFor(patient);
  await press('Close');
  const dialog = page.getByRole('dialog', { name: 'Close the conversation' });
  await dialog.getByRole('textbox', { name: 'In your own words' }).fill('bulb was loose', patient);
  await dialog.getByRole('button', { name: 'Close now', exact: true }).click(patient);

  const earlier = before.getByRole('button').filter({ hasText: 'The green lamp flickers' });
  await earlier.getByText('bulb was loose').waitFor(patient);
  // What goes on now is another matter, in the same timeline.
  for (let line = 1; line <= 20; line += 1) await say(customer, `About my second order, part ${line}`);
  await messages.getByText('About my second order, part 20', { exact: true }).waitFor(patient);
  assert.match((await earlier.textContent()) ?? '', /Anna/);
  assert.equal(await before.getByRole('button').count(), 1, 'what goes on is not among them');
  assert.deepEqual(await axeFindings(page), []);
  await earlier.click(patient);
  await messages.getByText('The green lamp flickers').waitFor(patient);
});
