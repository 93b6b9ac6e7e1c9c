import type { Timer } from '@weft/proto';
import type { Standing } from '../calls/sessions.ts';
import type { QueueContext } from './context.ts';
import type { QueueCore } from './core.ts';

/** How often a desk's session is asked for... */
const INTERVAL_MS = 5_000;
/** ...and how often where an offer rings, or the desk is in doubt. */
const WATCH_MS = 1_000;
/** A desk that gave no sign of life for so long is offered nothing, */
const DOUBT_MS = 3_000;
/** and for so long does not keep its offer: longer than a page needs to be back, and soon enough for the customer. */
const SILENT_MS = 8_000;
/** A session that no edge holds for this long is gone: longer than an edge lets a session be resumed (15 s). */
const GONE_AFTER_MS = 20_000;
/** An agent's choice of presence outlives its desk for this long: a reload, a browser's crash. */
const REMEMBER_MS = 5 * 60_000;

type SweepContext = Pick<QueueContext, 'clock' | 'live' | 'sessions' | 'log'>;

/**
 * Heals what lost messages leave behind: asks whether desks' sessions live (a
 * killed edge says no goodbye), forgets desks long gone, and drops waiting calls
 * that etcd does not know.
 */
export class QueueSweep implements Disposable {
  readonly #context: SweepContext;
  readonly #core: QueueCore;
  readonly #timers: readonly Timer[];
  /** By session: since when nobody holds it. */
  readonly #missing = new Map<string, number>();
  /** By session: since when nothing was heard of its client or of its edge. */
  readonly #silent = new Map<string, number>();
  /** By agent: since when no desk is connected. */
  readonly #away = new Map<string, number>();
  /** Waiting calls that etcd did not know at the last sweep. */
  #unknown: ReadonlySet<string> = new Set();

  constructor(context: SweepContext, core: QueueCore) {
    this.#context = context;
    this.#core = core;
    this.#timers = [
      context.clock.every(INTERVAL_MS, () => this.sweep()),
      context.clock.every(WATCH_MS, () => this.#watch()),
    ];
  }

  sweep(): void {
    this.#sweepDesks();
    this.#sweepCalls();
  }

  [Symbol.dispose](): void {
    for (const timer of this.#timers) timer.cancel();
  }

  /** A desk on which an offer rings may have died: the customer is not to wait until the offer expires. */
  #watch(): void {
    const { desks, offers } = this.#core.state;
    const doubted = new Set(
      [...desks.values()].filter(({ reachable }) => !reachable).map(({ sessionId }) => sessionId),
    );
    for (const { agentId, phase } of offers.values())
      if (phase === 'ringing') doubted.add(desks.get(agentId)?.sessionId ?? '');
    doubted.delete('');
    for (const sessionId of doubted) void this.#ask(sessionId);
  }

  #sweepDesks(): void {
    const nowMs = this.#context.clock.monotonic();
    for (const { agentId, sessionId } of this.#core.state.desks.values()) {
      if (sessionId !== '') {
        this.#away.delete(agentId);
        void this.#ask(sessionId);
        continue;
      }
      const sinceMs = this.#away.get(agentId) ?? nowMs;
      this.#away.set(agentId, sinceMs);
      if (nowMs - sinceMs >= REMEMBER_MS) this.#core.take({ name: 'desk-forgotten', agentId });
    }
    const { desks } = this.#core.state;
    for (const agentId of this.#away.keys()) if (!desks.has(agentId)) this.#away.delete(agentId);
    // A desk that came back with another session is not asked for by the one that it had.
    for (const known of [this.#missing, this.#silent])
      for (const sessionId of known.keys())
        if (desks.ofSession(sessionId) === undefined) known.delete(sessionId);
  }

  /** A new call's record takes a moment to be heard of: only one that was missing the last time too is dropped. */
  #sweepCalls(): void {
    const { live, log } = this.#context;
    const unknown = new Set<string>();
    for (const { callId } of this.#core.state.waiting) {
      const stage = live.records.get(callId)?.value.stage;
      if (stage !== undefined && stage !== 'ended') continue;
      if (!this.#unknown.has(callId)) {
        unknown.add(callId);
        continue;
      }
      log.warn({ callId }, 'a waiting call that is no more');
      this.#core.take({ name: 'call-over', callId });
    }
    this.#unknown = unknown;
  }

  async #ask(sessionId: string): Promise<void> {
    const { clock, sessions, log } = this.#context;
    try {
      const standing = await sessions.standing(sessionId);
      if (standing === undefined) {
        // Time in which nobody could be asked is not counted.
        this.#silent.delete(sessionId);
        return;
      }
      const gone = standing.name === 'gone';
      const silentMs = this.#silentMs(sessionId, standing);
      this.#core.take({ name: 'desk-doubted', sessionId, reachable: !gone && silentMs < DOUBT_MS });
      if (silentMs >= SILENT_MS) this.#core.take({ name: 'desk-silent', sessionId });
      if (!gone) {
        this.#missing.delete(sessionId);
        return;
      }
      const sinceMs = this.#missing.get(sessionId) ?? clock.monotonic();
      this.#missing.set(sessionId, sinceMs);
      if (clock.monotonic() - sinceMs < GONE_AFTER_MS) return;
      this.#missing.delete(sessionId);
      this.#core.take({ name: 'session-gone', sessionId });
    } catch (error) {
      log.error({ sessionId, error: String(error) }, 'desk not asked for');
    }
  }

  /** For how long nothing was heard of the client: by its edge, or of the edge itself. */
  #silentMs(sessionId: string, standing: Standing): number {
    const nowMs = this.#context.clock.monotonic();
    if (standing.name === 'held' && standing.silentMs === 0) {
      this.#silent.delete(sessionId);
      return 0;
    }
    const saidMs = standing.name === 'held' ? nowMs - standing.silentMs : nowMs;
    const sinceMs = Math.min(saidMs, this.#silent.get(sessionId) ?? saidMs);
    this.#silent.set(sessionId, sinceMs);
    return nowMs - sinceMs;
  }
}
