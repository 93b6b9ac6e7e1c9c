import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { Engine, EngineRouter, EngineWorker } from '../ports.ts';
import { respawnDelayMs, Workers } from './workers.ts';

/** An engine whose workers die when told to. */
class FakeEngine implements Engine {
  readonly ports: number[] = [];
  readonly die: (() => void)[] = [];
  refuse = false;

  async startWorker({ port }: { readonly port: number }): Promise<EngineWorker> {
    if (this.refuse) throw new Error('no');
    this.ports.push(port);
    const router = { rtpCapabilities: {}, close: () => undefined } as unknown as EngineRouter;
    return {
      pid: this.ports.length,
      transports: 0,
      createRouter: async () => router,
      cpuTimeMs: async () => 0,
      onDied: (listener) => this.die.push(listener),
      kill: () => undefined,
      close: async () => undefined,
    };
  }
}

const started = async (count: number) => {
  const engine = new FakeEngine();
  const clock = new ManualClock();
  const died: string[][] = [];
  const workers = await Workers.create({
    ...{ engine, clock, count, codecs: [], log: silentLog },
    died: (callIds) => died.push([...callIds]),
    ...{ listenIp: '127.0.0.1', announcedAddress: undefined, firstPort: 40_000 },
  });
  return { engine, clock, workers, died };
};

describe('the workers', () => {
  it('MED23 have a port each and share the rooms evenly', async () => {
    const { engine, workers, died } = await started(3);
    assert.deepEqual(engine.ports, [40_000, 40_001, 40_002]);
    const lost: number[] = [];
    await Promise.all([0, 1, 2, 3, 4, 5].map((n) => workers.place(`call-${n}`, () => lost.push(n))));
    engine.die[0]?.();
    assert.equal(lost.length, 2);
    assert.deepEqual(died, [lost.map((n) => `call-${n}`)]);
  });

  it('MED23 are started again on their port, the later the more often they die', async () => {
    const { engine, clock, workers } = await started(1);
    const lost: string[] = [];
    const spot = await workers.place('call-1', () => lost.push('released'));
    spot.release();
    await workers.place('call-2', () => lost.push('room'));
    engine.die[0]?.();
    assert.deepEqual(lost, ['room']);
    await assert.rejects(
      workers.place('call-3', () => undefined),
      { code: 'UNAVAILABLE' },
    );
    engine.refuse = true;
    clock.advance(respawnDelayMs(1));
    await until(() => clock.pending === 1 || 'not tried again');
    engine.refuse = false;
    clock.advance(respawnDelayMs(2));
    await until(() => workers.alive.length === 1 || 'not started again');
    assert.deepEqual(engine.ports, [40_000, 40_000]);
    assert.equal(workers.lost, 1);
    await workers.place('call-3', () => undefined);
    await workers[Symbol.asyncDispose]();
  });

  it('MED23 wait at most some seconds before they are started again', () => {
    assert.deepEqual([1, 2, 3, 20].map(respawnDelayMs), [50, 100, 200, 5_000]);
  });
});
