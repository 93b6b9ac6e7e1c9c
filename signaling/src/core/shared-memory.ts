import { type Cursor, type Log, MalformedMessage, SessionPush, SharedPush } from '@weft/proto';

/** As long as the SESSIONS stream keeps what is published for one session. */
const MAX_AGE_MS = 60_000;
const MAX_MESSAGES = 8_192;
const MAX_BYTES = 32 * 1_024 * 1_024;

interface Kept {
  readonly atMs: number;
  readonly sourceId: string;
  readonly bytes: Buffer;
}

/**
 * What was published for many sessions lately, for those that come from other
 * edges: every edge hears all of it, so nobody has to read it back for each of
 * them. At a bound the oldest go, and what came before them cannot be vouched for.
 */
export class SharedMemory {
  readonly #log: Log;
  readonly #maxMessages: number;
  #kept: Kept[] = [];
  #bytes = 0;
  #completeSinceMs: number | undefined;

  constructor(log: Log, maxMessages = MAX_MESSAGES) {
    this.#log = log;
    this.#maxMessages = maxMessages;
  }

  /** Since when nothing is missing that is not too old, milliseconds since the Unix epoch; undefined = nobody can say. */
  get completeSinceMs(): number | undefined {
    return this.#completeSinceMs;
  }

  /** Starts anew: from now on all is heard, or (undefined) nothing. */
  begin(sinceMs: number | undefined): void {
    this.#kept = [];
    this.#bytes = 0;
    this.#completeSinceMs = sinceMs;
  }

  /** Puts what was published before this edge listened in front of what it heard itself. */
  prepend(before: readonly Uint8Array[], sinceMs: number, atMs: number): void {
    const heard = this.#kept;
    this.begin(sinceMs);
    for (const bytes of before) this.#read(bytes, atMs);
    for (const { bytes, sourceId } of heard) this.keep(bytes, sourceId, atMs);
  }

  /** The bytes are copied: those of a message would hold all that came with it. */
  keep(bytes: Uint8Array, sourceId: string, atMs: number): void {
    this.#kept.push({ atMs, sourceId, bytes: Buffer.from(bytes) });
    this.#bytes += bytes.length;
    let [gone, lost] = [0, undefined as Kept | undefined];
    for (const oldest of this.#kept) {
      const full = this.#kept.length - gone > this.#maxMessages || this.#bytes > MAX_BYTES;
      if (!full && atMs - oldest.atMs <= MAX_AGE_MS) break;
      if (full) lost = oldest;
      this.#bytes -= oldest.bytes.length;
      gone += 1;
    }
    if (gone > 0) this.#kept.splice(0, gone);
    if (lost !== undefined) this.#completeSinceMs = Math.max(this.#completeSinceMs ?? 0, lost.atMs + 1);
  }

  /** What a session got of it after these cursors, oldest first. */
  missed(sessionId: string, cursors: readonly Cursor[]): readonly SessionPush[] {
    const had = new Map(cursors.map(({ sourceId, sourceSeq }) => [sourceId, sourceSeq]));
    const found: SessionPush[] = [];
    // From the newest on: before the first that the client has it had all of that source.
    const done = new Set<string>();
    for (const { bytes, sourceId } of this.#kept.toReversed()) {
      if (done.has(sourceId) || !bytes.includes(sessionId, 0, 'latin1')) continue;
      const push = partOf(SharedPush.decode(bytes), sessionId);
      if (push === undefined) continue;
      if (push.sourceSeq <= (had.get(sourceId) ?? 0)) done.add(sourceId);
      else found.push(push);
    }
    return found.reverse();
  }

  #read(bytes: Uint8Array, atMs: number): void {
    try {
      const { sourceId, sessionIds } = SharedPush.decode(bytes);
      if (sessionIds.length > 0) this.keep(bytes, sourceId, atMs);
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.#log.warn({}, 'a push for many does not follow the schema');
    }
  }
}

/** A shared push as one session gets it; undefined = it is not among those it is for. */
export function partOf(
  { source, coalesceKey, sourceId, sessionIds, sourceSeqs }: SharedPush,
  sessionId: string,
): SessionPush | undefined {
  const at = sessionIds.indexOf(sessionId);
  if (at < 0) return undefined;
  return SessionPush.create({ source, coalesceKey, sourceId, sourceSeq: sourceSeqs[at] ?? 0 });
}
