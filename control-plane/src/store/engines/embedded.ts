import { Worker } from 'node:worker_threads';
import type { EmbeddedStart, FromEmbedded, ToEmbedded } from './embedded-messages.ts';
import { type Link, LinkLost, type Links, type Rows } from './link.ts';

/** A refusal of the database, with its SQLSTATE, as PostgreSQL's own client has it. */
class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

type Done = (answer: Extract<FromEmbedded, { readonly ok: true }>) => void;

interface Asked {
  readonly resolve: Done;
  readonly reject: (error: Error) => void;
}

/** The one link of PGlite, which runs on a thread of its own. It goes from user to user in order. */
export class EmbeddedLinks implements Links {
  readonly #start: EmbeddedStart;
  readonly #asked = new Map<number, Asked>();
  readonly #waiting: ((link: Link) => void)[] = [];
  readonly #link: Link = { query: (text, values) => this.#query(text, values) };
  #worker: Worker | undefined;
  #lastId = 0;
  #taken = false;

  /** Without a folder it lives in memory. */
  constructor(folder?: string) {
    this.#start = { folder };
  }

  async open(): Promise<void> {
    const opened = this.#answerTo(0);
    const worker = new Worker(new URL('./embedded-thread.ts', import.meta.url), {
      workerData: this.#start,
      // Flags such as --test are the process's own business.
      execArgv: [],
    });
    this.#worker = worker;
    worker.on('message', (answer: FromEmbedded) => this.#hear(answer));
    worker.on('error', (error) => this.#lose(error));
    worker.on('exit', () => this.#lose(new Error('its thread has ended')));
    await opened;
  }

  acquire(): Promise<Link> {
    if (!this.#taken) {
      this.#taken = true;
      return Promise.resolve(this.#link);
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  release(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken = false;
    else next(this.#link);
  }

  async dump(): Promise<Uint8Array<ArrayBuffer>> {
    // Between transactions, so that none is in it by half.
    await this.acquire();
    try {
      const answer = await this.#ask((id) => ({ id, ask: 'dump' }));
      return new Uint8Array('dump' in answer ? answer.dump : new ArrayBuffer());
    } finally {
      this.release();
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    await this.#ask((id) => ({ id, ask: 'close' })).catch(() => undefined);
    this.#worker = undefined;
    await worker.terminate();
  }

  async #query(text: string, values: readonly unknown[]): Promise<Rows> {
    const answer = await this.#ask((id) => ({ id, ask: 'query', text, values }));
    return 'rows' in answer ? answer : { rows: [], affected: 0 };
  }

  #ask(message: (id: number) => ToEmbedded): Promise<Parameters<Done>[0]> {
    const worker = this.#worker;
    if (worker === undefined) return Promise.reject(new LinkLost('the embedded database is not open'));
    this.#lastId += 1;
    const answered = this.#answerTo(this.#lastId);
    worker.postMessage(message(this.#lastId));
    return answered;
  }

  #answerTo(id: number): Promise<Parameters<Done>[0]> {
    return new Promise((resolve, reject) => this.#asked.set(id, { resolve, reject }));
  }

  #hear(answer: FromEmbedded): void {
    const asked = this.#asked.get(answer.id);
    this.#asked.delete(answer.id);
    if (answer.ok) asked?.resolve(answer);
    else asked?.reject(new EmbeddedError(answer.message, answer.code));
  }

  #lose(cause: Error): void {
    this.#worker = undefined;
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { reject } of asked) reject(new LinkLost('the embedded database is gone', { cause }));
  }
}
