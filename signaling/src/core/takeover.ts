import {
  type Bus,
  type BusMessage,
  type BusSubscription,
  type Clock,
  type Log,
  type Resume,
  type SessionPush,
  subjects,
} from '@weft/proto';
import type { ResumeOutcome, SessionHistory } from '../ports.ts';
import { type Holdings, heldOf, holdingHistory } from './holding.ts';
import { missedBy } from './missed.ts';
import type { ResumeClaim } from './resume-token.ts';
import { decodedPush } from './session-push.ts';
import type { SharedPushes } from './shared-pushes.ts';
import { Turns } from './turns.ts';

/** Well below what a hello may take; a client that hears nothing asks the next edge. */
const READ_WITHIN_MS = 1_000;
/** Readings at a time: the clients of a dead edge all come at once. */
const MAX_READING = 64;
/** Hellos that may wait for their turn to read. */
const MAX_WAITING = 4_096;
/** Messages that may arrive while the stream is read. */
const MAX_HEARD = 1_024;

export interface TakeoverParts {
  readonly bus: Bus;
  readonly history: SessionHistory;
  readonly shared: SharedPushes;
  readonly holdings: Holdings;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a client may have been away. */
  readonly resumeWindowMs: number;
}

/** A session of another edge, ready to go on at this one. */
export interface TakenSession {
  readonly outcome: 'taken-over';
  readonly pushes: readonly SessionPush[];
  readonly subscription: BusSubscription;
  /** From here on what arrives goes there. */
  handTo(sink: (message: BusMessage) => void): void;
}

export type Taking =
  | TakenSession
  | { readonly outcome: Exclude<ResumeOutcome, 'taken-over' | 'resumed' | 'other-subject'> };

/** What a client missed, and how many of the messages that were heard are in it: more may come before anybody looks. */
type ReadTogether = Pick<TakenSession, 'outcome' | 'pushes'> & { readonly heard: number };

/** Reads together what a client has missed whose edge is not this one. */
export class Takeover {
  readonly #parts: TakeoverParts;
  readonly #turns = new Turns(MAX_READING, MAX_WAITING);
  #readings = 0;

  constructor(parts: TakeoverParts) {
    this.#parts = parts;
  }

  /** Never throws. Whoever gets a TakenSession owns its subscription. */
  async take(resume: Resume, claim: ResumeClaim): Promise<Taking> {
    if (!this.#trusts(claim)) return { outcome: 'no-history' };
    using turn = await this.#turns.next();
    if (turn === undefined) return { outcome: 'no-history' };
    // Listens before it reads, so that nothing falls between.
    const heard: BusMessage[] = [];
    let sink = (message: BusMessage): void => {
      if (message.data.length === 0) message.respond(new Uint8Array(0));
      else if (heard.length <= MAX_HEARD) heard.push(message);
    };
    const { bus, shared } = this.#parts;
    const { sessionId, cursors } = resume;
    const subscription = bus.subscribe(subjects.sessionAll(sessionId), (message) => sink(message));
    const following = shared.follow(sessionId, cursors, (message) => sink(message));
    const missed = await this.#read(resume, claim, following.missed, heard);
    const unsubscribe = (): void => {
      following[Symbol.dispose]();
      subscription.unsubscribe();
    };
    if (missed.outcome !== 'taken-over') {
      unsubscribe();
      return missed;
    }
    const handTo = (next: (message: BusMessage) => void): void => {
      // The session is in the table: what is published for many finds it there.
      following[Symbol.dispose]();
      sink = next;
      for (const message of heard.slice(missed.heard)) next(message);
    };
    return { ...missed, subscription: { unsubscribe, [Symbol.dispose]: unsubscribe }, handTo };
  }

  /** Whether the stream and this edge have all that the client can have missed. */
  #trusts({ issuedAtMs }: ResumeClaim): boolean {
    const { history, shared, clock, resumeWindowMs } = this.#parts;
    return [history.completeSinceMs, shared.completeSinceMs].every(
      (sinceMs) =>
        sinceMs !== undefined && (sinceMs <= issuedAtMs || sinceMs <= clock.now() - resumeWindowMs),
    );
  }

  async #read(
    resume: Resume,
    claim: ResumeClaim,
    shared: readonly SessionPush[],
    heard: readonly BusMessage[],
  ): Promise<ReadTogether | Exclude<Taking, TakenSession>> {
    const { history, holdings, log } = this.#parts;
    const { sessionId } = resume;
    this.#readings++;
    const readingId = `${this.#readings}`;
    const stored: SessionPush[] = [];
    // All that is in the stream when this comes out of it was published before.
    holdings.tell(sessionId, 'reading', { readingId });
    try {
      await history.read(
        sessionId,
        (data) => {
          const push = decodedPush(data);
          if (push === undefined) return false;
          stored.push(push);
          return push.held?.readingId === readingId && push.held.holderId === holdings.holderId;
        },
        READ_WITHIN_MS,
      );
    } catch (error) {
      log.warn({ sessionId, error: String(error) }, 'what a session missed cannot be read');
      return { outcome: 'no-history' };
    }
    const live = heard.flatMap(({ data }) => decodedPush(data) ?? []);
    const { over, proven } = holdingHistory([...stored, ...live].flatMap(heldOf));
    if (over) return { outcome: 'unknown' };
    if (claim.generation < proven) return { outcome: 'wrong-token' };
    const missed = missedBy(resume.cursors, [...shared, ...stored], live);
    if (missed.all && heard.length <= MAX_HEARD) {
      return { outcome: 'taken-over', pushes: missed.pushes, heard: heard.length };
    }
    log.info({ sessionId, ...(missed.all ? {} : missed) }, 'session cannot be taken over without loss');
    return { outcome: 'frames-gone' };
  }
}
