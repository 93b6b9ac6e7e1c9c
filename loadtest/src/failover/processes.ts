import { readdir, readFile } from 'node:fs/promises';
import type { Stack } from './rig.ts';

/** A service of the stack. Throws for an unknown name and for one that does not run now. */
export function processOf(stack: Stack, name: string): number {
  const pid = stack.services.find((service) => service.name === name)?.pid;
  if (pid === undefined || pid === 0) throw new Error(`${name} does not run`);
  return pid;
}

/** The mediasoup workers of a media node, by their process ids. */
export async function workersOf(stack: Stack, nodeId: string): Promise<readonly number[]> {
  const parent = processOf(stack, nodeId);
  const found: number[] = [];
  for (const thread of await readdir(`/proc/${parent}/task`)) {
    const children = await readFile(`/proc/${parent}/task/${thread}/children`, 'utf8').catch(() => '');
    for (const pid of children.split(' ').map(Number)) {
      if (pid > 0 && (await isWorker(pid))) found.push(pid);
    }
  }
  return found;
}

const isWorker = async (pid: number): Promise<boolean> =>
  (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).includes('mediasoup-worker');
