import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { connect } from '../demo/call.ts';
import { trackOf, untilMoreFrames } from './media.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

/** Whether this Chromium can encode it: Debian's has all four, others may lack the patented one. */
async function canSend(codec: string): Promise<boolean> {
  const { context } = await world.browser();
  const page = await context.newPage();
  await page.goto(`${world.stack.url}/shop/`);
  const types = await page.evaluate(
    () => RTCRtpSender.getCapabilities('video')?.codecs.map(({ mimeType }) => mimeType.toLowerCase()) ?? [],
  );
  await page.close();
  return types.includes(`video/${codec}`);
}

for (const codec of ['vp9', 'h264', 'av1'] as const) {
  test(`a call in ${codec} is seen at both ends, across two nodes`, async (t) => {
    if (!(await canSend(codec))) {
      t.skip(`this Chromium sends no ${codec}`);
      return;
    }
    const customer = await world.shop(await world.browser(), { region: 'eu', video: '320x180', codec });
    const agent = await world.desk(await world.browser(), 'anna', { region: 'ap', video: '320x180', codec });
    await connect({ customer, agent });
    await untilMoreFrames(customer);
    await untilMoreFrames(agent);
    for (const page of [customer, agent])
      assert.equal((await trackOf(page, 'camera'))?.codec.toLowerCase(), `video/${codec}`);
    await customer.control('hangUp').click();
    await agent.untilWork('ended', CALL_TIMEOUT_MS);
    await agent.page.close();
    await customer.page.close();
  });
}
