import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { energyOf, untilHears, untilHearsNothing } from './hearing.ts';
import { untilSound } from './media.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

test('an agent asks a colleague while the customer is on hold, all three talk, and the colleague goes on alone', async () => {
  const anna = await world.desk(await world.browser(), 'anna', { region: 'ap', autoAccept: true });
  await anna.setPresence('available');
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilSound(customer);
  const wei = await world.desk(await world.browser(), 'wei', { region: 'ap' });
  await wei.setPresence('available');

  await anna.page.getByRole('button', { name: 'Ask a colleague in', exact: true }).click();
  const dialog = anna.page.getByRole('dialog', { name: 'Ask a colleague in' });
  await dialog.getByRole('radio', { name: /^Wei/ }).check();
  await dialog.getByRole('button', { name: 'Ask in', exact: true }).click();
  await wei.page.getByText('Anna asks you into a call').waitFor();
  await wei.button('accept').click();
  await wei.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilHears(anna, 'Wei');
  await untilHears(wei, 'Anna');
  await untilHearsNothing(customer);

  await anna.control('hold').click();
  await untilHears(customer, 'Wei');
  await untilHears(customer, 'Anna');

  await anna.page.getByRole('button', { name: 'Hand over to Wei', exact: true }).click();
  const { state } = await anna.untilWork('ended', CALL_TIMEOUT_MS);
  assert.equal(state.work?.cause, 'transferred');
  await untilHears(customer, 'Wei');
  assert.equal(await energyOf(customer, 'Anna'), undefined);
  await customer.control('hangUp').click();
  await wei.untilWork('ended', CALL_TIMEOUT_MS);
  await Promise.all([customer, anna, wei].map(({ page }) => page.close()));
});
