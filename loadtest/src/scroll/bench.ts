import { type Clock, sleep } from '@weft/proto';
import type { Page } from 'playwright-core';
import { type Bench, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { startBrowser } from '../browser/chromium.ts';
import { framesPerSecond, frameTimes } from './frames.ts';
import { serveGallery } from './gallery.ts';

const ROWS = 10_000;
const ITEMS = 50_000;
const FRAMES = 600;
/** In a frame: a quick flick of a wheel, 6,000 px a second at 60 frames. */
const STEP_PX = 100;
const LIST = 'div:has(> ul[aria-label="List of conversations"])';
const TIMELINE = '[role="log"]';
/** Within this all pages of a list or timeline have been read. */
const READ_MS = 240_000;
const LOOK_MS = 20;
/** So often must the top of a timeline be the top of all of it. */
const TOPS = 25;

/** How smoothly a long list and a long timeline scroll at the desk. */
export const scroll: Bench = {
  name: 'scroll',
  summary: 'frames while a list and a timeline scroll at the desk',
  options: {
    rows: `conversations in the list (${ROWS})`,
    items: `messages in the open one (${ITEMS})`,
    frames: `frames of each (${FRAMES})`,
  },
  run: async (context) => {
    const rows = count(context, 'rows', ROWS);
    const items = count(context, 'items', ITEMS);
    const frames = count(context, 'frames', FRAMES);
    context.progress('building the desk');
    await using gallery = await serveGallery();
    await using browser = await startBrowser({ viewport: { width: 1440, height: 900 } });
    const page = await browser.context.newPage();
    await page.goto(`${gallery.url}?rows=${rows}&items=${items}&lang=en`);
    await page.waitForSelector(`${LIST} li`);
    await page.waitForSelector(`${TIMELINE} [data-index]`);
    await readList(page, context.clock, rows);
    context.progress(`the list has ${rows} conversations`);
    await readTimeline(page, context.clock);
    context.progress('the whole timeline is read');
    const still = await stillTimes(page, Math.min(frames, 120));
    const list = await frameTimes(page, LIST, { frames, stepPx: STEP_PX });
    const timeline = await frameTimes(page, TIMELINE, { frames, stepPx: STEP_PX });
    return {
      setup: { rows, items, stepPx: STEP_PX, browser: browser.version, viewport: '1440 x 900' },
      measures: [
        measure('still', 'ms', still),
        measure('list-frame', 'ms', list),
        measure('timeline-frame', 'ms', timeline),
      ],
      fields: {
        framesPerSecondStill: framesPerSecond(still),
        framesPerSecondList: framesPerSecond(list),
        framesPerSecondTimeline: framesPerSecond(timeline),
      },
    };
  },
};

/** What the machine's browser gives when nothing moves. */
const stillTimes = (page: Page, frames: number): Promise<readonly number[]> =>
  frameTimes(page, 'body', { frames, stepPx: 0 });

/** Goes to the end again and again until the list has come in whole. */
async function readList(page: Page, clock: Clock, rows: number): Promise<void> {
  await until(clock, 'the list is not whole', () =>
    page.evaluate(
      ({ list, rows }) => {
        const box = document.querySelector(list);
        if (box === null) return false;
        box.scrollTop = box.scrollHeight;
        return box.querySelector('li')?.getAttribute('aria-setsize') === String(rows);
      },
      { list: LIST, rows },
    ),
  );
}

/** Goes to the top again and again until nothing older comes. */
async function readTimeline(page: Page, clock: Clock): Promise<void> {
  let tops = 0;
  let height = 0;
  await until(clock, 'the timeline is not whole', async () => {
    const now = await page.evaluate((timeline) => {
      const box = document.querySelector(timeline);
      if (box === null) return { top: false, height: 0 };
      box.scrollTop = 0;
      return { top: box.querySelector('[data-index="0"]') !== null, height: box.scrollHeight };
    }, TIMELINE);
    // Rows that are measured for the first time change the height by little.
    tops = now.top && now.height - height < 200 ? tops + 1 : 0;
    height = Math.max(height, now.height);
    return tops >= TOPS;
  });
}

async function until(clock: Clock, otherwise: string, isSo: () => Promise<boolean>): Promise<void> {
  const untilMs = clock.monotonic() + READ_MS;
  while (!(await isSo())) {
    if (clock.monotonic() > untilMs) throw new Error(otherwise);
    await sleep(clock, LOOK_MS);
  }
}
