import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Which core generates load and which one carries what is measured. */
export interface Cores {
  readonly generator: number;
  readonly subject: number;
  /** False = there is one core, or no taskset(1): they share what there is. */
  readonly apart: boolean;
}

/** The first core for the generator, the last one for the subject. */
export async function chooseCores(): Promise<Cores> {
  const last = availableParallelism() - 1;
  const able = await run('taskset', ['-V']).then(
    () => true,
    () => false,
  );
  return able && last > 0
    ? { generator: 0, subject: last, apart: true }
    : { generator: 0, subject: 0, apart: false };
}

/** A thread that ends while its process is pinned makes taskset fail, though it has gone on with the others. */
const TRIES = 5;

/** Keeps all threads of a process on one core; nothing is done where cores are not kept apart. */
export async function pin(pid: number | undefined, core: number, { apart }: Cores): Promise<void> {
  if (!apart || pid === undefined) return;
  for (let tries = 1; ; tries++) {
    try {
      await run('taskset', ['-acp', String(core), String(pid)]);
      return;
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
}

/** Milliseconds that a process's main thread was ready to run and something else had its core (proc(5), schedstat); 0 where the kernel does not say. */
export async function waitedMs(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '');
  return Number(text.split(' ')[1] ?? 0) / 1_000_000;
}

/** Clock ticks a second that Linux counts processor time in, on every architecture that it runs Node on. */
const TICKS_PER_S = 100;

/** Processor time of a process, all threads, in milliseconds (proc(5), stat: utime and stime). */
export async function cpuMsOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_S;
}
