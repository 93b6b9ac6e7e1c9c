import { type Clock, Mesh, type Timer, WeftError } from '@weft/proto';
import type { Sessions } from '../calls/sessions.ts';
import type { MeshQueries } from '../ports.ts';

/** A watch that is not renewed within this ends: pages that went away cost nothing. */
const WATCH_MS = 60_000;
const PUSH_INTERVAL_MS = 1_000;
/** Operators' pages at one instance; beyond, UNAVAILABLE. */
const MAX_WATCHES = 200;

interface Watch {
  /** Monotonic. */
  readonly untilMs: number;
  /** What the page knows, to see whether there is news for it. */
  readonly told: string;
}

const textOf = (mesh: Mesh): string => Mesh.toJson({ ...mesh, atMs: 0 });

/** Operators' pages that want to see the mesh: told at most once a second, and only of changes. */
export class MeshWatches implements Disposable {
  readonly #mesh: MeshQueries;
  readonly #sessions: Sessions;
  readonly #clock: Clock;
  readonly #watches = new Map<string, Watch>();
  #timer: Timer | undefined;

  constructor(options: { mesh: MeshQueries; sessions: Sessions; clock: Clock }) {
    this.#mesh = options.mesh;
    this.#sessions = options.sessions;
    this.#clock = options.clock;
  }

  /** Starts or renews a watch and answers with the mesh as it is now. Throws UNAVAILABLE at the bound. */
  on(sessionId: string): Mesh {
    if (!this.#watches.has(sessionId) && this.#watches.size >= MAX_WATCHES) {
      throw new WeftError('UNAVAILABLE', 'too many watch the mesh at this instance');
    }
    const mesh = this.#mesh.mesh();
    const untilMs = this.#clock.monotonic() + WATCH_MS;
    this.#watches.set(sessionId, { untilMs, told: textOf(mesh) });
    this.#timer ??= this.#clock.every(PUSH_INTERVAL_MS, () => this.#push());
    return mesh;
  }

  /** Ends a watch; one that is not there is no error. */
  off(sessionId: string): void {
    this.#watches.delete(sessionId);
    if (this.#watches.size > 0) return;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  [Symbol.dispose](): void {
    for (const sessionId of [...this.#watches.keys()]) this.off(sessionId);
  }

  #push(): void {
    const nowMs = this.#clock.monotonic();
    for (const [sessionId, { untilMs }] of this.#watches) if (untilMs <= nowMs) this.off(sessionId);
    if (this.#watches.size === 0) return;
    const mesh = this.#mesh.mesh();
    const text = textOf(mesh);
    const behind = [...this.#watches].filter(([, { told }]) => told !== text);
    for (const [sessionId, watch] of behind) this.#watches.set(sessionId, { ...watch, told: text });
    this.#sessions.pushAll(
      behind.map(([sessionId]) => sessionId),
      { body: { case: 'mesh', value: mesh } },
      'mesh',
    );
  }
}
