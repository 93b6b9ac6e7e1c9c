import { hasLeft, type Timer } from '@weft/proto';
import type { CallContext } from './context.ts';
import type { CallEvent, CallState, Leg } from './state.ts';
import { legsOf } from './step.ts';

/** A session that no edge holds for this long is gone: longer than an edge lets a session be resumed (15 s). */
const GONE_AFTER_MS = 20_000;
/** So long a page is waited for that may be about to come back with another session: it was cut off, or its media has just broken. */
const COMES_BACK_MS = 5_000;
/** How often it is looked whether the media still flows of somebody who has no session. */
const LOOK_EVERY_MS = 1_000;

type AbsenceContext = Pick<CallContext, 'clock' | 'sessions' | 'connectedAt' | 'log'>;

export interface AbsencesCall {
  readonly state: () => CallState;
  readonly take: (event: CallEvent) => void;
}

/**
 * What the end of a session means for the call. Who said goodbye has left, and so has who was shut out. Whoever else lost their session is in the call for
 * as long as their media flows: their page gets another session, and speaks and hears meanwhile. The word of an end may be
 * lost, too, so it is also asked whether sessions live.
 */
export class Absences implements Disposable {
  readonly #context: AbsenceContext;
  readonly #call: AbsencesCall;
  /** When each session was first missed, monotonic. At most one entry per participant that is missed. */
  readonly #missing = new Map<string, number>();
  /** Sessions that have ended without a goodbye, and until when their pages are waited for, monotonic. As many at most. */
  readonly #ended = new Map<string, number>();
  #looking: Timer | undefined;

  constructor(context: AbsenceContext, call: AbsencesCall) {
    this.#context = context;
    this.#call = call;
  }

  /** Asks whether the session lives. */
  async look(sessionId: string): Promise<void> {
    const { clock, sessions } = this.#context;
    // Time in which nobody could be asked is not counted.
    if ((await sessions.lives(sessionId)) !== false) {
      this.#missing.delete(sessionId);
      return;
    }
    const sinceMs = this.#missing.get(sessionId) ?? clock.monotonic();
    this.#missing.set(sessionId, sinceMs);
    if (clock.monotonic() - sinceMs < GONE_AFTER_MS) return;
    this.#missing.delete(sessionId);
    this.ended(sessionId, 'timeout');
  }

  /** The session has ended. `reason`: as SessionGone says it. */
  ended(sessionId: string, reason: string): void {
    const leg = this.#legOf(sessionId);
    // A session that was left for a newer one.
    if (leg === undefined) return;
    const cutOff = reason === 'replaced' || reason === 'dropped';
    if (hasLeft(reason) || !(cutOff || this.#flows(leg))) {
      this.#gone(sessionId);
      return;
    }
    const { clock, log } = this.#context;
    if (!this.#ended.has(sessionId))
      log.info({ callId: this.#call.state().callId, sessionId, reason }, 'in the call without a session');
    this.#ended.set(sessionId, clock.monotonic() + COMES_BACK_MS);
    this.#looking ??= clock.every(LOOK_EVERY_MS, () => this.#lookAtEnded());
  }

  [Symbol.dispose](): void {
    this.#ended.clear();
    this.#looking?.cancel();
    this.#looking = undefined;
  }

  #lookAtEnded(): void {
    const nowMs = this.#context.clock.monotonic();
    for (const [sessionId, untilMs] of this.#ended) {
      const leg = this.#legOf(sessionId);
      if (leg === undefined) this.#ended.delete(sessionId);
      else if (this.#flows(leg)) this.#ended.set(sessionId, nowMs + COMES_BACK_MS);
      else if (nowMs >= untilMs) this.#gone(sessionId);
    }
    if (this.#ended.size === 0) this[Symbol.dispose]();
  }

  #gone(sessionId: string): void {
    this.#ended.delete(sessionId);
    this.#call.take({ name: 'session-gone', sessionId, atMs: this.#context.clock.now() });
  }

  #legOf(sessionId: string): Leg | undefined {
    const state = this.#call.state();
    return state.stage === 'ended' ? undefined : legsOf(state).find((leg) => leg.sessionId === sessionId);
  }

  /** Either leg is connected, by the word of its node. */
  #flows({ participantId, nodeId, standby }: Leg): boolean {
    const { callId } = this.#call.state();
    return [nodeId, standby?.nodeId ?? ''].some(
      (one) => this.#context.connectedAt(callId, participantId, one) === true,
    );
  }
}
