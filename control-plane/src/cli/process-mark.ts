import { readFileSync } from 'node:fs';

/**
 * A process that can be told from a later one with the same id. `mark` is the
 * machine's boot and the process's start in it; empty where /proc does not tell.
 */
export interface ProcessMark {
  readonly pid: number;
  readonly mark: string;
}

/** npm, a shell, and one more in between. */
const MAX_STEPS_TO_NPM = 3;

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
};

/** What a line of /proc/PID/stat tells; everything is empty or 0 for an empty line. */
interface ProcessStat {
  readonly name: string;
  /** It has ended and only its parent has not yet asked how. */
  readonly isZombie: boolean;
  readonly parentPid: number;
  /** When it started, in clock ticks since the boot. */
  readonly startTicks: string;
}

/** Reads such a line. The name may hold anything, brackets too, so fields are counted from its end (proc(5)). */
export function readStat(stat: string): ProcessStat {
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  return {
    name: stat.slice(stat.indexOf('(') + 1, Math.max(end, 0)),
    isZombie: fields[0] === 'Z',
    parentPid: Number(fields[1] ?? 0),
    startTicks: fields[19] ?? '',
  };
}

const statOf = (pid: number): ProcessStat => readStat(read(`/proc/${pid}/stat`));

/** The process with this id as it is now. */
export function markOf(pid: number): ProcessMark {
  const { startTicks } = statOf(pid);
  return { pid, mark: startTicks === '' ? '' : `${read('/proc/sys/kernel/random/boot_id')}/${startTicks}` };
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
  exists(pid) && (mark === '' || (markOf(pid).mark === mark && !statOf(pid).isZombie));

/** The npm that runs this process as a script, by way of a shell or not; undefined when there is none or /proc does not tell. */
export function findNpm(pid: number = process.ppid, steps = MAX_STEPS_TO_NPM): ProcessMark | undefined {
  const { name, parentPid } = statOf(pid);
  if (name.startsWith('npm')) return markOf(pid);
  return parentPid <= 1 || steps <= 1 ? undefined : findNpm(parentPid, steps - 1);
}
