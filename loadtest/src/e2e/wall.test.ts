import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { screenshot } from '../demo/screenshot.ts';
import { World } from './world.ts';

/** For who wants to look: nothing is kept unless it is set. */
const { WEFT_PICTURES: pictures = '' } = process.env;

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };
const RULES = {
  queues: {
    all: {
      title: 'All customers',
      steps: [{ when: 'TRUE' }],
      answerWithin: { firstMinutes: 5, nextMinutes: 30 },
      serviceLevel: { percent: 90, seconds: 15 },
    },
  },
  defaultQueue: 'all',
};

/** The page in both schemes: nothing is found, and pictures are made of it. */
async function assertAccessible(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await axeFindings(page), [], `${name}, ${colorScheme}`);
    if (pictures === '') continue;
    await mkdir(pictures, { recursive: true });
    await screenshot(page, `${pictures}/${name}-${colorScheme}.png`);
  }
}

test('axe finds nothing on the wall with a call, a day and its goals, nor on the cards of the rules behind them', async () => {
  const viewport = { width: 1440, height: 1180 };
  const browser = await world.browser({ viewport });
  const admin = await AdminPage.open(browser.context, world.stack.url, world.person('mei'));
  await admin.saveRules(RULES, 'Goals of the day');
  await admin.page.getByRole('tab', { name: 'Overview' }).click(patient);
  for (const lang of ['en', 'zh'] as const) {
    await admin.go('routing', `${world.stack.url}/admin/?lang=${lang}`);
    await admin.page.getByText('90').first().waitFor(patient);
    await assertAccessible(admin.page, `goals-${lang}`);
  }

  const anna = await world.desk(await world.browser(), 'anna', { region: 'ap', autoAccept: true });
  await anna.setPresence('available');
  const customer = await world.shop(await world.browser());
  await customer.call('voice');
  await anna.untilWork('in-call', CALL_TIMEOUT_MS);
  const waiting = await world.shop(await world.browser());
  await waiting.call('voice');
  await waiting.untilState('waiting', CALL_TIMEOUT_MS);
  await waiting.widget.getByRole('button', { name: 'Call me back', exact: true }).click(patient);
  await waiting.untilState('callback', CALL_TIMEOUT_MS);

  const mei = await world.desk(await world.browser({ viewport }), 'mei');
  await mei.setPresence('away');
  const pause = mei.page.getByRole('combobox', { name: 'What for', exact: true });
  await pause.selectOption({ label: 'Lunch' }, patient);
  for (const [lang, words] of [
    [
      'en',
      {
        calls: 'Live calls',
        service: 'Service today',
        waiting: 'Waiting, and why',
        kind: 'Callback',
        pause: 'Away · Lunch',
      },
    ],
    [
      'zh',
      {
        calls: '进行中的通话',
        service: '今日服务',
        waiting: '等待中的工作及原因',
        kind: '回电',
        pause: '离开 · 用餐',
      },
    ],
  ] as const) {
    await mei.page.goto(`${world.stack.url}/desk/?region=ap&view=wall&lang=${lang}`);
    await mei.page.getByRole('table', { name: words.calls }).getByRole('button').first().waitFor(patient);
    await mei.page.getByRole('table', { name: words.service }).getByText('All customers').waitFor(patient);
    const row = mei.page.getByRole('table', { name: words.waiting }).getByRole('row');
    await row.filter({ hasText: words.kind }).first().waitFor(patient);
    await mei.page.getByText(words.pause, { exact: true }).waitFor(patient);
    await assertAccessible(mei.page, `wall-${lang}`);
  }
});
