import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { DeskPage } from '../browser/desk-page.ts';
import type { Snapshot } from '../browser/diagnostics.ts';
import { CALL_TIMEOUT_MS, MEDIA_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { connect } from '../demo/call.ts';
import { trackOf, untilMoreFrames, untilSound, untilStill } from './media.ts';
import { World } from './world.ts';

let world: World;
let customer: ShopPage;
let agent: DeskPage;
before(async () => {
  world = await World.start();
  customer = await world.shop(await world.browser());
  agent = await world.desk(await world.browser(), 'anna');
  await connect({ customer, agent });
  await untilMoreFrames(customer);
  await untilMoreFrames(agent);
});
after(() => world[Symbol.asyncDispose]());

/** Waits until a page's snapshot is as it should be. */
async function untilSo(
  page: ShopPage | DeskPage,
  check: (snapshot: Snapshot) => true | string,
): Promise<void> {
  await until(async () => check(await page.snapshot()), { timeoutMs: MEDIA_TIMEOUT_MS });
}

test('a muted microphone is silent at the other side until it is unmuted', async () => {
  await customer.control('mute').click();
  await untilSo(
    customer,
    ({ media }) => media.microphone.name === 'muted' || `it is ${media.microphone.name}`,
  );
  await untilStill(agent, 'packetsReceived', 'microphone');
  await untilSo(
    agent,
    ({ media }) => media.remotes[0]?.microphone?.paused === true || 'the agent is not told',
  );
  await untilMoreFrames(agent);
  await customer.control('mute').click();
  await untilSo(customer, ({ media }) => media.microphone.name === 'on' || `it is ${media.microphone.name}`);
  await untilSound(agent);
});

test('a camera that is off sends no picture until it is on again', async () => {
  await agent.control('camera').click();
  await untilSo(agent, ({ media }) => media.camera.name === 'off' || `it is ${media.camera.name}`);
  await untilStill(customer, 'framesDecoded', 'camera');
  await untilSound(customer);
  await agent.control('camera').click();
  await untilSo(agent, ({ media }) => media.camera.name === 'on' || `it is ${media.camera.name}`);
  await untilMoreFrames(customer);
});

test('a shared screen is seen beside the camera and goes when sharing stops', async () => {
  await agent.control('shareScreen').click();
  await untilSo(agent, ({ media }) => media.screen.name === 'on' || `it is ${JSON.stringify(media.screen)}`);
  await untilMoreFrames(customer, 3, 'screen');
  const screen = await trackOf(customer, 'screen');
  assert.ok((screen?.width ?? 0) > 0, 'the screen has a size');
  await untilMoreFrames(customer, 5, 'camera');
  await agent.control('shareScreen').click();
  await untilSo(agent, ({ media }) => media.screen.name === 'off' || `it is ${media.screen.name}`);
  await until(async () => (await trackOf(customer, 'screen')) === undefined || 'the screen is still there');
});

test('a held call carries nothing either way until it is taken back', async () => {
  await agent.control('hold').click();
  await untilSo(customer, ({ state }) => state.phase === 'held' || `the customer's call is ${state.phase}`);
  await untilSo(
    agent,
    ({ state }) => state.work?.phase === 'held' || `the agent's call is ${state.work?.phase}`,
  );
  await untilStill(customer, 'framesDecoded', 'camera');
  await untilStill(agent, 'framesDecoded', 'camera');
  await untilStill(agent, 'packetsReceived', 'microphone');
  await agent.control('hold').click();
  await untilSo(customer, ({ state }) => state.phase === 'active' || `the customer's call is ${state.phase}`);
  await untilMoreFrames(customer);
  await untilMoreFrames(agent);
  await untilSound(agent);
});

test('after a move the camera goes on while a screen is shared, and after it', async () => {
  await until(async () => (await agent.stats()).standbyReady || 'the agent has no standby', {
    timeoutMs: CALL_TIMEOUT_MS,
  });
  const { nodeId } = await agent.stats();
  world.stack.kill(nodeId, 'SIGKILL');
  await until(async () => (await agent.stats()).nodeId !== nodeId || 'the agent has not moved', {
    timeoutMs: CALL_TIMEOUT_MS,
  });
  await untilMoreFrames(customer);
  await agent.control('shareScreen').click();
  await untilMoreFrames(customer, 3, 'screen');
  await untilMoreFrames(customer);
  await agent.control('shareScreen').click();
  await until(async () => (await trackOf(customer, 'screen')) === undefined || 'the screen is still there');
  await untilMoreFrames(customer);
});

test('noise suppression is on from the start and can be switched', async () => {
  await untilSo(customer, ({ noise }) => noise.name !== 'off' || 'it is off');
  await customer.control('noiseSuppression').click();
  await untilSo(customer, ({ noise }) => noise.name === 'off' || `it is ${noise.name}`);
  await untilSound(agent);
  await customer.control('noiseSuppression').click();
  await untilSo(customer, ({ noise }) => noise.name !== 'off' || 'it is off');
  await untilSound(agent);
  await customer.control('hangUp').click();
  await agent.untilWork('ended', CALL_TIMEOUT_MS);
});
