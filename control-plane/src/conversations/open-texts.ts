import { type Bus, type Clock, type Log, subjects, type Timer, WeftError } from '@weft/proto';
import type { TextLoads } from '../routing/text-loads.ts';
import type { Agents } from './agents.ts';
import type { TimelineStore } from './timeline-store.ts';

/** Changes that come together are looked at once, so soon after the first. */
const ASK_AFTER_MS = 500;
/** What was not heard is found out so late at most. */
const ASK_EVERY_MS = 10_000;

/** What it is made of. */
export interface OpenTextsParts {
  readonly bus: Bus;
  readonly agents: Agents;
  readonly store: Pick<TimelineStore, 'loads'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Counts of open conversations from the store, asked for whenever a conversation changed. While the store is away they stay as they were. */
export class OpenTexts implements TextLoads {
  readonly #parts: OpenTextsParts;
  readonly #listeners = new Set<() => void>();
  #open: ReadonlyMap<string, number> = new Map();
  #version = 0;
  #soon: Timer | undefined;
  #asking = false;
  #following: Disposable | undefined;

  constructor(parts: OpenTextsParts) {
    this.#parts = parts;
  }

  get version(): number {
    return this.#version;
  }

  openOf(agentId: string): number {
    return this.#open.get(agentId) ?? 0;
  }

  follow(listener: () => void): Disposable {
    this.#listeners.add(listener);
    this.#following ??= this.#start();
    return {
      [Symbol.dispose]: () => {
        this.#listeners.delete(listener);
        if (this.#listeners.size > 0) return;
        this.#following?.[Symbol.dispose]();
        this.#following = undefined;
      },
    };
  }

  #start(): Disposable {
    const { bus, clock } = this.#parts;
    const subscription = bus.subscribe(subjects.conversations, () => this.#askSoon());
    const timer = clock.every(ASK_EVERY_MS, () => this.#askSoon());
    this.#askSoon();
    return {
      [Symbol.dispose]: () => {
        subscription[Symbol.dispose]();
        timer.cancel();
        this.#soon?.cancel();
        this.#soon = undefined;
        this.#open = new Map();
      },
    };
  }

  #askSoon(): void {
    this.#soon ??= this.#parts.clock.after(ASK_AFTER_MS, () => {
      this.#soon = undefined;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    // What changes meanwhile is asked for when this is answered.
    if (this.#asking) return this.#askSoon();
    this.#asking = true;
    const { agents, store, log } = this.#parts;
    try {
      const loads = await store.loads(agents.all().map(({ agentId }) => agentId));
      this.#take(new Map(loads.flatMap(({ agentId, open }) => (open > 0 ? [[agentId, open]] : []))));
    } catch (error) {
      if (!(error instanceof WeftError)) throw error;
      log.debug({ code: error.code }, 'open conversations not counted');
    } finally {
      this.#asking = false;
    }
  }

  #take(open: ReadonlyMap<string, number>): void {
    const same =
      open.size === this.#open.size && [...open].every(([id, count]) => this.#open.get(id) === count);
    if (same || this.#following === undefined) return;
    this.#open = open;
    this.#version += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}
