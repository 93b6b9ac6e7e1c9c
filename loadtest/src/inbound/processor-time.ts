import { readFile } from 'node:fs/promises';

/** Of a tick of the kernel's clock, in which it tells processes' times: 100 a second on every Linux that Node runs on. */
const TICK_MS = 10;

/** What a process has used of processors since it began, in all its threads. Throws when it does not run. */
export async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The command's name is in brackets, and may hold anything.
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user + system) * TICK_MS;
}
