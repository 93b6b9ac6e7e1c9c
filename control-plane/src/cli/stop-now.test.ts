import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Clock, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { DataFolder } from './data-folder.ts';
import { CommandFailure } from './failure.ts';
import { isRunning } from './process-mark.ts';
import { startStack } from './stack.ts';

/** Waits no process's grace out: one that does not end by itself is there for good. */
const patient: Clock = {
  ...systemClock,
  after: (delayMs, run) => systemClock.after(delayMs >= 5_000 ? 3_600_000 : delayMs, run),
};

test('a second request to stop ends what hangs while a stack starts', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'weft-stop-now-'));
  const [stop, now] = [new AbortController(), new AbortController()];
  try {
    const starting = startStack({
      ...{ dataDir, freePorts: true, pages: false, clock: patient, signal: stop.signal, now: now.signal },
      replan: async (plans) =>
        plans.map((plan) =>
          plan.kind === 'etcd'
            ? { ...plan, command: '/bin/sh', args: ['-c', 'trap "" TERM; while :; do sleep 1; done'] }
            : plan,
        ),
    });
    const failed = assert.rejects(starting, CommandFailure);
    const folder = new DataFolder(dataDir);
    const hanging = async () =>
      (await folder.readState())?.services.find(({ kind }) => kind === 'etcd')?.process;
    await until(async () => (await hanging()) !== undefined || 'etcd is not started');
    const etcd = await hanging();
    assert.ok(etcd);
    stop.abort();
    now.abort();
    await failed;
    await until(() => !isRunning(etcd) || 'it still hangs');
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
