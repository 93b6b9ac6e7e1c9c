import type { Clock, Log, Mesh, Timer } from '@weft/proto';
import type { Api } from './api.ts';
import type { Ask } from './ask.ts';
import { type Cell, createCell } from './cell.ts';
import { linkView } from './link-view.ts';
import type { PageLink } from './page-parts.ts';
import { problemOf } from './problem.ts';
import type { Session } from './session.ts';
import { SignIn } from './sign-in.ts';
import type { Ops, OpsSnapshot, OpsState, Problem } from './types.ts';

export interface OpsParts {
  readonly link: PageLink;
  readonly ask: Ask;
  readonly api: Api;
  readonly session: Session;
  readonly clock: Clock;
  readonly log: Log;
}

/** A watch ends by itself when it is not renewed: the instance that pushes may be replaced by another. */
const RENEW_MS = 20_000;

/** The operator's page: the mesh as it is now, and draining. */
export class MeshOps implements Ops {
  readonly #parts: OpsParts;
  readonly #signIn: SignIn;
  readonly #snapshot: Cell<OpsSnapshot>;
  readonly #stops: (() => void)[] = [];
  /** What was asked of each node and has not shown yet: true = drain. */
  readonly #asked = new Map<string, boolean>();
  #mesh: Mesh | undefined;
  #problem: Problem | undefined;
  /** Why the mesh could not be seen when it was asked for last. */
  #unseen: Problem | undefined;
  #renewal: Timer | undefined;

  constructor(parts: OpsParts) {
    this.#parts = parts;
    const { api, session, link, log } = parts;
    const publish = (): void => this.#publish();
    this.#signIn = new SignIn({
      role: 'operator',
      ...{ api, session, link, log, changed: publish },
      left: () => this.#leave(),
    });
    this.#snapshot = createCell(this.#compose());
    this.#stops.push(
      link.onState(publish),
      link.onFresh(() => this.#watch()),
      link.onPush((push) => {
        if (push.case === 'control' && push.value.body?.case === 'mesh') this.#seen(push.value.body.value);
      }),
    );
  }

  readonly get = (): OpsSnapshot => this.#snapshot.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#snapshot.subscribe(listener);

  open(): void {
    this.#signIn.open();
  }

  signIn(login: string, password: string): void {
    this.#signIn.signIn(login, password);
  }

  signOut(): void {
    this.#signIn.signOut();
  }

  drain(nodeId: string, on: boolean): void {
    if (
      this.#signIn.state.name !== 'signed-in' ||
      this.#mesh?.nodes.some((node) => node.nodeId === nodeId) !== true
    )
      return;
    this.#asked.set(nodeId, on);
    this.#publish();
    this.#parts.ask
      .control('accepted', { case: 'drainNode', value: { nodeId, on } })
      .catch((error: unknown) => {
        this.#asked.delete(nodeId);
        this.#failed(error);
      });
  }

  dismiss(): void {
    this.#problem = undefined;
    this.#unseen = undefined;
    this.#publish();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#leave();
    this.#parts.link.close();
  }

  #watch(): void {
    this.#renewal?.cancel();
    this.#ask();
    this.#renewal = this.#parts.clock.every(RENEW_MS, () => this.#ask());
  }

  #ask(): void {
    this.#parts.ask.control('mesh', { case: 'watchMesh', value: { on: true } }).then(
      (mesh) => {
        this.#unseen = undefined;
        this.#seen(mesh);
      },
      (error: unknown) => {
        if (this.#signIn.state.name !== 'signed-in') return;
        this.#parts.log.warn({ error: String(error) }, 'mesh not seen');
        this.#unseen = problemOf(error);
        this.#publish();
      },
    );
  }

  #seen(mesh: Mesh): void {
    this.#mesh = mesh;
    for (const [nodeId, on] of this.#asked) {
      const node = mesh.nodes.find((one) => one.nodeId === nodeId);
      if (node === undefined || (node.state === 'draining') === on) this.#asked.delete(nodeId);
    }
    this.#publish();
  }

  #failed(error: unknown): void {
    if (this.#signIn.state.name !== 'signed-in') return;
    this.#parts.log.warn({ error: String(error) }, 'operator request failed');
    this.#problem = problemOf(error);
    this.#publish();
  }

  #leave(): void {
    this.#renewal?.cancel();
    this.#asked.clear();
    this.#mesh = undefined;
    this.#problem = undefined;
    this.#unseen = undefined;
  }

  #state(): OpsState {
    const signIn = this.#signIn.state;
    if (signIn.name !== 'signed-in') return signIn;
    return {
      name: 'signed-in',
      displayName: signIn.grant.name,
      mesh: this.#mesh,
      stale: this.#parts.link.state.name !== 'ready',
      draining: [...this.#asked].filter(([, on]) => on).map(([nodeId]) => nodeId),
      problem: this.#problem ?? this.#unseen,
    };
  }

  #compose(): OpsSnapshot {
    return { link: linkView(this.#parts.link.state), state: this.#state() };
  }

  #publish(): void {
    this.#snapshot.set(this.#compose());
  }
}
