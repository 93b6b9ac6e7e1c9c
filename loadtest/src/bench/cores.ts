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

/** Keeps all threads of a process on one core; nothing is done where cores are not kept apart. */
export async function pin(pid: number | undefined, core: number, { apart }: Cores): Promise<void> {
  if (apart && pid !== undefined) await run('taskset', ['-acp', String(core), String(pid)]);
}

/** Milliseconds that a process's main thread was ready to run and something else had its core (proc(5), schedstat); 0 where the kernel does not say. */
export async function waitedMs(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/schedstat`, 'utf8').catch(() => '');
  return Number(text.split(' ')[1] ?? 0) / 1_000_000;
}
