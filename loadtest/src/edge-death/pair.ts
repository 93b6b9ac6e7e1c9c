import { Link, type LinkPush, openWebSocket } from '@weft/agent-web/link';
import {
  ControlPush,
  pushSource,
  RelayedReply,
  RelayedRequest,
  SessionPush,
  silentLog,
  subjects,
  systemClock,
  type Timer,
} from '@weft/proto';
import { freePort, until } from '@weft/proto/testing';
import { EdgeProcess, Rig } from '@weft/signaling/testing';

/** Answers come this late, so that some are always on their way when an edge dies. */
const ANSWER_AFTER_MS = 15;
const EDGE_IDS = ['eu-edge-1', 'eu-edge-2'] as const;

export type EdgeId = (typeof EDGE_IDS)[number];

interface RunningEdge {
  readonly process: EdgeProcess;
  readonly port: number;
}

/**
 * Two edges as processes of their own, a client with the pages' own link, and in this process a service that
 * pushes numbers and answers questions, each one once as far as it can tell.
 */
export class Pair implements AsyncDisposable {
  readonly rig: Rig;
  readonly link: Link;
  /** The numbers that came, in order. */
  readonly received: number[] = [];
  /** How often the client was told that nothing is known of it. */
  fresh = 0;
  /** How often each question was done. */
  readonly done = new Map<string, number>();
  /** Questions that came again. */
  repeats = 0;
  readonly failures: string[] = [];
  answered = 0;
  asked = 0;
  pushed = 0;
  readonly #edges = new Map<EdgeId, RunningEdge>();
  readonly #sourceId = pushSource('service', 1);
  readonly #owned = new AsyncDisposableStack();
  #traffic: Timer | undefined;

  private constructor(rig: Rig) {
    this.rig = rig;
    this.#owned.use(rig);
    this.link = new Link({
      edges: async () => EDGE_IDS.flatMap((edgeId) => this.#address(edgeId)),
      token: () => rig.mint.token(),
      client: 'test/1',
      open: openWebSocket,
      clock: systemClock,
      random: () => 0.5,
      log: silentLog,
    });
    this.link.onPush((push) => this.#received(push));
    this.link.onFresh(() => {
      this.fresh += 1;
    });
    this.#owned.use(rig.bus.subscribe(subjects.control('eu'), (message) => this.#answer(message)));
  }

  static async create(): Promise<Pair> {
    const pair = new Pair(await Rig.create());
    await Promise.all(EDGE_IDS.map((edgeId) => pair.startEdge(edgeId)));
    pair.link.start();
    await until(() => pair.link.state.name === 'ready' || pair.link.state.name);
    return pair;
  }

  /** The edge that has the client; throws while none has. */
  get at(): EdgeId {
    const { state } = this.link;
    const edgeId = state.name === 'ready' ? EDGE_IDS.find((id) => id === state.edgeId) : undefined;
    if (edgeId === undefined) throw new Error(`the link is ${state.name}`);
    return edgeId;
  }

  get sessionId(): string {
    return this.link.state.name === 'ready' ? this.link.state.sessionId : '';
  }

  other(edgeId: EdgeId): EdgeId {
    return edgeId === 'eu-edge-1' ? 'eu-edge-2' : 'eu-edge-1';
  }

  async startEdge(edgeId: EdgeId): Promise<void> {
    const port = this.#edges.get(edgeId)?.port ?? (await freePort());
    const process = new EdgeProcess({
      WEFT_NATS_URL: this.rig.nats.url,
      WEFT_ETCD_URL: this.rig.etcd.url,
      WEFT_EDGE_ID: edgeId,
      WEFT_EDGE_PORT: `${port}`,
      WEFT_EDGE_DRAIN_MS: '3000',
      WEFT_EDGE_ADDRESS_CONNECTS_PER_S: '0',
      WEFT_EDGE_SESSION_FRAMES_PER_S: '0',
    });
    this.#edges.set(edgeId, { process, port });
    await until(
      () =>
        fetch(`http://127.0.0.1:${port}/readyz`).then(
          ({ status }) => status === 200 || `${edgeId} says ${status}`,
          () => `${edgeId} does not listen; ${process.errors}`,
        ),
      { timeoutMs: 20_000 },
    );
  }

  signal(edgeId: EdgeId, signal: NodeJS.Signals): void {
    this.#edges.get(edgeId)?.process.child.kill(signal);
  }

  /** What the edge has logged. */
  output(edgeId: EdgeId): string {
    return this.#edges.get(edgeId)?.process.output ?? '';
  }

  /** From here on a number is pushed every so long to the session there is now, and at every fourth a question is asked. */
  startTraffic(everyMs: number): void {
    const { sessionId } = this;
    this.#traffic = systemClock.every(everyMs, () => {
      this.push(sessionId);
      if (this.pushed % 4 === 0) this.ask();
    });
  }

  stopTraffic(): void {
    this.#traffic?.cancel();
  }

  push(sessionId: string): void {
    this.pushed += 1;
    const push = ControlPush.encode({ body: { case: 'desk', value: { waiting: this.pushed } } });
    const data = SessionPush.encode({
      source: { case: 'control', value: push },
      sourceId: this.#sourceId,
      sourceSeq: this.pushed,
    });
    this.rig.bus.publish(subjects.session(sessionId), data);
  }

  ask(): void {
    this.asked += 1;
    const mark = `${this.asked}`;
    this.link.request({ case: 'control', value: {} }, Buffer.from(mark)).then(
      (reply) => {
        if (Buffer.from(reply).toString() === mark) this.answered += 1;
        else this.failures.push(`${mark} was answered with ${Buffer.from(reply).toString()}`);
      },
      (error: unknown) => this.failures.push(`${mark} ${String(error)}`),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stopTraffic();
    this.link.close();
    for (const { process } of this.#edges.values()) {
      process[Symbol.dispose]();
      await process.exit();
    }
    await this.#owned.disposeAsync();
  }

  #address(edgeId: EdgeId) {
    const edge = this.#edges.get(edgeId);
    return edge === undefined ? [] : [{ edgeId, region: 'eu', url: `ws://127.0.0.1:${edge.port}/v1/signal` }];
  }

  #received({ value }: LinkPush): void {
    if (value.body?.case !== 'desk') return;
    this.received.push(value.body.value.waiting);
  }

  #answer(message: { readonly data: Uint8Array; respond(data: Uint8Array): void }): void {
    const { principal, requestId, body } = RelayedRequest.decode(message.data);
    const key = `${principal?.sessionId} ${requestId} ${Buffer.from(body).toString()}`;
    if (this.done.has(key)) this.repeats += 1;
    // A repeat is answered and not done again.
    else this.done.set(key, 1);
    const reply = RelayedReply.encode({ result: { case: 'body', value: body } });
    systemClock.after(ANSWER_AFTER_MS, () => message.respond(reply));
  }
}
