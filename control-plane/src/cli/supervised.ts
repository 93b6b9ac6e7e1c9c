import type { Clock, Timer } from '@weft/proto';
import { Child, type Ending } from './child.ts';
import { CommandFailure } from './failure.ts';
import { lastWords, makeRoom } from './log-file.ts';
import type { ServiceKind, ServicePlan } from './plan.ts';
import type { ProcessMark } from './process-mark.ts';
import { waitUntilReady } from './readiness.ts';

/** How long a service may take to become ready: one that has ended is known at once, and a busy machine is slow. */
const READY_TIMEOUT_MS = 90_000;
/** A process that lived this long failed for a new reason. */
const STEADY_MS = 30_000;
const FIRST_DELAY_MS = 100;
/** A node's calls go on elsewhere, and that goes before its start on a machine that they share. */
const NODE_DELAY_MS = 1_500;
const MAX_DELAY_MS = 10_000;

/** Pause before a start that follows so many failures in a row, from 1: doubles up to ten seconds. */
export function restartDelayMs(failures: number, kind: ServiceKind): number {
  const delayMs = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 20));
  return kind === 'node' ? Math.max(NODE_DELAY_MS, delayMs) : delayMs;
}

/** What happened to a service, for the console. */
export type ServiceEvent =
  | { readonly what: 'ready'; readonly name: string; readonly tookMs: number }
  | { readonly what: 'died'; readonly name: string; readonly ending: Ending; readonly restartInMs: number }
  | { readonly what: 'not-ready'; readonly name: string; readonly reason: string };

/** `idle`: never started, stopped, or between a death and the start that follows it. */
type State =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly child: Child; readonly sinceMs: number };

/** What a supervised service is told besides its plan. */
export interface SupervisedOptions {
  readonly clock: Clock;
  readonly onEvent: (event: ServiceEvent) => void;
  /** After each change of the process, so that the stack can write it down. */
  readonly onProcess: () => void;
}

/** Keeps one service of a stack running: starts it, waits until it is ready, starts it again when it dies. */
export class Supervised {
  readonly plan: ServicePlan;
  readonly #options: SupervisedOptions;
  #state: State = { is: 'idle' };
  #failures = 0;
  #revival: Timer | undefined;
  /** Being ended. */
  #leaving: Child | undefined;
  // Raised by every decision on what shall run; work begun under an older one gives up.
  #decision = 0;

  constructor(plan: ServicePlan, options: SupervisedOptions) {
    this.plan = plan;
    this.#options = options;
  }

  /** The process that runs now; undefined between two. */
  get process(): ProcessMark | undefined {
    return this.#state.is === 'running' ? this.#state.child.process : undefined;
  }

  /** Starts it. Throws CommandFailure with the service's own last words when it does not come up. */
  async start(): Promise<void> {
    const { name, logFile, dataDir } = this.plan;
    const decision = this.#decide();
    const startedAtMs = this.#options.clock.monotonic();
    const child = await this.#spawn(decision);
    const reason = child === undefined ? undefined : await this.#whyNotReady(child, decision);
    if (child === undefined || decision !== this.#decision) {
      throw new CommandFailure(`${name} was stopped before it was ready.`);
    }
    if (child.ending !== undefined) {
      const words = await lastWords(logFile, child.logStart);
      throw new CommandFailure(
        `${name} did not start: ${words ?? `it ended with ${child.ending}`} (log: ${logFile})${
          dataDir === undefined
            ? ''
            : `; if its data is damaged, restore a copy of ${dataDir}, or move that folder away to begin without what was in it`
        }`,
      );
    }
    if (reason !== undefined) throw new CommandFailure(`${name} is not ready: ${reason} (log: ${logFile})`);
    this.#tellReady(startedAtMs);
    void child.ended.then((ending) => this.#died(child, ending));
  }

  /** Sends a signal to the process; if it dies of it, it is started again. Does nothing between two processes. */
  signal(name: NodeJS.Signals): void {
    if (this.#state.is === 'running') this.#state.child.signal(name);
  }

  /** Ends the process in good order and starts it anew. Resolves when it is ready. Throws as `start` does. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Ends the process for good. Resolves when nothing of it is left. */
  async stop(): Promise<void> {
    this.#leaving = this.#give() ?? this.#leaving;
    await this.#leaving?.end(this.#options.clock);
  }

  /** Ends the process at once, also one that is being ended; without waiting. */
  stopNow(): void {
    (this.#give() ?? this.#leaving)?.endGroup();
  }

  /** From here on nobody but the caller looks after the process. */
  #give(): Child | undefined {
    this.#decide();
    const before = this.#state;
    this.#state = { is: 'idle' };
    return before.is === 'running' ? before.child : undefined;
  }

  #decide(): number {
    this.#revival?.cancel();
    this.#decision += 1;
    return this.#decision;
  }

  async #spawn(decision: number): Promise<Child | undefined> {
    await makeRoom(this.plan.logFile);
    const child = await Child.create(this.plan);
    if (decision !== this.#decision) {
      await child.end(this.#options.clock);
      return undefined;
    }
    this.#state = { is: 'running', child, sinceMs: this.#options.clock.monotonic() };
    this.#options.onProcess();
    return child;
  }

  #whyNotReady(child: Child, decision: number): Promise<string | undefined> {
    const gone = (): boolean => child.ending !== undefined || decision !== this.#decision;
    return waitUntilReady(this.plan, { clock: this.#options.clock, timeoutMs: READY_TIMEOUT_MS, gone });
  }

  #tellReady(startedAtMs: number): void {
    const tookMs = this.#options.clock.monotonic() - startedAtMs;
    this.#options.onEvent({ what: 'ready', name: this.plan.name, tookMs });
  }

  #died(child: Child, ending: Ending): void {
    const { clock, onProcess } = this.#options;
    if (this.#state.is !== 'running' || this.#state.child !== child) return;
    // What it left behind would hold its ports.
    child.endGroup();
    if (clock.monotonic() - this.#state.sinceMs >= STEADY_MS) this.#failures = 0;
    this.#state = { is: 'idle' };
    onProcess();
    this.#reviveLater(ending);
  }

  #reviveLater(ending: Ending): void {
    const { clock, onEvent } = this.#options;
    const decision = this.#decide();
    this.#failures += 1;
    const restartInMs = restartDelayMs(this.#failures, this.plan.kind);
    onEvent({ what: 'died', name: this.plan.name, ending, restartInMs });
    this.#revival = clock.after(restartInMs, () => {
      this.#revive(decision).catch((error: unknown) => {
        if (decision === this.#decision)
          this.#reviveLater(error instanceof Error ? error.message : String(error));
      });
    });
  }

  async #revive(decision: number): Promise<void> {
    const startedAtMs = this.#options.clock.monotonic();
    const child = await this.#spawn(decision);
    if (child === undefined) return;
    void child.ended.then((ending) => this.#died(child, ending));
    const reason = await this.#whyNotReady(child, decision);
    if (decision !== this.#decision || child.ending !== undefined) return;
    if (reason === undefined) this.#tellReady(startedAtMs);
    else this.#options.onEvent({ what: 'not-ready', name: this.plan.name, reason });
  }
}
