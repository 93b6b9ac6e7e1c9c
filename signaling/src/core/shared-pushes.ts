import {
  type Bus,
  type BusMessage,
  type Clock,
  type Cursor,
  type Log,
  MalformedMessage,
  Push,
  SessionPush,
  SharedFrame,
  SharedPush,
  subjects,
} from '@weft/proto';
import type { SharedHistory, Tally } from '../ports.ts';
import type { Delivery } from './delivery.ts';
import type { Holdings } from './holding.ts';
import type { Sessions } from './sessions.ts';
import { partOf, SharedMemory } from './shared-memory.ts';

/** An edge that starts waits no longer for what was published before. */
const READ_WITHIN_MS = 1_000;
/** Sessions that one message may name. */
const MAX_SESSIONS = 1_000;

export interface SharedPushesParts {
  readonly bus: Bus;
  readonly sessions: Sessions;
  readonly delivery: Delivery;
  readonly holdings: Holdings;
  readonly sharedHistory: SharedHistory;
  readonly clock: Clock;
  readonly log: Log;
  readonly tally: Tally;
}

/** A session that is being taken over. */
interface Coming {
  readonly sessionId: string;
  readonly sink: (message: BusMessage) => void;
}

/** Brings what is published once for many sessions to those that are here, and remembers it for those that come. */
export class SharedPushes implements Disposable {
  readonly #parts: SharedPushesParts;
  readonly #memory: SharedMemory;
  readonly #coming = new Set<Coming>();
  readonly #listening: readonly Disposable[];

  constructor(parts: SharedPushesParts) {
    const { bus, clock, log } = parts;
    this.#parts = parts;
    this.#memory = new SharedMemory(log);
    this.#memory.begin(clock.now());
    this.#listening = [
      bus.subscribe(subjects.shared, ({ data }) => this.#heard(data)),
      // What was published while the bus was away is missing.
      bus.onConnected((connected) => this.#memory.begin(connected ? clock.now() : undefined)),
    ];
  }

  /** Since when nothing is missing of what is remembered; undefined = nobody can say. */
  get completeSinceMs(): number | undefined {
    return this.#memory.completeSinceMs;
  }

  /** Reads what was published before this edge listened. Resolves also when that cannot be done: then it remembers from now on. */
  async catchUp(): Promise<void> {
    const { bus, clock, holdings, sharedHistory, log } = this.#parts;
    const before: Uint8Array[] = [];
    // All that is in the stream when this comes out of it was published before.
    bus.publish(subjects.shared, SharedPush.encode({ readingId: holdings.holderId }));
    try {
      const completeSinceMs = await sharedHistory.read((data) => {
        before.push(data);
        return isMark(data, holdings.holderId);
      }, READ_WITHIN_MS);
      this.#memory.prepend(before, completeSinceMs, clock.now());
    } catch (error) {
      log.warn({ error: String(error) }, 'what was published for many before cannot be read');
    }
  }

  /** What a session that comes from another edge missed of it; from now on `sink` gets what is published for it, as if for it alone. */
  follow(
    sessionId: string,
    cursors: readonly Cursor[],
    sink: (message: BusMessage) => void,
  ): { readonly missed: readonly SessionPush[] } & Disposable {
    const coming = { sessionId, sink };
    this.#coming.add(coming);
    return {
      missed: this.#memory.missed(sessionId, cursors),
      [Symbol.dispose]: () => this.#coming.delete(coming),
    };
  }

  [Symbol.dispose](): void {
    for (const listening of this.#listening) listening[Symbol.dispose]();
  }

  #heard(data: Uint8Array): void {
    const shared = this.#decoded(data);
    if (shared === undefined || shared.sessionIds.length === 0) return;
    const { sessions, delivery, clock } = this.#parts;
    const { source, sourceId, coalesceKey, sessionIds, sourceSeqs } = shared;
    this.#memory.keep(data, sourceId, clock.now());
    const frame = new SharedFrame(Push.encode({ source, sourceId }));
    for (const [at, sessionId] of sessionIds.entries()) {
      const sourceSeq = sourceSeqs[at] ?? 0;
      const session = sessions.get(sessionId);
      if (session === undefined) continue;
      if (delivery.holding)
        delivery.push(session, SessionPush.create({ source, coalesceKey, sourceId, sourceSeq }));
      else delivery.share(session, frame, { coalesceKey, sourceId, sourceSeq });
    }
    for (const { sessionId, sink } of this.#coming) {
      const push = partOf(shared, sessionId);
      if (push === undefined) continue;
      sink({
        subject: subjects.session(sessionId),
        data: SessionPush.encode(push),
        respond: () => undefined,
      });
    }
  }

  #decoded(data: Uint8Array): SharedPush | undefined {
    const { tally, log } = this.#parts;
    try {
      const shared = SharedPush.decode(data);
      const { sessionIds, sourceSeqs, sourceId, source } = shared;
      const named = sessionIds.length <= MAX_SESSIONS && sessionIds.length === sourceSeqs.length;
      const whole = named && (sessionIds.length === 0 || (source !== undefined && sourceId !== ''));
      if (whole) return shared;
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
    }
    tally.queued('malformed');
    log.warn({}, 'a push for many does not follow the schema');
    return undefined;
  }
}

function isMark(data: Uint8Array, holderId: string): boolean {
  try {
    return SharedPush.decode(data).readingId === holderId;
  } catch (error) {
    if (error instanceof MalformedMessage) return false;
    throw error;
  }
}
