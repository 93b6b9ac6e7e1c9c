import { streams, subjects } from '../subjects.ts';
import { RecentStream, type RecentStreamOptions } from './recent-stream.ts';

const SESSIONS = {
  name: streams.sessions,
  subject: subjects.allSessions,
  // As many as an edge's outbox holds: a client that misses more could not be resumed anyway.
  maxMessagesASubject: 1_024,
  maxBytes: 128 * 1_024 * 1_024,
  without: 'no stream of sessions: they can be resumed at their own edge only',
};

/** What was published for single sessions in the last minute, read back from the SESSIONS stream. */
export class JetStreamSessions implements Disposable {
  readonly #stream: RecentStream;

  private constructor(stream: RecentStream) {
    this.#stream = stream;
  }

  /** Makes the stream when it is missing; resolves also when that cannot be done. */
  static async create(options: RecentStreamOptions): Promise<JetStreamSessions> {
    return new JetStreamSessions(await RecentStream.create(SESSIONS, options));
  }

  /** As RecentStream.completeSinceMs. */
  get completeSinceMs(): number | undefined {
    return this.#stream.completeSinceMs;
  }

  /** As RecentStream.read(), of a session's subject. */
  read(sessionId: string, take: (data: Uint8Array) => boolean, timeoutMs: number): Promise<void> {
    return this.#stream.read(subjects.session(sessionId), take, timeoutMs);
  }

  /** As RecentStream.read(), of all sessions, with each message's session. */
  readAll(
    sinceMs: number,
    take: (sessionId: string, data: Uint8Array) => boolean,
    timeoutMs: number,
  ): Promise<void> {
    const [before = '', behind = ''] = subjects.allSessions.split('*');
    const taking = (data: Uint8Array, subject: string): boolean =>
      take(subject.slice(before.length, -behind.length), data);
    return this.#stream.read(subjects.allSessions, taking, timeoutMs, sinceMs);
  }

  [Symbol.dispose](): void {
    this.#stream[Symbol.dispose]();
  }
}
