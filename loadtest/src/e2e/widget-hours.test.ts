import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

test('outside the hours a customer is told so, writes all the same, and leaves an address that agents see', async () => {
  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const rules = {
    calendars: { never: { timeZone: 'UTC', hours: [] } },
    queues: { all: { steps: [{ when: 'TRUE' }], calendar: 'never' } },
    defaultQueue: 'all',
  };
  await admin.saveRules(rules, 'Closed for good');
  const { page } = await world.desk(await world.browser({ viewport: { width: 1440, height: 900 } }), 'anna');

  const customer = await world.shop(await world.browser());
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  const notice = customer.widget.getByRole('complementary', { name: 'We are closed at the moment.' });
  await notice.getByText('Write to us all the same').waitFor(patient);
  const address = notice.getByRole('textbox', { name: 'Where can we answer you? E-mail or phone' });
  await address.fill('nonsense');
  await notice.getByRole('button', { name: 'Leave it' }).click();
  await notice.getByRole('alert').waitFor(patient);
  assert.deepEqual(await axeFindings(customer.page), []);
  await address.fill('ada@example.com');
  await notice.getByRole('button', { name: 'Leave it' }).click();
  await notice.getByText('Thank you. We answer you there, or here.').waitFor(patient);
  const field = customer.widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('I want to talk to a human agent', patient);
  await field.press('Enter');
  await customer.widget.getByText('We have your message, and an agent will answer it then.').waitFor(patient);

  const caller = await world.shop(await world.browser());
  await caller.call('voice');
  await caller.untilState('waiting', CALL_TIMEOUT_MS);
  await caller.widget.getByText('Your place is kept').waitFor(patient);
  assert.deepEqual(await axeFindings(caller.page), [], 'a call that waits for the morning');
  await caller.widget.getByRole('button', { name: 'Call me back' }).click();
  await caller.untilState('callback', CALL_TIMEOUT_MS);
  await caller.widget.getByText('We are closed at the moment.').waitFor(patient);

  await page.getByRole('link', { name: 'Customers', exact: true }).click();
  const all = page.getByRole('region', { name: 'All customers' });
  await all.getByRole('searchbox', { name: 'Search customers' }).fill('ada@example.com');
  await all.getByRole('listitem').getByText('ada@example.com').first().waitFor(patient);
});
