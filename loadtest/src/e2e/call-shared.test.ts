import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Frame, Locator, Page } from 'playwright-core';
import { capturedTracks, endScreens, watchCapture } from '../browser/capture.ts';
import type { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { connect } from '../demo/call.ts';
import { trackOf, untilMoreFrames, untilSound, untilStill } from './media.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };

let world: World;
let customer: ShopPage;
let agent: DeskPage;
let name: string;
before(async () => {
  world = await World.start();
  const [near, far] = [await world.browser(), await world.browser()];
  for (const { context } of [near, far]) await watchCapture(context);
  customer = await world.shop(near);
  agent = await world.desk(far, 'anna');
  await connect({ customer, agent });
  await untilMoreFrames(customer);
  await untilMoreFrames(agent);
  name = (await agent.snapshot()).media.remotes[0]?.displayName ?? '';
});
after(() => world?.[Symbol.asyncDispose]());

const documentOf = (page: ShopPage | DeskPage): Frame | Page => ('widget' in page ? page.widget : page.page);
const told = (page: ShopPage | DeskPage, words: string): Locator =>
  documentOf(page).getByRole('status').filter({ hasText: words });
const picture = (page: ShopPage | DeskPage, label: string): Locator =>
  documentOf(page).getByLabel(label, { exact: true });

/** Waits until neither the page nor the media know of a screen, and no capture of it goes on. */
async function untilUnshared(sharer: ShopPage | DeskPage, other: ShopPage | DeskPage): Promise<void> {
  await until(async () => (await trackOf(other, 'screen')) === undefined || 'the screen still comes', {
    timeoutMs: MEDIA_TIMEOUT_MS,
  });
  await told(sharer, 'You are sharing your screen').waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  assert.equal(await sharer.control('shareScreen').getAttribute('aria-pressed'), 'false');
  await until(async () => {
    const live = (await capturedTracks(documentOf(sharer))).filter((track) => track.screen && track.live);
    return live.length === 0 || 'the screen is captured still';
  });
}

/** Begins to share; the other side sees it in a picture of its name. */
async function share(sharer: ShopPage | DeskPage, other: ShopPage | DeskPage, label: string): Promise<void> {
  await sharer.control('shareScreen').click();
  await told(sharer, 'You are sharing your screen').waitFor(patient);
  assert.equal(await sharer.control('shareScreen').getAttribute('aria-pressed'), 'true');
  await untilMoreFrames(other, 3, 'screen');
  await picture(other, label).waitFor(patient);
}

test('a customer and an agent share their screens, and stop by the notice, by the browser, and by going', async () => {
  // A person's own picture of themselves stays, and the face beside the screen.
  await share(customer, agent, `Screen of ${name}`);
  await picture(agent, `Video of ${name}`).waitFor(patient);
  await documentOf(customer).getByRole('button', { name: 'Stop sharing', exact: true }).click();
  await untilUnshared(customer, agent);
  await picture(agent, `Screen of ${name}`).waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  await untilMoreFrames(agent);

  // The browser has a button of its own that no page hears of but by the track's end.
  await share(agent, customer, 'Screen of Anna');
  await endScreens(documentOf(agent));
  await untilUnshared(agent, customer);
  await untilMoreFrames(customer);

  // Both at once, then one loads the page again in the middle of it.
  await share(agent, customer, 'Screen of Anna');
  await share(customer, agent, `Screen of ${name}`);
  await untilMoreFrames(customer, 3, 'screen');
  await agent.page.reload();
  await agent.untilSignedOn();
  await agent.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilUnshared(agent, customer);
  await picture(customer, 'Screen of Anna').waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  await untilMoreFrames(customer);
  // What the customer shares is there for who comes back.
  await untilMoreFrames(agent, 3, 'screen');
  await picture(agent, `Screen of ${name}`).waitFor(patient);
  await customer.control('shareScreen').click();
  await untilUnshared(customer, agent);
});

test('a customer on hold is told so, over a reload of either page too, and nobody sees or hears them meanwhile', async () => {
  await agent.control('hold').click();
  await told(customer, 'The call is on hold').waitFor(patient);
  await told(agent, 'The call is on hold').waitFor(patient);
  await untilStill(agent, 'packetsReceived', 'microphone');

  await customer.page.reload();
  await customer.untilConnected();
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await told(customer, 'The call is on hold').waitFor(patient);
  await agent.page.reload();
  await agent.untilSignedOn();
  await agent.untilWork('in-call', CALL_TIMEOUT_MS);
  await told(agent, 'The call is on hold').waitFor(patient);
  await until(
    async () =>
      (await agent.control('hold').getAttribute('aria-pressed')) === 'true' || 'the button is not pressed',
  );
  await untilStill(agent, 'packetsReceived', 'microphone');
  await untilStill(customer, 'packetsReceived', 'microphone');
  // Nobody has muted anything, and nobody is said to have.
  for (const page of [customer, agent])
    assert.equal(
      await documentOf(page)
        .getByText(/ is muted$/)
        .count(),
      0,
    );

  await agent.control('hold').click();
  await told(customer, 'The call is on hold').waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  for (const page of [customer, agent]) {
    await untilSound(page);
    await untilMoreFrames(page);
  }
});

test('an agent who chooses to be away in a call is so when it is over, and gets no call before they say otherwise', async () => {
  await agent.page.getByRole('radio', { name: 'Away', exact: true }).check({ force: true });
  await agent.page.getByRole('combobox', { name: 'What for', exact: true }).waitFor(patient);
  await agent.page.getByRole('combobox', { name: 'What for', exact: true }).selectOption({ label: 'Lunch' });
  await agent.control('hangUp').click();
  await customer.untilState('ended', CALL_TIMEOUT_MS);
  await customer.widget.getByRole('heading', { name: 'The agent ended the call' }).waitFor(patient);
  await agent.page.getByRole('heading', { name: 'You hung up' }).waitFor(patient);
  const isAway = async (): Promise<true | string> => {
    const { presence, presenceReason } = (await agent.snapshot()).state;
    return (presence === 'away' && presenceReason === 'chosen') || `${presence}, ${presenceReason}`;
  };
  await until(isAway, { timeoutMs: LOAD_TIMEOUT_MS });

  await customer.widget.getByRole('button', { name: 'Call again', exact: true }).click(patient);
  await customer.untilState('waiting', CALL_TIMEOUT_MS);
  await agent.page.reload();
  await agent.untilSignedOn();
  assert.equal(await isAway(), true);
  const pause = agent.page.getByRole('combobox', { name: 'What for', exact: true });
  assert.equal(await pause.evaluate((one: HTMLSelectElement) => one.selectedOptions[0]?.text), 'Lunch');
  assert.equal((await agent.snapshot()).state.work?.name, 'none');
  await agent.setPresence('available');
  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await agent.button('accept').click();
  await agent.untilWork('in-call', CALL_TIMEOUT_MS);
  await untilSound(agent);
  await agent.control('hangUp').click();
  await customer.untilState('ended', CALL_TIMEOUT_MS);
});
