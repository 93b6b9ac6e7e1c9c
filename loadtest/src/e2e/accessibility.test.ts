import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

/** Checks the page and, where there is one, the widget in it. */
async function assertAccessible(page: Page, state: string): Promise<void> {
  const widget = page.frames().find((frame) => frame.url().includes('/widget/'));
  for (const where of widget === undefined ? [page] : [page, widget])
    assert.deepEqual(await axeFindings(where), [], `${state}, ${where.url()}`);
}

for (const lang of ['en', 'zh'] as const) {
  test(`axe finds nothing in shop, sign-ins and a call in ${lang}`, async () => {
    const browser = await world.browser();
    for (const path of ['shop', 'desk', 'ops', 'admin']) {
      const page = await browser.context.newPage();
      await page.goto(`${world.stack.url}/${path}/?lang=${lang}`);
      await page.getByRole('heading').first().waitFor();
      await assertAccessible(page, path);
      await page.close();
    }
    const agent = await world.desk(await world.browser(), 'anna', {
      region: 'ap',
      language: lang,
      autoAccept: true,
    });
    await assertAccessible(agent.page, 'desk, ready');
    const customer = await world.shop(browser, { region: 'eu', language: lang });
    await customer.call('video');
    await customer.untilState('in-call', CALL_TIMEOUT_MS);
    await agent.untilWork('in-call', CALL_TIMEOUT_MS);
    await assertAccessible(customer.page, 'customer in a call');
    await assertAccessible(agent.page, 'agent in a call');
    await customer.control('hangUp').click();
    await agent.untilWork('ended', CALL_TIMEOUT_MS);
    await assertAccessible(customer.page, 'customer after a call');
    await Promise.all([customer, agent].map(({ page }) => page.close()));
  });
}
