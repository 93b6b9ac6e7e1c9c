import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Clock, systemClock, type Timer } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { CommandFailure } from './failure.ts';
import { isRunning } from './process-mark.ts';
import { restartDelayMs, type ServiceEvent, Supervised } from './supervised.ts';
import { pretendPlan } from './testing/pretend-plan.ts';

describe('a supervised service', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weft-supervised-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const supervise = async (mood = '') => {
    const events: ServiceEvent[] = [];
    const pending = new Set<Timer>();
    const clock: Clock = {
      ...systemClock,
      after: (delayMs, run) => {
        const timer = systemClock.after(delayMs, () => {
          pending.delete(timer);
          run();
        });
        const cancel = (): void => {
          pending.delete(timer);
          timer.cancel();
        };
        pending.add(timer);
        return { cancel, [Symbol.dispose]: cancel };
      },
    };
    const service = new Supervised(await pretendPlan(folder, mood), {
      clock,
      onEvent: (event) => events.push(event),
      onProcess: () => undefined,
    });
    const pid = (): number => service.process?.pid ?? 0;
    return { service, events, pid, pending, whats: () => events.map(({ what }) => what).join(' ') };
  };

  it('is ready when its start resolves, and gone when its stop does', async () => {
    const { service, whats } = await supervise();
    await service.start();
    const { process: mark } = service;
    assert.ok(mark !== undefined && isRunning(mark));
    assert.equal((await fetch(`${service.plan.url}/readyz`)).status, 200);
    await service.stop();
    assert.equal(isRunning(mark), false);
    assert.equal(service.process, undefined);
    assert.equal(whats(), 'ready');
  });

  it('that dies is started again, each time', async () => {
    const { service, events, pid, whats } = await supervise();
    await service.start();
    for (const ready of [2, 3]) {
      const before = pid();
      service.signal('SIGKILL');
      await until(() => events.filter(({ what }) => what === 'ready').length === ready || whats());
      assert.notEqual(pid(), before);
    }
    assert.equal(whats(), 'ready died ready died ready');
    const died = events.filter((event) => event.what === 'died');
    assert.deepEqual(
      died.map(({ ending, restartInMs }) => [ending, restartInMs]),
      [
        ['SIGKILL', 100],
        ['SIGKILL', 200],
      ],
    );
    await service.stop();
  });

  it('that is stopped between a death and the next start stays stopped', async () => {
    const { service, pid, whats, pending } = await supervise();
    await service.start();
    const before = pid();
    service.signal('SIGKILL');
    await until(() => pid() !== before || 'it still runs');
    await service.stop();
    assert.equal(pending.size, 0, 'nothing waits to start it');
    assert.equal(whats(), 'ready died');
    assert.equal(pid(), 0);
  });

  it('is restarted in good order on demand', async () => {
    const { service, pid, whats } = await supervise();
    await service.start();
    const before = pid();
    await service.restart();
    assert.notEqual(pid(), before);
    assert.equal(whats(), 'ready ready', 'that was no death');
    await service.stop();
  });

  it('that cannot start fails with its own last sentence', async () => {
    const { service } = await supervise('broken');
    await assert.rejects(service.start(), (error) => {
      assert.ok(error instanceof CommandFailure);
      assert.match(
        error.message,
        /^control-1 did not start: pretend: the setting WEFT_PRETEND is missing \(log: /,
      );
      return true;
    });
  });

  it('that keeps data and cannot start names what to restore or to move away', async () => {
    const plan = { ...(await pretendPlan(folder, 'broken')), dataDir: '/data/of-it' };
    const service = new Supervised(plan, {
      ...{ clock: systemClock, onEvent: () => undefined, onProcess: () => undefined },
    });
    await assert.rejects(
      service.start(),
      /did not start: .*; if its data is damaged, restore a copy of \/data\/of-it, or/,
    );
  });

  it('that is stopped while it starts gives up, and nothing of it is left', async () => {
    const { service, pid } = await supervise('busy');
    const starting = service.start();
    const outcome = assert.rejects(starting, /control-1 was stopped before it was ready/);
    await until(() => pid() !== 0 || 'no process yet');
    const mark = service.process;
    await service.stop();
    await outcome;
    assert.ok(mark !== undefined && !isRunning(mark));
  });

  it('that is being ended can be ended at once', async () => {
    const { service } = await supervise('deaf');
    await service.start();
    const mark = service.process;
    const stopping = service.stop();
    service.stopNow();
    await stopping;
    assert.ok(mark !== undefined && !isRunning(mark));
  });

  it('that does not listen to SIGTERM is ended at last', async () => {
    const { service } = await supervise('deaf');
    await service.start();
    const mark = service.process;
    await service.stop();
    assert.ok(mark !== undefined && !isRunning(mark));
  });
});

describe('the pause before a restart', () => {
  it('doubles with each failure up to ten seconds', () => {
    const delays = [1, 2, 3, 7, 8, 100].map((failures) => restartDelayMs(failures, 'edge'));
    assert.deepEqual(delays, [100, 200, 400, 6_400, 10_000, 10_000]);
  });

  it("leaves the machine to a media node's calls first, which go on elsewhere", () => {
    assert.deepEqual(
      [1, 4, 7].map((failures) => restartDelayMs(failures, 'node')),
      [1_500, 1_500, 6_400],
    );
  });
});
