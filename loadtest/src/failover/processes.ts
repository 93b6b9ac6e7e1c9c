import { readdir, readFile } from 'node:fs/promises';
import type { Browser } from '../browser/chromium.ts';
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

/** All processes of a browser. */
export async function processesOf({ profile }: Pick<Browser, 'profile'>): Promise<readonly number[]> {
  const all = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const ours = await Promise.all(all.map(async (pid) => (await commandOf(pid)).includes(profile)));
  return all.filter((_, i) => ours[i]);
}

const isWorker = async (pid: number): Promise<boolean> => (await commandOf(pid)).includes('mediasoup-worker');

/** Empty for a process that has ended. */
const commandOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
