import { setImmediate } from 'node:timers/promises';
import { type Directory, keys, type Log, type View } from '@weft/proto';
import type { IntentDocument } from './document.ts';
import { IntentEngine } from './engine.ts';
import { readIntents } from './intent-store.ts';
import { seedDocument } from './seed.ts';

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

/**
 * The intents as etcd has them, learnt: a change is trained between other work
 * and holds as soon as it is learnt; until then the one before goes on. What
 * cannot be read, as from a newer version of Weft, is logged.
 */
export class WatchedIntents implements LiveIntents, AsyncDisposable {
  readonly #view: View;
  readonly #log: Log;
  #engine: IntentEngine | undefined;
  #version = -1;
  /** Raised by every document that comes: a training that is not the newest stops. */
  #newest = 0;
  #training: Promise<void>;

  private constructor(view: View, log: Log) {
    this.#view = view;
    this.#log = log;
    this.#training = this.#take(view.entries.get(keys.intents)?.value);
    view.onChange((key, entry) => {
      if (key !== keys.intents) return;
      const before = this.#training;
      this.#training = Promise.all([before, this.#take(entry?.value)]).then(() => undefined);
    });
  }

  /** Resolves when it watches; what is there is learnt meanwhile. */
  static async create(options: {
    readonly directory: Directory;
    readonly log: Log;
  }): Promise<WatchedIntents> {
    return new WatchedIntents(await options.directory.watch(keys.intents), options.log);
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
    this.#newest += 1;
    await this.#view[Symbol.asyncDispose]();
    await this.#training;
  }

  async #take(text: string | undefined): Promise<void> {
    this.#newest += 1;
    const turn = this.#newest;
    try {
      const { version, document } =
        text === undefined
          ? { version: 0, document: learntSeed?.document ?? seedDocument() }
          : readIntents(text);
      const engine = (version === 0 ? learntSeed : undefined) ?? (await this.#train(document, turn));
      if (engine === undefined) return;
      if (version === 0) learntSeed = engine;
      this.#engine = engine;
      this.#version = version;
      this.#log.info({ version, intents: Object.keys(document.intents).length }, 'intents are learnt');
    } catch (error) {
      this.#log.error({ error: String(error) }, 'intents not learnt: those before hold');
    }
  }

  /** Between other work. Undefined when something newer came meanwhile. */
  async #train(document: IntentDocument, turn: number): Promise<IntentEngine | undefined> {
    const training = IntentEngine.train(document);
    for (;;) {
      await setImmediate();
      if (turn !== this.#newest) return undefined;
      const step = training.next();
      if (step.done === true) return step.value;
    }
  }
}
