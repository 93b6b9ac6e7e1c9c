import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import type { EngineWorker } from '../ports.ts';
import { LEAST_FREEZE_MS, WATCH_INTERVAL_MS } from './freeze.ts';
import { Watchdog } from './watchdog.ts';

/** A worker that answers at once while it is not frozen. */
class FakeWorker implements EngineWorker {
  readonly pid = 7;
  readonly transports = 0;
  frozen = false;
  kills = 0;
  asked = 0;
  cpuTimeMs(): Promise<number> {
    this.asked += 1;
    return this.frozen ? new Promise(() => undefined) : Promise.resolve(1);
  }
  kill(): void {
    this.kills += 1;
  }
  createRouter = () => Promise.reject(new Error('not here'));
  onDied = () => undefined;
  close = async () => undefined;
}

const watching = (count: number) => {
  const clock = new ManualClock();
  const workers = Array.from({ length: count }, () => new FakeWorker());
  const watchdog = new Watchdog({ alive: () => workers, clock, log: silentLog });
  /** Ticks, with time for answers in between. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += WATCH_INTERVAL_MS) {
      clock.advance(WATCH_INTERVAL_MS);
      await Promise.resolve();
      await Promise.resolve();
    }
  };
  return { workers, watchdog, pass };
};

describe('the watchdog', () => {
  it('MED50 leaves workers that answer alone, and asks one thing at a time', async () => {
    const { workers, pass } = watching(2);
    await pass(10_000);
    assert.deepEqual(
      workers.map(({ kills }) => kills),
      [0, 0],
    );
    const [worker] = workers;
    if (worker === undefined) throw new Error('no worker');
    worker.frozen = true;
    const before = worker.asked;
    await pass(LEAST_FREEZE_MS / 2);
    assert.equal(worker.asked, before + 1);
  });

  it('MED50 kills a frozen worker, once, and no other', async () => {
    const { workers, pass } = watching(2);
    await pass(1_000);
    const [worker] = workers;
    if (worker === undefined) throw new Error('no worker');
    worker.frozen = true;
    await pass(LEAST_FREEZE_MS - WATCH_INTERVAL_MS);
    assert.equal(worker.kills, 0);
    await pass(5_000);
    assert.deepEqual(
      workers.map(({ kills }) => kills),
      [1, 0],
    );
  });
});
