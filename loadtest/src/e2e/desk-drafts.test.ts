import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { DeskPage } from '../browser/desk-page.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };
const composer = ({ page }: DeskPage) => page.getByRole('textbox', { name: 'Your reply' });

/** Opens the only conversation; its row has the draft in place of what was said. */
async function open({ page }: DeskPage, shown: string): Promise<void> {
  await page.getByRole('button', { name: 'All', exact: true }).first().click(patient);
  const rows = page.getByRole('list', { name: 'List of conversations' }).getByRole('button');
  await rows.filter({ hasText: shown }).first().click(patient);
}

const untilWritten = (desk: DeskPage, words: string): Promise<void> =>
  until(
    async () => {
      const value = await composer(desk).inputValue(patient);
      return value === words || `it says "${value}"`;
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );

test('what an agent has begun to write is there at the next machine, and gone once it was sent there', async () => {
  const customer = await world.shop(await world.browser());
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click(patient);
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Is it in blue, too?', patient);
  await field.press('Enter');

  const office = await world.desk(await world.browser(), 'anna');
  await open(office, 'Is it in blue, too?');
  const told = office.page.waitForResponse(
    (response) => response.request().method() === 'PUT' && response.url().includes('/v1/drafts/'),
    patient,
  );
  await composer(office).fill('In blue and in', patient);
  await told;

  const home = await world.desk(await world.browser(), 'anna');
  await open(home, 'In blue and in');
  await untilWritten(home, 'In blue and in');
  const sent = home.page.waitForResponse(
    (response) =>
      response.url().includes('/v1/drafts/') && (response.request().postData() ?? '').includes('"reply":""'),
    patient,
  );
  await composer(home).fill('In blue and in green.', patient);
  await composer(home).press('Enter');
  await customer.widget.getByText('In blue and in green.').first().waitFor(patient);
  await sent;

  // The office's desk stands where it was, signed out by the other; signed in again it knows what was sent.
  await office.page.reload(patient);
  await open(office, 'In blue and in green.');
  await untilWritten(office, '');
});
