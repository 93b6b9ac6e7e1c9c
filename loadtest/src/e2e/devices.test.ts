import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator } from 'playwright-core';
import {
  type CapturedTrack,
  capturedTracks,
  type Refusals,
  refuseCapture,
  watchCapture,
} from '../browser/capture.ts';
import type { BrowserOptions } from '../browser/chromium.ts';
import type { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { trackOf, untilMoreFrames, untilSound } from './media.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };
/** Part of a whole that the meter has to move by: a beep is far above the silence between two. */
const BEEP = 10;

let world: World;
let agent: DeskPage;
before(async () => {
  world = await World.start();
  agent = await world.desk(await world.browser(), 'anna');
});
after(() => world?.[Symbol.asyncDispose]());

/** A customer in a browser of their own, whose devices are watched. */
async function openShop(options: BrowserOptions = {}, refusals: Refusals = {}): Promise<ShopPage> {
  const browser = await world.browser(options);
  await watchCapture(browser.context, refusals);
  return world.shop(browser);
}

const dialogOf = ({ widget }: ShopPage): Locator =>
  widget.getByRole('dialog', { name: 'Camera, microphone and speaker', exact: true });

/** Opens the widget without a call. What comes up under the pointer takes no click for a moment: a second one of two was not meant. */
async function openPanel({ page, words }: ShopPage): Promise<void> {
  await page.getByRole('button', { name: words.contact, exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Customer service', exact: true });
  await until(
    async () =>
      (await panel.evaluate((element) => getComputedStyle(element).pointerEvents)) !== 'none' ||
      'the panel takes no clicks yet',
  );
}

/** Opens the choice of devices before a call. */
async function openDevices(customer: ShopPage): Promise<Locator> {
  const { page, words } = customer;
  const contact = page.getByRole('button', { name: words.contact, exact: true });
  if (await contact.isVisible()) await openPanel(customer);
  await widgetButton(customer, words.devices).click(patient);
  const dialog = dialogOf(customer);
  await dialog.waitFor(patient);
  return dialog;
}

const widgetButton = ({ widget }: ShopPage, name: string): Locator =>
  widget.getByRole('button', { name, exact: true });

async function closeDevices(customer: ShopPage): Promise<void> {
  await dialogOf(customer).getByRole('button', { name: customer.words.done, exact: true }).click();
  await dialogOf(customer).waitFor({ state: 'hidden' });
}

const liveTracks = async ({ widget }: ShopPage): Promise<readonly CapturedTrack[]> =>
  (await capturedTracks(widget)).filter(({ live }) => live);

const untilNothingLives = (customer: ShopPage): Promise<void> =>
  until(async () => {
    const live = await liveTracks(customer);
    return live.length === 0 || `still live: ${live.map(({ label }) => label).join(', ')}`;
  }, patientUntil);
const patientUntil = { timeoutMs: MEDIA_TIMEOUT_MS };

/** The names in one of the dialog's lists, and which of them is chosen. */
const optionsOf = (list: Locator): Promise<{ readonly names: readonly string[]; readonly chosen: string }> =>
  list.evaluate((select: HTMLSelectElement) => ({
    names: [...select.options].map(({ text }) => text),
    chosen: select.selectedOptions[0]?.text ?? '',
  }));

/** Waits until a list has another device than the first one, and chooses it. */
async function chooseLast(list: Locator): Promise<string> {
  let names: readonly string[] = [];
  await until(async () => {
    ({ names } = await optionsOf(list));
    return names.length >= 3 || `there is only ${names.join(', ')}`;
  }, patientUntil);
  const last = names.at(-1) ?? '';
  await list.selectOption({ label: last });
  return last;
}

/** Some of the picture's points: two frames of something that moves have others. */
const pointsOf = (video: Locator): Promise<string> =>
  video.evaluate((element: HTMLVideoElement) => {
    const canvas = new OffscreenCanvas(64, 48);
    const context = canvas.getContext('2d');
    context?.drawImage(element, 0, 0, 64, 48);
    return context?.getImageData(0, 0, 64, 48).data.join() ?? '';
  });

const framesOf = (video: Locator): Promise<number> =>
  video.evaluate((element: HTMLVideoElement) => element.getVideoPlaybackQuality().totalVideoFrames);

test('the devices of the widget are shown with a picture that moves and a meter that follows the sound', async () => {
  const customer = await openShop({ cameras: 3 });
  assert.deepEqual(await capturedTracks(customer.widget), [], 'nothing is opened before it is asked for');
  const dialog = await openDevices(customer);
  const preview = dialog.getByLabel('Camera preview', { exact: true });
  await preview.waitFor(patient);
  const frames = await framesOf(preview);
  const points = await pointsOf(preview);
  await until(async () => {
    const more = (await framesOf(preview)) - frames;
    return more >= 20 || `${more} frames were shown`;
  }, patientUntil);
  await until(async () => (await pointsOf(preview)) !== points || 'the picture stands still', patientUntil);

  const meter = dialog.getByRole('meter', { name: 'Microphone level', exact: true });
  let [least, most] = [100, 0];
  await until(async () => {
    const level = Number(await meter.getAttribute('aria-valuenow'));
    [least, most] = [Math.min(least, level), Math.max(most, level)];
    return most - least >= BEEP || `the level was ${least} to ${most}`;
  }, patientUntil);

  for (const name of ['Camera', 'Microphone', 'Speaker']) {
    const { names, chosen } = await optionsOf(dialog.getByRole('combobox', { name, exact: true }));
    assert.equal(chosen, 'System default');
    assert.ok(names.length > 1 && names.every((one) => one !== ''), `${name}: ${names.join(', ')}`);
  }
  await closeDevices(customer);
  await untilNothingLives(customer);
  assert.deepEqual(
    new Set((await capturedTracks(customer.widget)).map(({ kind }) => kind)),
    new Set(['audio', 'video']),
  );

  await openDevices(customer);
  await preview.waitFor(patient);
  await until(async () => (await liveTracks(customer)).length === 2 || 'not both are open', patientUntil);
  await preview.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await untilNothingLives(customer);
  await customer.page.close();
});

test('devices that were chosen are tried at once, kept over a reload and used in the next call', async () => {
  const customer = await openShop({ cameras: 3 });
  await openDevices(customer);
  const list = (name: string) => dialogOf(customer).getByRole('combobox', { name, exact: true });
  const chosen = {
    camera: await chooseLast(list('Camera')),
    microphone: await chooseLast(list('Microphone')),
    speaker: await chooseLast(list('Speaker')),
  };
  const both = [chosen.microphone, chosen.camera].sort();
  const untilBothLive = (): Promise<void> =>
    until(async () => {
      const live = (await liveTracks(customer)).map(({ label }) => label).sort();
      return live.join() === both.join() || `live: ${live.join(', ')}`;
    }, patientUntil);
  await untilBothLive();
  await closeDevices(customer);
  await untilNothingLives(customer);

  await customer.page.reload();
  await customer.untilConnected();
  await openDevices(customer);
  await untilBothLive();
  for (const [name, device] of [
    ['Camera', chosen.camera],
    ['Microphone', chosen.microphone],
    ['Speaker', chosen.speaker],
  ] as const)
    await until(async () => {
      const now = await optionsOf(list(name));
      return now.chosen === device || `${name} is ${now.chosen} and not ${device}`;
    }, patientUntil);
  await closeDevices(customer);

  await widgetButton(customer, 'Video call').click();
  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await agent.button('accept').click();
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await untilMoreFrames(agent);
  await untilSound(agent);
  await untilBothLive();
  const self = await customer.widget
    .getByLabel('Your camera', { exact: true })
    .evaluate((video: HTMLVideoElement) => (video.srcObject as MediaStream).getVideoTracks()[0]?.label);
  assert.equal(self, chosen.camera);
  const sinks = await customer.widget.locator('audio').evaluateAll(async (all) => {
    const speakers = await navigator.mediaDevices.enumerateDevices();
    return all.map((audio) => {
      const { sinkId } = audio as HTMLAudioElement & { readonly sinkId: string };
      return speakers.find(({ kind, deviceId }) => kind === 'audiooutput' && deviceId === sinkId)?.label;
    });
  });
  assert.ok(sinks.length > 0 && sinks.every((label) => label === chosen.speaker), sinks.join(', '));

  await customer.control('hangUp').click();
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
  await untilNothingLives(customer);
  await customer.page.close();
});

test('who does not allow the microphone is told how to, rings at no desk, and may try again', async () => {
  const customer = await openShop({ permission: 'deny' });
  const { widget } = customer;
  await openPanel(customer);
  for (const kind of ['Voice call', 'Video call']) {
    await widgetButton(customer, kind).click(patient);
    await customer.untilState('failed', CALL_TIMEOUT_MS);
    await widget
      .getByRole('heading', { name: 'The browser may not use your microphone', exact: true })
      .waitFor(patient);
    const advice = widget.getByRole('alert');
    assert.match(await advice.innerText(), /icon left of the address bar.*“Allow”.*try again/);
    await widgetButton(customer, 'Try again').click();
    await customer.untilState('failed', CALL_TIMEOUT_MS);
    await widgetButton(customer, 'Back').click();
    await widget.getByRole('heading', { name: 'How can we help?', exact: true }).waitFor(patient);
  }
  assert.notEqual((await agent.snapshot()).state.work?.name, 'offered');
  const dialog = await openDevices(customer);
  const alerts = dialog.getByRole('alert');
  await alerts.filter({ hasText: 'The browser may not use your camera' }).waitFor(patient);
  await alerts.filter({ hasText: 'The browser may not use your microphone' }).waitFor(patient);
  await dialog.getByText('No camera picture', { exact: true }).waitFor(patient);
  await customer.page.close();
});

test('another microphone may be chosen where the first one is in use by another program', async () => {
  const customer = await openShop({}, { audio: 'NotReadableError' });
  const { widget } = customer;
  const dialog = await openDevices(customer);
  const alert = dialog.getByRole('alert').filter({ hasText: 'Another program is using the microphone' });
  await alert.waitFor(patient);
  await refuseCapture(widget, {});
  const other = await chooseLast(dialog.getByRole('combobox', { name: 'Microphone', exact: true }));
  await alert.waitFor({ state: 'detached' });
  await until(async () => {
    const labels = (await liveTracks(customer)).map(({ label }) => label);
    return labels.includes(other) || `live: ${labels.join(', ')}`;
  }, patientUntil);
  await closeDevices(customer);
  await untilNothingLives(customer);
  await customer.page.close();
});

test('a call whose microphone another program has comes about as soon as that is free', async () => {
  const customer = await openShop();
  const { widget } = customer;
  // The sound graph has slept once: it wakes up while the call fails, and has to sleep and wake again.
  await openDevices(customer);
  await until(async () => (await liveTracks(customer)).length === 2 || 'not both are open', patientUntil);
  await closeDevices(customer);
  await untilNothingLives(customer);
  await refuseCapture(widget, { audio: 'NotReadableError' });
  await widgetButton(customer, 'Voice call').click();
  await customer.untilState('failed', CALL_TIMEOUT_MS);
  await widget
    .getByRole('heading', { name: 'Another program is using the microphone', exact: true })
    .waitFor(patient);
  assert.match(await widget.getByRole('alert').innerText(), /^Close the other program/);
  await refuseCapture(widget, {});
  // The call that failed may have rung for a moment: the next offer is of the next call.
  await until(
    async () => (await agent.snapshot()).state.work?.name !== 'offered' || 'the failed call still rings',
    patientUntil,
  );
  await widgetButton(customer, 'Try again').click();
  await agent.untilWork('offered', CALL_TIMEOUT_MS);
  await agent.button('accept').click();
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await untilSound(agent);
  await customer.control('hangUp').click();
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
  await customer.page.close();
});

test('an agent whose microphone another program had is heard as soon as they unmute it', async () => {
  const browser = await world.browser();
  await watchCapture(browser.context, { audio: 'NotReadableError' });
  const wei = await world.desk(browser, 'wei');
  await agent.setPresence('away');
  const customer = await openShop();
  await customer.call('voice');
  await wei.untilWork('offered', CALL_TIMEOUT_MS);
  await wei.button('accept').click();
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  const notice = wei.page.getByRole('alert').filter({ hasText: 'Another program is using the microphone' });
  await notice.filter({ hasText: 'Close the other program' }).waitFor(patient);
  assert.equal(await wei.control('mute').getAttribute('aria-pressed'), 'true');
  await untilSound(wei);
  await refuseCapture(wei.page, {});
  await wei.control('mute').click();
  await notice.waitFor({ state: 'detached' });
  assert.equal(await wei.control('mute').getAttribute('aria-pressed'), 'false');
  await untilSound(customer);
  await customer.control('hangUp').click();
  await wei.untilWork('ended', CALL_TIMEOUT_MS);
  await Promise.all([customer, wei].map(({ page }) => page.close()));
  await agent.setPresence('available');
});

for (const { error, told, advice } of [
  { error: 'NotFoundError', told: 'No camera was found', advice: 'Plug one in or switch it on' },
  {
    error: 'NotReadableError',
    told: 'Another program is using the camera',
    advice: 'Close the other program',
  },
  {
    error: 'NotAllowedError',
    told: 'The browser may not use your camera',
    advice: 'left of the address bar',
  },
] as const)
  test(`a video call goes on by voice where the camera gives a ${error}, and shows a picture once it is there`, async () => {
    const customer = await openShop({}, { video: error });
    const { widget } = customer;
    await customer.call('video');
    await agent.untilWork('offered', CALL_TIMEOUT_MS);
    await agent.button('accept').click();
    await customer.untilState('in-call', CALL_TIMEOUT_MS);
    const notice = widget.getByRole('alert').filter({ hasText: told });
    await notice.waitFor(patient);
    assert.match(await notice.innerText(), new RegExp(advice));
    await untilSound(agent);
    await untilMoreFrames(customer);
    assert.equal(await trackOf(agent, 'camera'), undefined);
    assert.equal(await customer.control('camera').getAttribute('aria-pressed'), 'false');

    await refuseCapture(widget, {});
    await customer.control('camera').click();
    await untilMoreFrames(agent);
    await notice.waitFor({ state: 'detached' });
    assert.equal(await customer.control('camera').getAttribute('aria-pressed'), 'true');
    await customer.control('hangUp').click();
    await agent.untilWork('ended', CALL_TIMEOUT_MS);
    await untilNothingLives(customer);
    await customer.page.close();
  });
