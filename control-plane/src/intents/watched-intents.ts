import { type Directory, keys, type Log, type View } from '@weft/proto';
import type { IntentDocument } from './document.ts';
import { examplesOf, IntentEngine } from './engine.ts';
import { prepareFeatures } from './features.ts';
import { readIntents } from './intent-store.ts';
import { digestOf, KeptModel } from './kept-model.ts';
import { seedDocument } from './seed.ts';
import { learnAside } from './training.ts';

/** Those that come with Weft, once learnt: the same for every instance in a process. */
let learntSeed: IntentEngine | undefined;

/** The intents that hold now. A port of whoever decides by them. */
export interface LiveIntents {
  /** Undefined while the first training is under way. */
  readonly engine: IntentEngine | undefined;
  /** Resolves when all that came so far is learnt. */
  trained(): Promise<void>;
  /** Of the intents that were learnt last; 0 = those that come with Weft. */
  readonly version: number;
}

export interface WatchedIntentsOptions {
  readonly directory: Directory;
  readonly log: Log;
  /** Where what was learnt last is kept. */
  readonly modelFile: string;
  /** Nothing is learnt before: a process that starts has more urgent work. */
  readonly after: Promise<void>;
}

/**
 * The intents as etcd has them, learnt: a change is trained beside other work
 * and holds as soon as it is learnt; until then the one before goes on. What
 * cannot be read, as from a newer version of Weft, is logged.
 */
export class WatchedIntents implements LiveIntents, AsyncDisposable {
  readonly #view: View;
  readonly #log: Log;
  readonly #kept: KeptModel;
  #engine: IntentEngine | undefined;
  #version = -1;
  /** Of the newest document: a training of one before stops when another comes. */
  #learning = new AbortController();
  #training: Promise<void>;

  private constructor(view: View, { log, modelFile, after }: WatchedIntentsOptions) {
    this.#view = view;
    this.#log = log;
    this.#kept = new KeptModel(modelFile);
    this.#training = after.then(() => this.#take(view.entries.get(keys.intents)?.value));
    view.onChange((key, entry) => {
      if (key !== keys.intents) return;
      const before = this.#training;
      this.#training = Promise.all([before, this.#take(entry?.value)]).then(() => undefined);
    });
  }

  /** Resolves when it watches; what is there is learnt after that, or recalled. */
  static async create(options: WatchedIntentsOptions): Promise<WatchedIntents> {
    return new WatchedIntents(await options.directory.watch(keys.intents), options);
  }

  get engine(): IntentEngine | undefined {
    return this.#engine;
  }

  get version(): number {
    return this.#version;
  }

  async trained(): Promise<void> {
    await this.#training;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#learning.abort();
    await this.#view[Symbol.asyncDispose]();
    await this.#training;
  }

  async #take(text: string | undefined): Promise<void> {
    this.#learning.abort();
    this.#learning = new AbortController();
    const off = this.#learning.signal;
    try {
      const { version, document } =
        text === undefined
          ? { version: 0, document: learntSeed?.document ?? seedDocument() }
          : readIntents(text);
      const engine = (version === 0 ? learntSeed : undefined) ?? (await this.#learn(document, off));
      if (engine === undefined) return;
      if (version === 0) learntSeed = engine;
      // Before the first customer would wait for it.
      prepareFeatures();
      this.#engine = engine;
      this.#version = version;
      this.#log.info({ version, intents: Object.keys(document.intents).length }, 'intents are learnt');
    } catch (error) {
      this.#log.error({ error: String(error) }, 'intents not learnt: those before hold');
    }
  }

  /** Recalled where the same examples were learnt before. Undefined when something newer came meanwhile. */
  async #learn(document: IntentDocument, off: AbortSignal): Promise<IntentEngine | undefined> {
    const examples = examplesOf(document);
    const digest = digestOf(examples);
    const kept = await this.#kept.read(digest);
    const learnt = kept ?? (await learnAside(examples, off));
    if (learnt === undefined || off.aborted) return undefined;
    // Without it the next start takes longer, nothing else.
    if (kept === undefined)
      await this.#kept
        .write(digest, learnt)
        .catch((error: unknown) => this.#log.warn({ error: String(error) }, 'what was learnt is not kept'));
    return IntentEngine.recall(document, learnt);
  }
}
