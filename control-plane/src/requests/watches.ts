import { type Clock, Mesh, type Timer, WeftError } from '@weft/proto';
import type { Sessions } from '../calls/sessions.ts';
import type { MeshQueries } from '../ports.ts';

/** A watch that is not renewed within this ends: pages that went away cost nothing. */
const WATCH_MS = 60_000;
const PUSH_INTERVAL_MS = 1_000;
/** Operators' pages at one instance; beyond, UNAVAILABLE. */
const MAX_WATCHES = 200;

/** Operators' pages that want to see the mesh: told at most once a second, and only of changes. */
export class MeshWatches implements Disposable {
  readonly #mesh: MeshQueries;
  readonly #sessions: Sessions;
  readonly #clock: Clock;
  /** By session: when it ends (monotonic). */
  readonly #untilMs = new Map<string, number>();
  #timer: Timer | undefined;
  #told = '';

  constructor(options: { mesh: MeshQueries; sessions: Sessions; clock: Clock }) {
    this.#mesh = options.mesh;
    this.#sessions = options.sessions;
    this.#clock = options.clock;
  }

  /** Starts or renews a watch and answers with the mesh as it is now. Throws UNAVAILABLE at the bound. */
  on(sessionId: string): Mesh {
    if (!this.#untilMs.has(sessionId) && this.#untilMs.size >= MAX_WATCHES) {
      throw new WeftError('UNAVAILABLE', 'too many watch the mesh at this instance');
    }
    this.#untilMs.set(sessionId, this.#clock.monotonic() + WATCH_MS);
    this.#timer ??= this.#clock.every(PUSH_INTERVAL_MS, () => this.#push());
    return this.#mesh.mesh();
  }

  /** Ends a watch; one that is not there is no error. */
  off(sessionId: string): void {
    this.#untilMs.delete(sessionId);
    if (this.#untilMs.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  [Symbol.dispose](): void {
    for (const sessionId of [...this.#untilMs.keys()]) this.off(sessionId);
  }

  #push(): void {
    const nowMs = this.#clock.monotonic();
    for (const [sessionId, untilMs] of this.#untilMs) if (untilMs <= nowMs) this.off(sessionId);
    if (this.#untilMs.size === 0) return;
    const mesh = this.#mesh.mesh();
    const text = Mesh.toJson({ ...mesh, atMs: 0 });
    if (text === this.#told) return;
    this.#told = text;
    for (const sessionId of this.#untilMs.keys()) {
      this.#sessions.push(sessionId, { body: { case: 'mesh', value: mesh } }, 'mesh');
    }
  }
}
