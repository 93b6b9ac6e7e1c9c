import { readFileSync } from 'node:fs';

/**
 * A process that can be told from a later one with the same id. `mark` is the
 * machine's boot and the process's start in it; empty where /proc does not tell.
 */
export interface ProcessMark {
  readonly pid: number;
  readonly mark: string;
}

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
};

/** The start time in a line of /proc/PID/stat (field 22; the name in field 2 may hold anything, so count from its end). */
export const startTicks = (stat: string): string =>
  stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';

/** The process with this id as it is now. */
export function markOf(pid: number): ProcessMark {
  const ticks = startTicks(read(`/proc/${pid}/stat`));
  return { pid, mark: ticks === '' ? '' : `${read('/proc/sys/kernel/random/boot_id')}/${ticks}` };
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/** Whether that very process still runs. Where /proc does not tell, whether any of its id does. */
export const isRunning = ({ pid, mark }: ProcessMark): boolean =>
  exists(pid) && (mark === '' || markOf(pid).mark === mark);
