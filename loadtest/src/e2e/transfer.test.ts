import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { untilSound } from './media.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

test('an agent gives a call away, and the customer goes on with the colleague', async () => {
  const anna = await world.desk(await world.browser(), 'anna', { region: 'ap', autoAccept: true });
  await anna.setPresence('available');
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilSound(customer);
  const wei = await world.desk(await world.browser(), 'wei', { region: 'ap', autoAccept: true });
  await wei.setPresence('available');

  await anna.page.getByRole('button', { name: 'Transfer', exact: true }).click();
  const dialog = anna.page.getByRole('dialog', { name: 'Transfer the conversation' });
  await dialog.getByText('The call goes along').waitFor();
  await dialog.getByRole('radio', { name: /^Wei/ }).check();
  await dialog.getByRole('textbox').fill('Knows the oak table');
  await dialog.getByRole('button', { name: 'Transfer now', exact: true }).click();

  const { state } = await anna.untilWork('ended', CALL_TIMEOUT_MS);
  assert.equal(state.work?.cause, 'transferred');
  await wei.untilWork('in-call', CALL_TIMEOUT_MS);
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await customer.widget.getByText(/Wei/).first().waitFor({ state: 'attached' });
  await untilSound(customer);
  await wei.page.getByText('Knows the oak table').first().waitFor();
  await customer.control('hangUp').click();
  await wei.untilWork('ended', CALL_TIMEOUT_MS);
  await Promise.all([customer, anna, wei].map(({ page }) => page.close()));
});
