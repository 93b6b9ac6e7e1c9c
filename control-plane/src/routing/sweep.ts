import type { Timer } from '@weft/proto';
import type { QueueContext } from './context.ts';
import type { QueueCore } from './core.ts';

/** How often a desk's session is asked for. */
const INTERVAL_MS = 5_000;
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
  readonly #timer: Timer;
  /** By session: since when nobody holds it. */
  readonly #missing = new Map<string, number>();
  /** By agent: since when no desk is connected. */
  readonly #away = new Map<string, number>();
  /** Waiting calls that etcd did not know at the last sweep. */
  #unknown: ReadonlySet<string> = new Set();

  constructor(context: SweepContext, core: QueueCore) {
    this.#context = context;
    this.#core = core;
    this.#timer = context.clock.every(INTERVAL_MS, () => this.sweep());
  }

  sweep(): void {
    this.#sweepDesks();
    this.#sweepCalls();
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
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
    for (const sessionId of this.#missing.keys())
      if (desks.ofSession(sessionId) === undefined) this.#missing.delete(sessionId);
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
      const lives = await sessions.lives(sessionId);
      if (lives === undefined) return;
      this.#core.take({ name: 'desk-doubted', sessionId, reachable: lives });
      if (lives) {
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
}
