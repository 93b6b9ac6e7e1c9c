import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { energyOf, untilHears, untilHearsNothing } from './hearing.ts';
import { untilSound } from './media.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };

let world: World;
let anna: DeskPage;
let wei: DeskPage;
let customer: ShopPage;
before(async () => {
  world = await World.start();
  anna = await world.desk(await world.browser(), 'anna', { region: 'ap', autoAccept: true });
  await anna.setPresence('available');
  customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilSound(customer);
  wei = await world.desk(await world.browser(), 'wei');
  await wei.setPresence('available');
});
after(() => world?.[Symbol.asyncDispose]());

const press = ({ page }: DeskPage, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click(patient);
const told = ({ page }: DeskPage, words: string): Promise<void> =>
  page.getByRole('status').filter({ hasText: words }).waitFor(patient);
const onHold = () => customer.widget.getByRole('status').filter({ hasText: 'The call is on hold' });

async function askIn(hold: boolean): Promise<void> {
  await press(anna, 'Ask a colleague in');
  const dialog = anna.page.getByRole('dialog', { name: 'Ask a colleague in' });
  await dialog.getByRole('radio', { name: /^Wei/ }).check(patient);
  await dialog.getByRole('checkbox', { name: 'The customer is on hold meanwhile' }).setChecked(hold);
  await dialog.getByRole('button', { name: 'Ask in', exact: true }).click();
  await wei.page.getByText('Anna asks you into a call').waitFor(patient);
}

/** Wei is out of the call, and takes work again. */
async function untilOut(): Promise<void> {
  await wei.untilWork('ended', CALL_TIMEOUT_MS);
  await wei.page.getByRole('heading', { name: 'You are no longer in the call' }).waitFor(patient);
  await press(wei, 'Next call');
  await until(
    async () => {
      const { presence } = (await wei.snapshot()).state;
      return presence === 'available' || `Wei is ${presence}`;
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );
}

test('a colleague who was asked says no, is wanted no more, is asked again, and goes when the customer is taken back, over a reload', async () => {
  await askIn(true);
  await told(anna, 'It rings at Wei');
  await onHold().waitFor(patient);
  await press(wei, 'Decline');
  await told(anna, 'Wei declined.');
  // Nobody comes whom the customer would wait for: they are back with the agent.
  await onHold().waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  await untilHears(customer, 'Anna');

  await askIn(true);
  await anna.page.reload();
  await anna.untilSignedOn();
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await told(anna, 'It rings at Wei');
  await press(anna, 'Stop ringing');
  await wei.page.getByText('Anna asks you into a call').waitFor({ ...patient, state: 'detached' });
  await onHold().waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  await untilHears(customer, 'Anna');

  await askIn(true);
  await press(wei, 'Accept');
  await wei.untilWork('in-call', CALL_TIMEOUT_MS);
  await told(anna, 'The customer is on hold; Wei and you hear each other.');
  await untilHears(wei, 'Anna');
  await anna.page.reload();
  await anna.untilSignedOn();
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  await told(anna, 'The customer is on hold; Wei and you hear each other.');
  await anna.page.getByRole('list', { name: 'Who else is in the call' }).getByText('Wei').waitFor(patient);
  await untilHears(anna, 'Wei');
  await untilHearsNothing(customer);

  await press(anna, 'Take the customer back');
  await untilHears(customer, 'Anna');
  await untilHears(anna, (await anna.snapshot()).media.remotes[0]?.displayName ?? '');
  assert.equal(await energyOf(customer, 'Wei'), undefined, 'the customer was never with Wei');
  await onHold().waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  await untilOut();
  await anna.page.getByRole('list', { name: 'Who else is in the call' }).waitFor({ state: 'detached' });
});

test('a colleague who leaves a call of three leaves the other two in it, and may be asked again', async () => {
  await askIn(false);
  await press(wei, 'Accept');
  await wei.untilWork('in-call', CALL_TIMEOUT_MS);
  await told(anna, 'Wei, you and the customer hear each other.');
  await untilHears(customer, 'Wei');
  await untilHears(wei, 'Anna');
  await wei.page.reload();
  await wei.untilSignedOn();
  await wei.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilHears(wei, 'Anna');
  await untilHears(customer, 'Wei');

  await press(wei, 'Leave the call');
  await untilOut();
  await until(async () => (await energyOf(customer, 'Wei')) === undefined || 'the customer still has Wei', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
  await untilHears(customer, 'Anna');
  await anna.page.getByRole('button', { name: 'Ask a colleague in', exact: true }).waitFor(patient);
  assert.equal((await customer.snapshot()).state.name, 'in-call');

  // One who is on hold is so still when the colleague goes: the agent takes them back.
  await askIn(true);
  await press(wei, 'Accept');
  await wei.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilHears(wei, 'Anna');
  await press(wei, 'Leave the call');
  await untilOut();
  await told(anna, 'The call is on hold');
  await anna.control('hold').click();
  await untilHears(customer, 'Anna');
  await anna.control('hangUp').click();
  await customer.untilState('ended', CALL_TIMEOUT_MS);
});
