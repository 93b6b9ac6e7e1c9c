import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect } from '../demo/call.ts';
import { untilMoreFrames } from './media.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

/** The first camera that the page is given is live and never gives a frame; the next is as any. */
const GIVES_NOTHING_AT_FIRST = `{
  const devices = navigator.mediaDevices;
  const given = devices.getUserMedia.bind(devices);
  let cameras = 0;
  devices.getUserMedia = async (wanted) => {
    if (!wanted.video) return given(wanted);
    cameras += 1;
    return cameras === 1 ? new MediaStream([new MediaStreamTrackGenerator({ kind: 'video' })]) : given(wanted);
  };
}`;

test('a camera that gives no frame is opened anew by itself, and the agent sees the customer', async () => {
  const browser = await world.browser();
  await browser.context.addInitScript(GIVES_NOTHING_AT_FIRST);
  const customer = await world.shop(browser);
  const agent = await world.desk(await world.browser(), 'anna');
  await connect({ customer, agent });
  await untilMoreFrames(agent);
  await untilMoreFrames(customer);
  assert.equal(browser.said.filter((line) => line.includes('no frame comes from the camera')).length, 1);
});
