import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import { energyOf, untilHears, untilHearsNothing } from './hearing.ts';
import { untilSound } from './media.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

test('a supervisor listens, whispers to the agent, barges in, takes over: who is to hear them does, nobody else', async () => {
  const anna = await world.desk(await world.browser(), 'anna', { region: 'ap', autoAccept: true });
  await anna.setPresence('available');
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilSound(customer);
  const mei = await world.desk(await world.browser(), 'mei', { region: 'ap' });

  await mei.page.getByRole('link', { name: 'Wall', exact: true }).click();
  await mei.page.getByRole('button', { name: 'Listen to Anna', exact: true }).click();
  await mei.untilWork('in-call', CALL_TIMEOUT_MS);
  // Once Anna is mute, all that anybody could hear is the customer and Mei.
  await untilHears(mei, 'Anna');
  await anna.control('mute').click();
  await anna.page.getByRole('listitem').filter({ hasText: 'Mei listens' }).waitFor();
  const { media } = await mei.snapshot();
  assert.equal(media.microphone.name, 'off', 'who listens opens no microphone');
  await untilHearsNothing(customer);
  assert.equal(await energyOf(anna, 'Mei'), undefined);

  await mei.page.getByRole('radio', { name: 'Whisper', exact: true }).click({ force: true });
  await anna.page.getByRole('listitem').filter({ hasText: 'Mei whispers to you' }).waitFor();
  await untilHears(anna, 'Mei');
  await untilHearsNothing(customer);
  assert.equal(await energyOf(customer, 'Mei'), undefined, 'the customer does not even know of her');

  await mei.page.getByRole('radio', { name: 'Join in', exact: true }).click({ force: true });
  await untilHears(customer, 'Mei');
  await untilHears(anna, 'Mei');

  // It is Anna's until the second press.
  await mei.page.getByRole('button', { name: 'Take over', exact: true }).press('Enter');
  const sure = mei.page.getByRole('button', { name: 'Really take it from Anna?', exact: true });
  await sure.press('Escape');
  await mei.page.getByRole('button', { name: 'Take over', exact: true }).press('Enter');
  await sure.waitFor();
  assert.equal((await anna.snapshot()).state.work?.name, 'in-call');
  await sure.press('Enter');
  const { state } = await anna.untilWork('ended', CALL_TIMEOUT_MS);
  assert.equal(state.work?.cause, 'taken-over');
  await untilHears(customer, 'Mei');
  await until(async () => (await energyOf(customer, 'Anna')) === undefined || 'the customer still has Anna', {
    timeoutMs: MEDIA_TIMEOUT_MS,
  });
  await mei.control('hangUp').click();
  await customer.untilState('ended', CALL_TIMEOUT_MS);
  await Promise.all([customer, anna, mei].map(({ page }) => page.close()));
});

test('a supervisor is told on the wall why they do not come into a call, and comes into none from another one', async () => {
  const patient = { timeout: LOAD_TIMEOUT_MS };
  const mei = await world.desk(await world.browser(), 'mei', { region: 'ap' });
  await mei.setPresence('busy');
  const anna = await world.desk(await world.browser(), 'anna', { region: 'ap', autoAccept: true });
  await anna.setPresence('available');
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await mei.page.getByRole('link', { name: 'Wall', exact: true }).click();
  const listen = mei.page.getByRole('button', { name: 'Listen to Anna', exact: true });
  await listen.waitFor(patient);

  // The wall is as it was a moment ago: the call has ended since.
  await mei.page.route('**/v1/floor/calls', (route) => route.abort());
  await customer.control('hangUp').click();
  await anna.untilWork('ended', CALL_TIMEOUT_MS);
  await listen.click();
  const close = mei.page.getByRole('button', { name: 'Close', exact: true });
  const told = mei.page.getByRole('alert').filter({ has: close });
  await told.waitFor(patient);
  await close.click();
  await told.waitFor({ state: 'detached' });
  await mei.page.unroute('**/v1/floor/calls');

  await customer.widget.getByRole('button', { name: 'Call again', exact: true }).click(patient);
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await mei.page.getByRole('link', { name: 'Conversations', exact: true }).click();
  await mei.setPresence('available');
  const second = await world.shop(await world.browser());
  await second.call('voice');
  await mei.untilWork('offered', CALL_TIMEOUT_MS);
  await mei.button('accept').click();
  await mei.untilWork('in-call', CALL_TIMEOUT_MS);
  await mei.page.getByRole('link', { name: 'Wall', exact: true }).click();
  await mei.page.getByText('You are in a call: leave it to come into another one.').waitFor(patient);
  for (const name of ['Listen to Anna', 'Take over from Anna', 'Listen to Mei'])
    assert.equal(await mei.page.getByRole('button', { name, exact: true }).isDisabled(), true, name);
  await mei.control('hangUp').click();
  await second.untilState('ended', CALL_TIMEOUT_MS);
  await until(async () => (await listen.isEnabled()) || 'no call can be come into', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
  await listen.click();
  await mei.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilHears(mei, 'Anna');
  await customer.control('hangUp').click();
  await anna.untilWork('ended', CALL_TIMEOUT_MS);
  await Promise.all([customer, second, anna, mei].map(({ page }) => page.close()));
});
