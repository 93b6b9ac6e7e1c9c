import type { Page } from 'playwright-core';

/** Scrolls so far in each frame, back and forth within what there is; gives the times between frames. */
export async function frameTimes(
  page: Page,
  selector: string,
  { frames, stepPx }: { readonly frames: number; readonly stepPx: number },
): Promise<readonly number[]> {
  const at = await page.evaluate(
    ({ selector, frames, stepPx }) =>
      new Promise<number[]>((resolve, reject) => {
        const box = document.querySelector(selector);
        if (box === null) {
          reject(new Error(`nothing is ${selector}`));
          return;
        }
        const times: number[] = [];
        let step = -stepPx;
        const frame = (now: number): void => {
          times.push(now);
          if (times.length > frames) {
            resolve(times);
            return;
          }
          const before = box.scrollTop;
          box.scrollTop += step;
          if (box.scrollTop === before) step = -step;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
    { selector, frames, stepPx },
  );
  return at.slice(1).map((time, index) => time - (at[index] ?? time));
}

/** Frames that came in a second, of the times between them. */
export const framesPerSecond = (times: readonly number[]): number =>
  (1_000 * times.length) / times.reduce((sum, time) => sum + time, 0);
