import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator } from 'playwright-core';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

const openChat = ({ page }: ShopPage): Promise<void> =>
  page.getByRole('button', { name: 'Chat', exact: true }).click(patient);
const form = ({ widget }: ShopPage): Locator => widget.getByRole('form', { name: 'Before you write' });
const composer = ({ widget }: ShopPage): Locator =>
  widget.getByRole('textbox', { name: 'Message', exact: true });

test('who comes to the chat is asked once for what the rules say, and agents see it as not verified', async () => {
  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const askFirst = { name: 'required', email: 'required', phone: 'optional' };
  const rules = { queues: { all: { steps: [{ when: 'TRUE' }], askFirst } }, defaultQueue: 'all' };
  await admin.saveRules(rules, 'Ask who it is');
  const { page: desk } = await world.desk(
    await world.browser({ viewport: { width: 1440, height: 900 } }),
    'anna',
  );

  const customer = await world.shop(await world.browser());
  await openChat(customer);
  // The frame is another one after a reload.
  const name = (): Locator => form(customer).getByRole('textbox', { name: 'Your name' });
  const email = (): Locator => form(customer).getByRole('textbox', { name: 'Your e-mail' });
  await name().waitFor(patient);
  assert.equal(await composer(customer).count(), 0, 'nothing is written before');
  assert.deepEqual(await axeFindings(customer.widget), []);
  await form(customer).getByRole('button', { name: 'Start the chat' }).click();
  await form(customer).getByText('Please say what we may call you.').waitFor(patient);
  await name().fill('Ada Berg');
  await email().fill('ada@');

  // What is typed survives a reload.
  await customer.page.reload();
  await customer.untilConnected();
  await openChat(customer);
  await name().waitFor(patient);
  assert.deepEqual([await name().inputValue(), await email().inputValue()], ['Ada Berg', 'ada@']);
  await email().press('Enter');
  await form(customer).getByText('That is not a complete e-mail address.').waitFor(patient);
  assert.equal(
    await email().evaluate((field) => field === document.activeElement),
    true,
    'where it is mended',
  );
  assert.deepEqual(await axeFindings(customer.widget), [], 'with what is wrong');
  // A call waits for no form.
  await customer.widget.getByRole('button', { name: 'Voice call', exact: true }).waitFor(patient);
  await email().fill('Ada@Example.com');
  await email().press('Enter');
  await composer(customer).waitFor(patient);
  await form(customer).waitFor({ ...patient, state: 'detached' });
  assert.equal(await composer(customer).evaluate((field) => field === document.activeElement), true);
  await composer(customer).fill('I want to talk to a human agent');
  await composer(customer).press('Enter');

  const row = desk
    .getByRole('list', { name: 'List of conversations' })
    .getByRole('button')
    .filter({ hasText: 'Ada Berg' });
  await desk.getByRole('button', { name: 'All', exact: true }).click(patient);
  await row.getByText('not verified').waitFor(patient);
  await row.click();
  const thread = desk.getByRole('region', { name: 'Conversation with Ada Berg' });
  await thread.locator('header').getByText('not verified').waitFor(patient);
  await thread.getByRole('article').first().getByText('Ada Berg').waitFor(patient);
  assert.equal(await desk.getByText('Guest', { exact: true }).count(), 0);
  const about = desk.getByRole('complementary', { name: 'About the customer' });
  const known = about.getByRole('listitem').filter({ hasText: 'Ada@Example.com' });
  await known.getByText('not verified').waitFor(patient);
  // Of the name: the address's stands in its row.
  const claimedName = about
    .getByText('not verified')
    .and(about.getByTitle('The customer says that this is their name'));
  await claimedName.waitFor(patient);

  // Not after a reload, and not before a second conversation.
  await customer.page.reload();
  await customer.untilConnected();
  await openChat(customer);
  await composer(customer).waitFor(patient);
  assert.equal(await form(customer).count(), 0);
  const reply = thread.getByRole('textbox', { name: 'Your reply' });
  await reply.fill('Hello Ada', patient);
  await reply.press('Enter');
  await customer.widget.getByText('Hello Ada').waitFor(patient);
  await thread.getByRole('button', { name: 'Close', exact: true }).click(patient);
  await desk
    .getByRole('dialog', { name: 'Close the conversation' })
    .getByRole('button', { name: 'Close now' })
    .click(patient);
  await customer.widget.getByRole('radiogroup', { name: 'Stars' }).waitFor(patient);
  await customer.page.reload();
  await customer.untilConnected();
  await openChat(customer);
  await composer(customer).fill('One more thing', patient);
  await composer(customer).press('Enter');
  assert.equal(await form(customer).count(), 0);
  await thread.getByText('One more thing').waitFor(patient);

  // An agent who saves the name stands for it.
  await about.getByRole('button', { name: 'Change name, level and language' }).click(patient);
  await about.getByRole('button', { name: 'Save', exact: true }).click(patient);
  await about.getByRole('button', { name: 'Change name, level and language' }).waitFor(patient);
  await until(async () => (await claimedName.count()) === 0 || 'the name is still not verified', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
});

test('a call of one who only said their name is offered and held under it, as not verified', async () => {
  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  const rules = {
    queues: { all: { steps: [{ when: 'TRUE' }], askFirst: { name: 'required' } } },
    defaultQueue: 'all',
  };
  await admin.saveRules(rules, 'Ask for the name');
  const anna = await world.desk(await world.browser({ viewport: { width: 1440, height: 900 } }), 'anna');
  const customer = await world.shop(await world.browser());
  await openChat(customer);
  await form(customer).getByRole('textbox', { name: 'Your name' }).fill('Grace Lin', patient);
  await form(customer).getByRole('button', { name: 'Start the chat' }).click();
  await composer(customer).waitFor(patient);
  await customer.widget.getByRole('button', { name: 'Voice call', exact: true }).click(patient);

  const offer = anna.page.getByRole('region', { name: 'Grace Lin', exact: true });
  await offer.getByText('not verified').waitFor(patient);
  assert.deepEqual(await axeFindings(anna.page), [], 'an offer');
  await offer.getByRole('button', { name: 'Accept' }).click(patient);
  const call = anna.page.getByRole('region', { name: 'Call with Grace Lin' });
  await call.getByText('not verified').waitFor(patient);
  assert.deepEqual(await axeFindings(anna.page), [], 'a call');
  // A page that is loaded anew knows no offer.
  await anna.page.reload();
  await call.getByText('not verified').waitFor(patient);

  // So do the supervisors' wall and the list of the day.
  const mei = await world.desk(await world.browser(), 'mei');
  await mei.page.getByRole('link', { name: 'Wall', exact: true }).click(patient);
  const live = mei.page.getByRole('table', { name: 'Live calls' }).getByRole('row');
  await live.filter({ hasText: 'Grace Lin' }).getByText('not verified').waitFor(patient);
  await customer.control('hangUp').click();
  await anna.untilWork('ended', CALL_TIMEOUT_MS);
  await anna.page.getByRole('button', { name: 'Calls', exact: true }).click(patient);
  const past = anna.page.getByRole('list', { name: 'Calls today' }).getByRole('listitem');
  await past.filter({ hasText: 'Grace Lin' }).getByText('not verified').waitFor(patient);
});

test('a customer whom the shop has signed in is not asked, and who need say nothing may skip it', async () => {
  const { context } = await world.browser();
  const admin = await AdminPage.open(context, world.stack.url, world.person('mei'));
  const steps = [{ when: 'TRUE' }];
  const askFirst = { name: 'optional', phone: 'optional' };
  await admin.saveRules(
    { queues: { all: { steps, askFirst } }, defaultQueue: 'all' },
    'Ask, and insist on nothing',
  );

  const signedIn = await world.shop(await world.browser());
  await signedIn.page.getByRole('button', { name: 'Sign in as Li Lei 李雷' }).click(patient);
  await signedIn.page.getByRole('button', { name: 'Signed in as Li Lei 李雷' }).waitFor(patient);
  await signedIn.untilConnected();
  await openChat(signedIn);
  await composer(signedIn).waitFor(patient);
  assert.equal(await form(signedIn).count(), 0);

  const guest = await world.shop(await world.browser());
  await openChat(guest);
  await form(guest).getByRole('button', { name: 'Skip' }).click(patient);
  await composer(guest).waitFor(patient);
  await guest.page.reload();
  await guest.untilConnected();
  await openChat(guest);
  await composer(guest).waitFor(patient);
  assert.equal(await form(guest).count(), 0, 'who skipped it is not asked again');
});
