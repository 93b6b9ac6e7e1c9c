import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync } from 'node:fs';
import type { Clock } from '@weft/proto';
import type { ServicePlan } from './plan.ts';
import { markOf, type ProcessMark } from './process-mark.ts';

/** How long a process may take to end itself before it is ended. */
const GRACE_MS = 5_000;

/** How a process ended: "code 1" or "SIGKILL". */
export type Ending = string;

/**
 * One process of a stack, in a process group of its own: a Ctrl-C at the
 * terminal reaches the launcher alone, which stops its children in order.
 */
export class Child {
  readonly process: ProcessMark;
  /** Where in the log file its lines begin. */
  readonly logStart: number;
  /** Resolves when the process has ended; never rejects. */
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;
  #ending: Ending | undefined;

  private constructor(child: ChildProcess, pid: number, logStart: number) {
    this.#child = child;
    this.logStart = logStart;
    this.process = markOf(pid);
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        this.#ending = signal ?? `code ${code}`;
        resolve(this.#ending);
      });
    });
  }

  /** Starts it; what it prints is added to its log file. Throws when the program cannot be run at all. */
  static async create(plan: ServicePlan): Promise<Child> {
    const log = openSync(plan.logFile, 'a', 0o600);
    try {
      const logStart = fstatSync(log).size;
      const child = spawn(plan.command, [...plan.args], {
        env: plan.env,
        detached: true,
        stdio: [plan.readsParentPipe ? 'pipe' : 'ignore', log, log],
      });
      // A child that is gone makes the pipe to it fail: `ended` tells of that.
      child.stdin?.on('error', () => undefined);
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', reject);
      });
      if (child.pid === undefined) throw new Error(`${plan.command} has no process`);
      return new Child(child, child.pid, logStart);
    } finally {
      closeSync(log);
    }
  }

  /** How it ended; undefined while it runs. */
  get ending(): Ending | undefined {
    return this.#ending;
  }

  /** Sends a signal to the process alone, as the world outside might. */
  signal(name: NodeJS.Signals): void {
    if (this.#ending === undefined) this.#child.kill(name);
  }

  /** Ends it: SIGTERM, and SIGKILL to its whole group if it takes too long. Resolves when nothing of it is left. */
  async end(clock: Clock): Promise<Ending> {
    this.signal('SIGTERM');
    // A process that was stopped by SIGSTOP could not hear it.
    this.signal('SIGCONT');
    const grace = clock.after(GRACE_MS, () => this.endGroup());
    const ending = await this.ended;
    grace.cancel();
    // Its own children, should it have left some.
    this.endGroup();
    return ending;
  }

  /** SIGKILL to whatever is left of its process group. */
  endGroup(): void {
    try {
      process.kill(-this.process.pid, 'SIGKILL');
    } catch {
      // Nobody is left in it.
    }
  }
}
