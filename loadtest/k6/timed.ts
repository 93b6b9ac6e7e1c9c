import { Rate, Trend } from 'k6/metrics';

/** k6's own; its types leave it to the DOM's. */
declare const console: { error(text: string): void };

/** Iterations that did not do what they were there for. */
const failed = new Rate('failed');

/** A time in milliseconds that is shown as such. */
export const trend = (name: string): Trend => new Trend(name, true);

/** Runs one part of an iteration and notes how long it took. */
export async function timed<Value>(times: Trend, run: () => Promise<Value>): Promise<Value> {
  const startedMs = Date.now();
  const value = await run();
  times.add(Date.now() - startedMs);
  return value;
}

/** Runs an iteration: whatever it throws counts as its failure and is said, and the storm goes on. */
export async function iteration(run: () => Promise<void>): Promise<void> {
  try {
    await run();
    failed.add(false);
  } catch (error) {
    failed.add(true);
    console.error(String(error));
  }
}
