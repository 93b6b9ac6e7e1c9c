import { type Clock, type Log, type Timer, WeftError } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type {
  DraftChange,
  IntentsEditor,
  IntentsNow,
  IntentsSnapshot,
  IntentsStep,
  NamedIntent,
  VersionHead,
} from '../types.ts';
import { ownersOf } from './example-lines.ts';
import { draftOf, isChanged, policyOf, type TypedIntent, typedOf } from './intent-draft.ts';
import type { IntentsApi, IntentsOutcome } from './intents-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

/** Learning takes some seconds: so often it is asked whether it is over. */
const ASK_AGAIN_MS = 1_000;

const EMPTY: IntentsSnapshot = {
  ...{ step: 'none', problem: undefined, now: undefined, learning: false, versions: [] },
  ...{ draft: undefined, changed: [], refusals: [], trial: undefined, saved: 0 },
};

interface Found {
  readonly now: IntentsNow;
  readonly versions: readonly VersionHead[];
}

/**
 * The intents with their examples. Each is edited by itself and what is typed of
 * one stays while others are looked at; a save is a version, which the server
 * learns, and until it has, the version before decides.
 */
export class ExamplesEditor implements IntentsEditor {
  readonly #api: IntentsApi;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #cell: Cell<IntentsSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<IntentsStep>;
  /** By intent; as many as somebody types in, each bounded by its fields. */
  readonly #typed = new Map<string, TypedIntent>();
  #owners: ReadonlyMap<string, string> = new Map();
  #chosen = '';
  #watching = false;
  /** The problem that is shown is that it could not be asked whether something is learnt. */
  #unheard = false;
  #timer: Timer | undefined;

  constructor({ api, clock, log }: { readonly api: IntentsApi; readonly clock: Clock; readonly log: Log }) {
    this.#api = api;
    this.#clock = clock;
    this.#log = log;
    this.#work = new WorkInTurn(log, (standing) => {
      this.#unheard = false;
      this.#change(standing);
    });
  }

  readonly get = (): IntentsSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    this.#watching = true;
    void this.#work.run('loading', async () => {
      this.#change({ saved: 0, refusals: [] });
      this.#take(await this.#ask());
    });
  }

  rest(): void {
    this.#watching = false;
    this.#timer?.cancel();
  }

  choose(intent: string): void {
    this.#chosen = intent;
    this.#show({ refusals: [], saved: 0 });
  }

  add(intent: string): void {
    if (this.get().now === undefined) return;
    if (this.#current(intent) === undefined && !this.#typed.has(intent))
      this.#typed.set(intent, typedOf(intent, undefined));
    this.choose(intent);
  }

  edit(change: DraftChange): void {
    const typed = this.#typedNow();
    if (typed === undefined) return;
    const next = { ...typed, ...change };
    if (isChanged(next)) this.#typed.set(next.intent, next);
    else this.#typed.delete(next.intent);
    this.#show({ refusals: [], saved: 0 });
  }

  reset(): void {
    this.#typed.delete(this.#chosen);
    this.#show({ refusals: [], problem: undefined });
  }

  save(note: string): void {
    const { draft, now } = this.get();
    const typed = this.#typed.get(this.#chosen);
    if (now === undefined || typed === undefined || !draft?.good || draft.overtaken) return;
    const { intent } = typed;
    const policy = policyOf(typed);
    void this.#work.run('saving', () =>
      this.#saved(
        () => this.#api.set(intent, policy, note.trim(), now.head.version),
        () => {
          // What was typed meanwhile goes on from what is saved.
          const latest = this.#typed.get(intent);
          if (latest === typed || latest === undefined) this.#typed.delete(intent);
          else this.#typed.set(intent, { ...latest, base: policy });
        },
      ),
    );
  }

  remove(note: string): void {
    const { now } = this.get();
    const intent = this.#chosen;
    if (now === undefined || this.#current(intent) === undefined) return;
    void this.#work.run('saving', () =>
      this.#saved(
        () => this.#api.remove(intent, note.trim(), now.head.version),
        () => this.#typed.delete(intent),
      ),
    );
  }

  restore(version: number): void {
    const { now } = this.get();
    if (now === undefined) return;
    void this.#work.run('saving', () =>
      this.#saved(
        () => this.#api.restore(version, now.head.version),
        () => undefined,
      ),
    );
  }

  attempt(text: string): void {
    const tried = text.trim();
    if (tried === '') return;
    void this.#work.run('trying', async () => this.#change({ trial: await this.#api.attempt(tried) }));
  }

  async #ask(): Promise<Found> {
    const [now, versions] = await Promise.all([this.#api.now(), this.#api.versions()]);
    return { now, versions };
  }

  #take({ now, versions }: Found): void {
    const known = this.get().now?.head.version ?? 0;
    // Asked before something that was saved meanwhile.
    if (now.head.version >= known) {
      this.#owners = ownersOf(now.intents);
      const learning = now.learntVersion !== now.head.version;
      this.#show({ now, versions, learning });
      if (!learning) this.#tryAgain(now.learntVersion);
    }
    this.#askAgain();
  }

  /** While something is learnt and looked at. */
  #askAgain(): void {
    this.#timer?.cancel();
    if (!this.#watching || !this.get().learning) return;
    this.#timer = this.#clock.after(ASK_AGAIN_MS, () => {
      this.#ask()
        .then((found) => {
          if (this.#unheard) this.#change({ problem: undefined });
          this.#unheard = false;
          this.#take(found);
        })
        .catch((error: unknown) => {
          this.#log.debug({ error: String(error) }, 'not known whether the intents are learnt');
          this.#unheard = true;
          this.#change({ problem: problemOf(error) });
          this.#askAgain();
        });
    });
  }

  /** What was tried is decided anew by what is learnt since. */
  #tryAgain(version: number): void {
    const { trial } = this.get();
    if (trial !== undefined && trial.version !== version) this.attempt(trial.text);
  }

  async #saved(save: () => Promise<IntentsOutcome>, done: () => void): Promise<void> {
    this.#change({ refusals: [], saved: 0 });
    try {
      const { ok, version, problems } = await save();
      if (!ok) {
        this.#change({ refusals: problems });
        return;
      }
      done();
      this.#take(await this.#ask());
      this.#change({ saved: version });
    } catch (error) {
      if (error instanceof WeftError && error.code === 'CONFLICT') this.#take(await this.#ask());
      throw error;
    }
  }

  #current(intent: string): NamedIntent | undefined {
    return this.get().now?.intents.find((one) => one.intent === intent);
  }

  /** What is typed of the chosen intent, or nothing yet; undefined = there is no such intent. */
  #typedNow(): TypedIntent | undefined {
    const typed = this.#typed.get(this.#chosen);
    const current = this.#current(this.#chosen);
    if (typed !== undefined || current === undefined) return typed;
    const { intent, ...policy } = current;
    return typedOf(intent, policy);
  }

  #show(changes: Partial<IntentsSnapshot>): void {
    this.#change(changes);
    const typed = this.#typedNow();
    this.#change({
      draft: typed === undefined ? undefined : draftOf(typed, this.#current(typed.intent), this.#owners),
      changed: [...this.#typed.keys()],
    });
  }

  #change(changes: Partial<IntentsSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
