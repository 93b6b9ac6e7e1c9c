import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@weft/proto';
import type { StackState } from './data-folder.ts';
import { DataFolder } from './data-folder.ts';
import { CommandFailure } from './failure.ts';
import { endLeftovers } from './leftovers.ts';
import { takeLock } from './lock.ts';
import { isRunning, markOf, readStat } from './process-mark.ts';

const sleeper = () => {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  return { child, mark: markOf(child.pid ?? -1) };
};

describe('a process mark', () => {
  it('is the start time behind a name that may hold anything', () => {
    const fields = Array.from({ length: 40 }, (_, i) => `f${i + 3}`);
    const stat = readStat(`12 (a ) b) (c) ${fields.join(' ')}`);
    assert.equal(stat.startTicks, 'f22');
    assert.equal(stat.name, 'a ) b) (c');
    assert.equal(readStat('12 (npm start) S 7 12').parentPid, 7);
    assert.equal(readStat('12 (etcd) Z 7 12').isZombie, true);
    assert.deepEqual(readStat(''), { name: '', isZombie: false, parentPid: 0, startTicks: '' });
  });

  it('tells a process from a later one with its id', async () => {
    const { child, mark } = sleeper();
    assert.equal(isRunning(mark), true);
    assert.equal(isRunning({ ...mark, mark: `${mark.mark}0` }), false);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(isRunning(mark), false);
  });
});

describe('what a killed launcher left behind', () => {
  const stateOf = (...processes: StackState['services'][number]['process'][]): StackState => ({
    ...{ url: 'http://127.0.0.1:1', launcher: { pid: 1, mark: 'gone' } },
    services: processes.map((process, i) => ({
      ...{ name: `service-${i}`, kind: 'node', region: 'eu', url: '', logFile: '' },
      process,
    })),
  });

  it('is ended, and only that', async () => {
    const left = sleeper();
    const other = sleeper();
    const exit = once(left.child, 'exit');
    const reused = { ...other.mark, mark: 'an earlier boot/1' };
    assert.deepEqual(await endLeftovers(stateOf(left.mark, reused), systemClock), ['service-0']);
    await exit;
    assert.equal(isRunning(other.mark), true, 'a process that has the id now is left alone');
    other.child.kill('SIGKILL');
  });

  it('is nothing after a clean stop', async () => {
    assert.deepEqual(await endLeftovers(undefined, systemClock), []);
  });
});

describe('a lock', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weft-lock-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('has one holder at a time, and the next after it', async () => {
    const file = join(folder, 'one');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => takeLock(file)));
    const held = outcomes.flatMap(({ lock }) => lock ?? []);
    assert.equal(held.length, 1);
    assert.ok(outcomes.every(({ lock, holder }) => lock !== undefined || holder.pid === process.pid));
    await held[0]?.[Symbol.asyncDispose]();
    const again = await takeLock(file);
    assert.notEqual(again.lock, undefined);
    await again.lock?.[Symbol.asyncDispose]();
    assert.deepEqual(await readdir(folder), [], 'nothing is left beside it');
  });

  it('of a process that is gone is taken over', async () => {
    const file = join(folder, 'two');
    for (const text of [JSON.stringify({ pid: process.pid, mark: 'an earlier boot/1' }), '', 'junk']) {
      await writeFile(file, text);
      const { lock } = await takeLock(file);
      assert.notEqual(lock, undefined);
      await lock?.[Symbol.asyncDispose]();
    }
  });

  it('on a data folder says who holds it', async () => {
    const data = new DataFolder(join(folder, 'data'));
    await data.prepare();
    const first = await data.lock();
    await assert.rejects(data.lock(), (error) => {
      assert.ok(error instanceof CommandFailure);
      assert.match(error.message, new RegExp(`^Another stack \\(pid ${process.pid}\\) is running on `));
      return true;
    });
    await first[Symbol.asyncDispose]();
  });
});
