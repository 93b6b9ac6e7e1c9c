import { type Clock, type ErrorCode, WeftError } from '@weft/proto';

const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2_000;

/** A part of a stream, as much as is there at a time. */
export interface Batches<Batch> extends AsyncIterable<Batch> {
  /** Ends the iteration. */
  close(): void;
}

export interface FollowingOptions<Batch> {
  readonly clock: Clock;
  /** Where it is read on; asked again whenever that ended or failed. */
  readonly begin: () => Promise<Batches<Batch>>;
  /** Works on a batch; the next one comes when it is done. What it throws makes everything begin anew. */
  readonly each: (batch: Batch) => Promise<void>;
  /** It cannot be followed now: for the log. */
  readonly failed: (error: unknown) => void;
  /** Errors that pass by themselves. */
  readonly passing: ReadonlySet<ErrorCode>;
}

/**
 * Follows a stream from its making on until it is closed. When that fails it begins anew, after pauses that grow from
 * 50 ms to 2 s.
 */
export class Following<Batch> implements AsyncDisposable {
  readonly #options: FollowingOptions<Batch>;
  readonly #running: Promise<void>;
  /** Who pauses now: woken at the end. */
  readonly #pausing = new Set<() => void>();
  #batches: Batches<Batch> | undefined;
  #closed = false;

  constructor(options: FollowingOptions<Batch>) {
    this.#options = options;
    // Whoever makes it has it in hand before the first batch comes.
    this.#running = Promise.resolve().then(() => this.#run());
  }

  /** Nothing more is begun. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Resolves when the batch that is worked on is done; pauses end at once. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#batches?.close();
    for (const wake of this.#pausing) wake();
    await this.#running;
  }

  /** Does it again and again while its error is one that passes: what waits is safe in the stream. Once more after the end. */
  async persist<Result>(work: () => Promise<Result>): Promise<Result> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)) {
      try {
        return await work();
      } catch (error) {
        const passes = error instanceof WeftError && this.#options.passing.has(error.code);
        if (this.#closed || !passes) throw error;
      }
      await this.pause(pauseMs);
    }
  }

  /** Resolves after so long, or at the end. */
  async pause(ms: number): Promise<void> {
    if (this.#closed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#pausing.add(resolve);
    using _ = this.#options.clock.after(ms, resolve);
    await promise;
    this.#pausing.delete(resolve);
  }

  async #run(): Promise<void> {
    const { begin, each, failed } = this.#options;
    for (let pauseMs = FIRST_PAUSE_MS; !this.#closed; pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)) {
      try {
        this.#batches = await begin();
        if (this.#closed) break;
        for await (const batch of this.#batches) {
          await each(batch);
          pauseMs = FIRST_PAUSE_MS;
          if (this.#closed) break;
        }
      } catch (error) {
        failed(error);
      } finally {
        this.#batches?.close();
        this.#batches = undefined;
      }
      await this.pause(pauseMs);
    }
  }
}
