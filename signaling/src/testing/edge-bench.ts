import {
  ClientFrame,
  type ClientFrameInit,
  type CursorInit,
  countedIds,
  type ErrorCode,
  type Ids,
  ManualClock,
  type ResumeInit,
  SessionGone,
  SessionPush,
  type SessionPushInit,
  SharedPush,
  silentLog,
  subjects,
  WeftError,
} from '@weft/proto';
import { limitsOf, readEdgeConfig } from '../config.ts';
import { Edge } from '../core/edge.ts';
import type { Session } from '../core/sessions.ts';
import { EdgeMetrics } from '../metrics.ts';
import type { Afterwards, Identity } from '../ports.ts';
import { FakeBus } from './fake-bus.ts';
import { FakeHistory, FakeSharedHistory } from './fake-history.ts';
import { FakeSocket } from './fake-socket.ts';

export type TestSocket = FakeSocket<Session>;

const identities: Readonly<Record<string, Identity>> = {
  'good-token': { subjectId: 'subject-1', role: 'customer', displayName: 'Ada', issuedAtMs: 1_000 },
  'other-token': { subjectId: 'subject-2', role: 'agent', displayName: 'Bo', issuedAtMs: 1_000 },
};

/**
 * The edge's core between sockets without a network and a bus without a
 * server, under a clock that stands until told. Token "good-token" is good.
 */
export class EdgeBench implements Disposable {
  readonly clock: ManualClock;
  readonly bus: FakeBus;
  readonly history: FakeHistory;
  readonly ids: Ids;
  readonly metrics = new EdgeMetrics();
  readonly edge: Edge;
  /** When what is sent goes out: at once, unless a test says otherwise. */
  afterwards: Afterwards = (run) => run();
  /** Whoever was admitted is so no longer. */
  barred = false;
  /** What the admission throws instead of answering. */
  obstacle: ErrorCode | undefined;

  /** `settings` are WEFT_EDGE_ variables without the prefix; `beside` = another edge of the same mesh. */
  constructor(settings: Readonly<Record<string, string>> = {}, beside?: EdgeBench) {
    this.clock = beside?.clock ?? new ManualClock();
    this.bus = beside?.bus ?? new FakeBus();
    this.ids = beside?.ids ?? countedIds();
    this.history = new FakeHistory(this.bus);
    const given = Object.entries(settings).map(([name, value]) => [`WEFT_EDGE_${name}`, value]);
    this.edge = new Edge({
      name: { edgeId: beside === undefined ? 'eu-edge-1' : 'ap-edge-1', region: 'eu' },
      limits: limitsOf(readEdgeConfig(Object.fromEntries(given))),
      bus: this.bus,
      secret: { current: new Uint8Array(32).fill(7), previous: undefined },
      history: this.history,
      sharedHistory: new FakeSharedHistory(this.bus),
      admission: {
        unready: undefined,
        admit: async (token) => this.#admit(token),
        stands: () => !this.barred,
      },
      clock: this.clock,
      afterwards: (run) => this.afterwards(run),
      ids: this.ids,
      log: silentLog,
      tally: this.metrics,
    });
  }

  open(origin = '', address = '192.0.2.1'): TestSocket {
    const socket: TestSocket = new FakeSocket();
    this.edge.opened(socket, { address, origin });
    return socket;
  }

  send(socket: TestSocket, frame: ClientFrameInit): void {
    this.edge.message(socket, ClientFrame.encode(frame), true);
  }

  /** Sends a hello and lets its checking end. */
  async hello(socket: TestSocket, resume?: ResumeInit, token = 'good-token'): Promise<void> {
    this.send(socket, { body: { case: 'hello', value: { versions: [1], token, resume, client: 'test/1' } } });
    await this.settle();
  }

  /** A signed-in client. */
  async client(address = '192.0.2.1'): Promise<TestSocket> {
    const socket = this.open('', address);
    await this.hello(socket);
    return socket;
  }

  request(socket: TestSocket, id: number, ack = 0): void {
    const value = { id, target: { case: 'control', value: {} }, body: new Uint8Array([id]) } as const;
    this.send(socket, { ack, body: { case: 'request', value } });
  }

  /** The socket's connection is lost. */
  lose(socket: TestSocket): void {
    socket.close(1006, '');
    this.edge.closed(socket, false);
  }

  /** A service publishes to a session. `mark` is the push's one byte. */
  push(sessionId: string, mark: number, more: Omit<SessionPushInit, 'source'> = {}): void {
    const source = { case: 'control', value: new Uint8Array([mark]) } as const;
    this.bus.publish(subjects.session(sessionId), SessionPush.encode({ source, ...more }));
  }

  /** A service publishes to many sessions, each with the sender's count of its pushes to it. */
  share(
    counts: Readonly<Record<string, number>>,
    mark: number,
    more: { readonly sourceId?: string; readonly coalesceKey?: string } = {},
  ): void {
    const source = { case: 'control', value: new Uint8Array([mark]) } as const;
    const to = { sessionIds: Object.keys(counts), sourceSeqs: Object.values(counts) };
    this.bus.publish(subjects.shared, SharedPush.encode({ source, sourceId: 'eu-1.a', ...to, ...more }));
  }

  /** What resumes the session of this socket's last Ready. */
  resumeOf(socket: TestSocket, lastSeq: number, cursors: CursorInit[] = []): ResumeInit {
    const ready = socket.frames.findLast(({ body }) => body?.case === 'ready')?.body;
    if (ready?.case !== 'ready') throw new Error(`never ready: ${socket.story.join()}`);
    return { sessionId: ready.value.sessionId, resumeToken: ready.value.resumeToken, lastSeq, cursors };
  }

  /** SessionGone messages published, as "session-1 bye". */
  get gone(): readonly string[] {
    const prefix = subjects.allSessionsGone.slice(0, -1);
    return this.bus.published
      .filter(({ subject }) => subject.startsWith(prefix))
      .map(({ data }) => SessionGone.decode(data))
      .map(({ sessionId, reason }) => `${sessionId} ${reason}`);
  }

  /** Lets promises that are settled run their course. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }

  /** A counter's value for one label. */
  async count(name: string, label = ''): Promise<number> {
    const metric = await this.metrics.registry.getSingleMetric(`weft_edge_${name}`)?.get();
    const found = metric?.values.filter(
      ({ labels }) => label === '' || Object.values(labels).includes(label),
    );
    return found?.reduce((sum, { value }) => sum + value, 0) ?? 0;
  }

  [Symbol.dispose](): void {
    this.edge[Symbol.dispose]();
  }

  #admit(token: string): Identity {
    if (this.obstacle !== undefined) throw new WeftError(this.obstacle);
    const identity = identities[token];
    if (identity === undefined) throw new WeftError('TOKEN_INVALID');
    return identity;
  }
}
