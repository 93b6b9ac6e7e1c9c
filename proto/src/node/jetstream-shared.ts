import { WeftError } from '../errors.ts';
import { streams, subjects } from '../subjects.ts';
import { RecentStream, type RecentStreamOptions } from './recent-stream.ts';

const SHARED = {
  name: streams.shared,
  subject: subjects.shared,
  maxBytes: 64 * 1_024 * 1_024,
  without: 'no stream of what is published for many: an edge that starts takes no sessions over for a while',
};

/** What was published for many sessions at a time in the last minute, read back from the SHARED stream. */
export class JetStreamShared implements Disposable {
  readonly #stream: RecentStream;

  private constructor(stream: RecentStream) {
    this.#stream = stream;
  }

  /** Makes the stream when it is missing; resolves also when that cannot be done. */
  static async create(options: RecentStreamOptions): Promise<JetStreamShared> {
    return new JetStreamShared(await RecentStream.create(SHARED, options));
  }

  /**
   * Gives what is kept, oldest first, until `take` returns true. Resolves with since
   * when nothing is missing from it, milliseconds since the Unix epoch. Throws
   * WeftError TIMEOUT or UNAVAILABLE.
   */
  async read(take: (data: Uint8Array) => boolean, timeoutMs: number): Promise<number> {
    await this.#stream.read(subjects.shared, take, timeoutMs);
    const { completeSinceMs } = this.#stream;
    if (completeSinceMs === undefined) throw new WeftError('UNAVAILABLE', 'the bus went away meanwhile');
    return completeSinceMs;
  }

  /** As RecentStream.read(). */
  readSince(sinceMs: number, take: (data: Uint8Array) => boolean, timeoutMs: number): Promise<void> {
    return this.#stream.read(subjects.shared, take, timeoutMs, sinceMs);
  }

  [Symbol.dispose](): void {
    this.#stream[Symbol.dispose]();
  }
}
