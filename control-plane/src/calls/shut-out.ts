import { type Clock, type Directory, keys, type Log, SignOutRecord, type Timer } from '@weft/proto';
import { Records } from '../registry/records.ts';
import type { CallOwner } from './owner.ts';
import type { Sessions } from './sessions.ts';
import { legsOf } from './step.ts';

/** How often it is asked whether an edge has the session. */
const ASK_EVERY_MS = 2_000;
/** One that moves between edges is with none of them for a moment: so often in a row it must be gone. */
const GONE_TIMES = 2;
/** An edge that has the session ends it at once if it is to end; one that does not by then let it be. */
const WATCH_MS = 60_000;

interface Suspect {
  readonly owner: CallOwner;
  readonly sessionId: string;
  readonly untilMs: number;
  gone: number;
}

export interface ShutOutOptions {
  readonly directory: Directory;
  /** The calls of this instance. */
  readonly table: { readonly owners: readonly CallOwner[] };
  readonly sessions: Pick<Sessions, 'standing'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Takes those from calls whose sessions are over (they were shut out, or have another password) and whom no edge can tell: an edge
 * ends the sessions that it has, and media goes on without any. Their page cannot get another session with the token it has.
 */
export class ShutOut implements AsyncDisposable {
  readonly #options: ShutOutOptions;
  readonly #records: Records<SignOutRecord>;
  /** At most one per leg of this instance's calls and sign-out. */
  readonly #suspects = new Set<Suspect>();
  #asking: Timer | undefined;

  private constructor(records: Records<SignOutRecord>, options: ShutOutOptions) {
    this.#records = records;
    this.#options = options;
    records.onChange((subjectId, now) => {
      if (now !== undefined) this.#suspect(subjectId, now.value.keptSessionId);
    });
  }

  /** Resolves when it watches. Throws WeftError while etcd is away. */
  static async create(options: ShutOutOptions): Promise<ShutOut> {
    const { directory, log } = options;
    return new ShutOut(await Records.watch(directory, keys.signOuts, SignOutRecord, log), options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    await this.#records[Symbol.asyncDispose]();
  }

  #suspect(subjectId: string, keptSessionId: string): void {
    const { table, clock } = this.#options;
    const untilMs = clock.monotonic() + WATCH_MS;
    for (const owner of table.owners) {
      if (owner.state.stage === 'ended') continue;
      for (const leg of legsOf(owner.state))
        if (leg.subjectId === subjectId && leg.sessionId !== keptSessionId)
          this.#suspects.add({ owner, sessionId: leg.sessionId, untilMs, gone: 0 });
    }
    if (this.#suspects.size > 0) this.#asking ??= clock.every(ASK_EVERY_MS, () => this.#ask());
  }

  #ask(): void {
    const { clock, log } = this.#options;
    for (const suspect of this.#suspects) {
      const { owner, sessionId, untilMs } = suspect;
      const { state } = owner;
      // Who is in it with another session has a token that an edge took after the sign-out.
      const there = state.stage !== 'ended' && legsOf(state).some((leg) => leg.sessionId === sessionId);
      if (!there || clock.monotonic() > untilMs) this.#suspects.delete(suspect);
      else
        this.#judge(suspect).catch((error: unknown) =>
          log.warn({ sessionId, error: String(error) }, 'session not asked for'),
        );
    }
    if (this.#suspects.size === 0) this.#stop();
  }

  async #judge(suspect: Suspect): Promise<void> {
    const { owner, sessionId } = suspect;
    const standing = await this.#options.sessions.standing(sessionId);
    // The bus cannot say.
    if (standing === undefined) return;
    suspect.gone = standing.name === 'gone' ? suspect.gone + 1 : 0;
    if (suspect.gone < GONE_TIMES || !this.#suspects.delete(suspect)) return;
    this.#options.log.info({ callId: owner.state.callId, sessionId }, 'shut out, and out of the call');
    owner.sessionEnded(sessionId, 'refused');
  }

  #stop(): void {
    this.#suspects.clear();
    this.#asking?.cancel();
    this.#asking = undefined;
  }
}
