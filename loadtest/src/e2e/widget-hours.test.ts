import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemClock } from '@weft/proto';
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

test('a call that a closed queue refuses is told so, and when the queue opens again', async () => {
  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  // A minute of another day of the week: closed now, whenever this runs.
  const day = ((new Date(systemClock.now()).getUTCDay() + 2) % 7) + 1;
  const rules = {
    calendars: { office: { timeZone: 'UTC', hours: [{ days: [day], from: '09:00', to: '09:01' }] } },
    queues: { all: { steps: [{ when: 'TRUE' }], calendar: 'office', closed: { do: 'refuse' } } },
    defaultQueue: 'all',
  };
  await admin.saveRules(rules, 'Refused until it opens');

  for (const { language, closed, opens, write } of [
    {
      language: 'en',
      closed: 'We are closed at the moment.',
      opens: /We open again .*day.*\d/,
      write: 'Write to us',
    },
    { language: 'zh', closed: '现在是非工作时间。', opens: /我们将于 .*星期.*恢复服务/, write: '您仍可留言' },
  ] as const) {
    const caller = await world.shop(await world.browser(), { region: 'eu', language });
    await caller.call('voice');
    await caller.untilState('failed', CALL_TIMEOUT_MS);
    const said = caller.widget.getByRole('alert').filter({ hasText: closed });
    await said.getByText(opens).waitFor(patient);
    await said.getByText(write).waitFor(patient);
    assert.equal(await caller.widget.getByText(/Too many people|排队人数已满/).count(), 0, 'nobody waits');
    assert.deepEqual(await axeFindings(caller.page), [], 'a refused call');
  }

  // When it opens is not known without the store; that it is closed is.
  const unlucky = await world.shop(await world.browser());
  await unlucky.page.route('**/v1/opening**', (route) => route.abort());
  await unlucky.call('voice');
  await unlucky.untilState('failed', CALL_TIMEOUT_MS);
  await unlucky.widget
    .getByRole('alert')
    .filter({ hasText: 'Nobody takes calls at this hour.' })
    .waitFor(patient);
});
