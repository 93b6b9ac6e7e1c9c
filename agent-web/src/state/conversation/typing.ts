import type { Author, Clock, Timer } from '@weft/proto';
import type { Ask } from '../ask.ts';

/** "Is typing" is told again this often, and believed a little longer than that. */
const TELL_EVERY_MS = 3_000;
const BELIEVE_FOR_MS = 6_000;
/** Somebody who pressed no key for this long does not type any more. */
const IDLE_AFTER_MS = 4_000;
/** That somebody types may come later than what they typed, which takes a shorter way: it is not believed for this long. */
const SPOKE_FOR_MS = 1_000;
/** People shown as typing in one conversation; more are not told apart. */
const MAX_TYPING = 8;

/** Who of the others types, each until told otherwise or not told for a while. */
export class OthersTyping {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #timers = new Map<string, Timer>();
  /** When somebody spoke last, by author. */
  readonly #spokeAtMs = new Map<string, number>();
  #authors: readonly Author[] = [];

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  get authors(): readonly Author[] {
    return this.#authors;
  }

  told(author: Author, on: boolean): void {
    const key = `${author.kind} ${author.id}`;
    if (!on) {
      this.#stop(key);
      return;
    }
    if (this.#clock.monotonic() - (this.#spokeAtMs.get(key) ?? -SPOKE_FOR_MS) < SPOKE_FOR_MS) return;
    this.#spokeAtMs.delete(key);
    if (!this.#timers.has(key) && this.#timers.size >= MAX_TYPING) return;
    this.#timers.get(key)?.cancel();
    this.#timers.set(
      key,
      this.#clock.after(BELIEVE_FOR_MS, () => this.#stop(key)),
    );
    if (this.#authors.some(({ kind, id }) => `${kind} ${id}` === key)) return;
    this.#authors = [...this.#authors, author];
    this.#changed();
  }

  /** Who has just said something does not type it any more. */
  spoke(author: Author): void {
    const key = `${author.kind} ${author.id}`;
    this.#spokeAtMs.set(key, this.#clock.monotonic());
    this.#stop(key);
  }

  clear(): void {
    for (const key of [...this.#timers.keys()]) this.#stop(key);
  }

  #stop(key: string): void {
    this.#timers.get(key)?.cancel();
    if (!this.#timers.delete(key)) return;
    this.#authors = this.#authors.filter(({ kind, id }) => `${kind} ${id}` !== key);
    this.#changed();
  }
}

/** Tells the others that somebody types here: at the first key, again now and then, and when it is over. */
export class OwnTyping {
  readonly #clock: Clock;
  readonly #tell: (on: boolean) => void;
  #told = false;
  #toldAtMs = 0;
  #idle: Timer | undefined;

  constructor(clock: Clock, tell: (on: boolean) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  key(): void {
    const nowMs = this.#clock.monotonic();
    if (!this.#told || nowMs - this.#toldAtMs >= TELL_EVERY_MS) {
      this.#told = true;
      this.#toldAtMs = nowMs;
      this.#tell(true);
    }
    this.#idle?.cancel();
    this.#idle = this.#clock.after(IDLE_AFTER_MS, () => this.over());
  }

  /** The composer is empty, or nobody types any more. */
  over(): void {
    this.#idle?.cancel();
    this.#idle = undefined;
    if (!this.#told) return;
    this.#told = false;
    this.#tell(false);
  }

  /** An item was sent, which says by itself that typing is over. */
  sent(): void {
    this.#idle?.cancel();
    this.#idle = undefined;
    this.#told = false;
  }
}

/** Typing is told and forgotten: whether it arrives matters to nobody. */
export const tellTyping = (ask: Ask, conversationId: string, on: boolean): void => {
  ask.control('accepted', { case: 'setTyping', value: { conversationId, on } }).catch(() => undefined);
};
