import {
  type Bus,
  type Clock,
  type Ids,
  type Log,
  MalformedMessage,
  type SessionPush,
  SharedPush,
  subjects,
  type Timer,
} from '@weft/proto';
import type { SessionHistory, SharedHistory } from '../ports.ts';
import type { Delivery } from './delivery.ts';
import { type Holdings, heldOf, holderOf } from './holding.ts';
import type { Lifecycle } from './lifecycle.ts';
import { missedBy } from './missed.ts';
import { decodedPush } from './session-push.ts';
import type { Session, Sessions } from './sessions.ts';
import { partOf } from './shared-memory.ts';

/** How often the edge leaves a mark in the streams. */
const MARK_EVERY_MS = 5_000;
/** A connection that fell silent is noticed within this: what was sent before then went through. */
const SILENCE_MS = 10_000;
/** How far before the absence was noticed the streams are read from. More than SILENCE_MS, since clocks differ. */
const LOOK_BACK_MS = 30_000;
/** A stream's servers may take a while to agree on who leads. Meanwhile pushes wait. */
const READ_WITHIN_MS = 2_000;
const RETRY_AFTER_MS = 500;
const MAX_TRIES = 3;
/** Pushes that may wait for one session. */
const MAX_HELD = 1_024;
/** Sessions that are told at a time that they missed something, and how soon the next are: all of their clients come back. */
const TELL_AT_ONCE = 50;
const TELL_EVERY_MS = 100;

export interface AbsenceParts {
  readonly bus: Bus;
  readonly sessions: Sessions;
  readonly delivery: Delivery;
  readonly lifecycle: Lifecycle;
  readonly holdings: Holdings;
  readonly history: SessionHistory;
  readonly sharedHistory: SharedHistory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/** What the streams have of this edge's sessions, by session. */
type Stored = ReadonlyMap<string, readonly SessionPush[]>;

/**
 * What this edge's sessions miss while its connection to NATS is silent or cut. When it is back, pushes wait until the
 * streams were read; what is missing is brought in its order. Where that cannot be had, or not with certainty, the
 * session ends, so that its client begins anew and looks again. A call's media does not hang on it.
 *
 * Whether the streams have it all is known by marks of this edge in them: what came after a mark that is there is there
 * as well, since the oldest go first.
 */
export class Absence implements Disposable {
  readonly #parts: AbsenceParts;
  readonly #markId: string;
  readonly #listening: Disposable;
  #marking: Timer | undefined;
  #telling: Timer | undefined;
  /** Sessions that have missed something and are not told yet. */
  #missed: Session[] = [];
  /** When marks were made, from the first on; those long past are forgotten, but for the last of them. */
  #marks: { readonly number: number; readonly atMs: number }[] = [];
  #number = 0;
  /** Since when messages may be missing, milliseconds since the Unix epoch; undefined = none are. */
  #sinceMs: number | undefined;
  /** Raised whenever the bus comes or goes: what was begun before is void. */
  #turn = 0;

  constructor(parts: AbsenceParts) {
    this.#parts = parts;
    this.#markId = parts.ids.next('mark');
    this.#listening = parts.bus.onConnected((connected) => this.#changed(connected));
  }

  /** Begins to leave marks. Until then an absence cannot be made good. */
  begin(): void {
    this.#mark();
    this.#marking = this.#parts.clock.every(MARK_EVERY_MS, () => {
      if (this.#parts.bus.connected) this.#mark();
    });
  }

  [Symbol.dispose](): void {
    this.#turn++;
    this.#marking?.cancel();
    this.#telling?.cancel();
    this.#listening[Symbol.dispose]();
  }

  #changed(connected: boolean): void {
    this.#turn++;
    const { clock, delivery } = this.#parts;
    if (connected) {
      // #catchUp() answers every failure itself.
      void this.#catchUp(this.#turn, this.#sinceMs ?? clock.now());
      return;
    }
    this.#sinceMs ??= clock.now();
    // What comes next is of the connection after this one.
    delivery.hold();
  }

  async #catchUp(turn: number, sinceMs: number): Promise<void> {
    const stored = await this.#read(turn, sinceMs);
    if (turn !== this.#turn) return;
    this.#sinceMs = undefined;
    this.#settle(stored);
  }

  /** Undefined = it cannot be had, or something else has begun meanwhile. Never throws. */
  async #read(turn: number, sinceMs: number): Promise<Stored | undefined> {
    const { log, clock } = this.#parts;
    const before = this.#lastBefore(sinceMs - SILENCE_MS);
    for (let tries = 1; tries <= MAX_TRIES && turn === this.#turn; tries++) {
      const mark = this.#mark();
      try {
        const [own, shared] = await Promise.all([
          this.#readOwn(sinceMs - LOOK_BACK_MS, before, mark),
          this.#readShared(sinceMs - LOOK_BACK_MS, before, mark),
        ]);
        if (own === undefined || shared === undefined) return undefined;
        for (const [sessionId, pushes] of shared) {
          const together = own.get(sessionId);
          if (together === undefined) own.set(sessionId, pushes);
          else together.push(...pushes);
        }
        return own;
      } catch (error) {
        log.warn({ error: String(error), tries }, 'what was missed while the bus was away cannot be read');
        await new Promise<void>((resolve) => clock.after(RETRY_AFTER_MS, resolve));
      }
    }
    return undefined;
  }

  /** What was published for single sessions. Undefined = a mark of before is not in the stream: more may be missing. */
  async #readOwn(
    fromMs: number,
    before: number,
    mark: number,
  ): Promise<Map<string, SessionPush[]> | undefined> {
    const { history, sessions } = this.#parts;
    const found = new Map<string, SessionPush[]>();
    let whole = false;
    const take = (sessionId: string, data: Uint8Array): boolean => {
      if (sessionId === this.#markId) {
        const number = this.#numberOf(decodedPush(data)?.held?.readingId ?? '');
        whole ||= number <= before;
        return number === mark;
      }
      const push = sessions.get(sessionId) === undefined ? undefined : decodedPush(data);
      if (push !== undefined) add(found, sessionId, push);
      return false;
    };
    await history.readAll(fromMs, take, READ_WITHIN_MS);
    return whole ? found : undefined;
  }

  /** The same of what was published for many. */
  async #readShared(
    fromMs: number,
    before: number,
    mark: number,
  ): Promise<Map<string, SessionPush[]> | undefined> {
    const { sharedHistory, sessions } = this.#parts;
    const found = new Map<string, SessionPush[]>();
    let whole = false;
    const take = (data: Uint8Array): boolean => {
      const shared = sharedOf(data);
      if (shared === undefined) return false;
      if (shared.readingId !== '') {
        const number = this.#numberOf(shared.readingId);
        whole ||= number <= before;
        return number === mark;
      }
      for (const sessionId of shared.sessionIds) {
        const push = sessions.get(sessionId) === undefined ? undefined : partOf(shared, sessionId);
        if (push !== undefined) add(found, sessionId, push);
      }
      return false;
    };
    await sharedHistory.readSince(fromMs, take, READ_WITHIN_MS);
    return whole ? found : undefined;
  }

  #settle(stored: Stored | undefined): void {
    const { sessions, delivery, lifecycle, log } = this.#parts;
    const held = delivery.release();
    const before = this.#missed.length;
    let brought = 0;
    for (const session of [...sessions.values()]) {
      const live = held.get(session) ?? [];
      const kept = stored?.get(session.id) ?? [];
      if (this.#isElsewhere(session, [...kept, ...live])) {
        lifecycle.step(session, { on: 'moved' });
        continue;
      }
      const found = missedBy(session.heard?.cursors ?? [], kept, live);
      if (stored === undefined || !found.all || live.length > MAX_HELD) {
        this.#missed.push(session);
        continue;
      }
      for (const push of found.pushes) {
        delivery.bring(session, push);
        brought++;
      }
    }
    const missed = this.#missed.length - before;
    log.info({ sessions: sessions.size, brought, missed }, 'sessions after the bus was away');
    if (this.#telling === undefined) this.#tell();
  }

  /** Whether another edge went on with the session meanwhile. */
  #isElsewhere(session: Session, pushes: readonly SessionPush[]): boolean {
    const last = holderOf(pushes.flatMap(heldOf));
    if (last === undefined || last.holderId === this.#parts.holdings.holderId) return false;
    return last.generation >= session.proven;
  }

  /** Some at a time, so that their clients do not all come back at once. */
  #tell(): void {
    const { clock, lifecycle } = this.#parts;
    this.#telling = undefined;
    for (const session of this.#missed.splice(0, TELL_AT_ONCE)) {
      const { phase } = session.state;
      if (phase === 'ready' || phase === 'resuming') lifecycle.step(session, { on: 'missed' });
    }
    if (this.#missed.length > 0) this.#telling = clock.after(TELL_EVERY_MS, () => this.#tell());
  }

  /** Leaves a mark in both streams. */
  #mark(): number {
    const { bus, clock, holdings } = this.#parts;
    const number = ++this.#number;
    const atMs = clock.now();
    const first = this.#marks.findLastIndex((mark) => mark.atMs < atMs - LOOK_BACK_MS);
    this.#marks = [...this.#marks.slice(Math.max(0, first)), { number, atMs }];
    const readingId = `${holdings.holderId} ${number}`;
    holdings.tell(this.#markId, 'reading', { readingId });
    bus.publish(subjects.shared, SharedPush.encode({ readingId }));
    return number;
  }

  /** The number of the last mark made before a time: those that went through for certain. Of an edge just started, the first. */
  #lastBefore(atMs: number): number {
    return this.#marks.findLast((mark) => mark.atMs <= atMs)?.number ?? Math.min(1, this.#number);
  }

  /** Infinity = no mark of this edge. */
  #numberOf(readingId: string): number {
    const [holderId, number] = readingId.split(' ');
    return holderId === this.#parts.holdings.holderId && number !== undefined
      ? Number(number)
      : Number.POSITIVE_INFINITY;
  }
}

function add(found: Map<string, SessionPush[]>, sessionId: string, push: SessionPush): void {
  const pushes = found.get(sessionId);
  if (pushes === undefined) found.set(sessionId, [push]);
  else pushes.push(push);
}

function sharedOf(data: Uint8Array): SharedPush | undefined {
  try {
    return SharedPush.decode(data);
  } catch (error) {
    if (error instanceof MalformedMessage) return undefined;
    throw error;
  }
}
