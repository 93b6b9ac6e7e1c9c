import {
  fromFault,
  type HelloInit,
  MalformedMessage,
  PROTOCOL_VERSIONS,
  type Push,
  type Ready,
  type ServerFrame,
  type Timer,
  WeftError,
} from '@weft/proto';
import { backoffMs } from './backoff.ts';
import { Connection } from './connection.ts';
import { Cursors } from './cursors.ts';
import type { EdgeAddress } from './edges.ts';
import { Inbox } from './inbox.ts';
import type { LinkOptions, LinkState } from './link-options.ts';
import { type LinkPush, readPush } from './link-push.ts';
import { Listeners } from './listeners.ts';
import { type ConnectionEnd, type Outcome, outcomeOf } from './outcome.ts';
import { Race } from './race.ts';
import { type NumberedRequest, Requests, type RequestTarget } from './requests.ts';

/** Longest wait of a request for its answer, a break and a resume included. */
const ANSWER_WITHIN_MS = 15_000;
/** An acknowledgement goes out at most this much later, also when nothing else does. */
const ACK_WITHIN_MS = 1_000;
/** A connection that held this long is a success: the backoff begins anew. */
const STABLE_AFTER_MS = 5_000;
/** Moving away from a draining edge is spread over at most this. */
const DRAIN_SPREAD_MS = 1_000;
/** How long an edge is waited for alone: when a session is to go on, and when there is none to lose. */
const HEAD_START_MS = { resume: 80, fresh: 1_000 } as const;
/** Media nodes tell of a call every few seconds at least; as long as they do, a call is on. */
const CALL_QUIET_MS = 10_000;
/** For so long after a hello without an answer, two edges may both have taken the session. */
const CONTESTED_MS = 5_000;

interface Session {
  readonly id: string;
  readonly edgeId: string;
  readonly resumeToken: string;
}

/**
 * A session with the mesh: requests with their answers and pushes in order, each exactly
 * once, over sockets that may break. Connects to the nearest edge, resumes the session
 * there or at the next one, and says 'fresh' when a session had to begin anew, so that
 * the layer above asks for its state.
 */
export class Link {
  readonly #options: LinkOptions;
  readonly #inbox = new Inbox();
  readonly #cursors = new Cursors();
  readonly #requests: Requests;
  readonly #stateListeners = new Listeners<LinkState>();
  readonly #pushListeners = new Listeners<LinkPush>();
  readonly #freshListeners = new Listeners<void>();
  #state: LinkState = { name: 'idle' };
  #session: Session | undefined;
  #current: Connection | undefined;
  #race: Race | undefined;
  /** What the hello under way said was handled. */
  #helloSeq = 0;
  /** The edges as last known, for a break in which nothing may be waited for. */
  #edges: readonly EdgeAddress[] = [];
  #retry: Timer | undefined;
  #ackTimer: Timer | undefined;
  #attempt = 0;
  #readyAtMs = 0;
  #brokenAtMs = 0;
  #resumeWindowMs = Number.POSITIVE_INFINITY;
  #mediaAtMs = Number.NEGATIVE_INFINITY;
  #contestedAtMs = Number.NEGATIVE_INFINITY;
  #maxFrameBytes = 65_536;
  /** Raised by every start and stop; what belongs to an earlier one is ignored. */
  #life = 0;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#requests = new Requests(options.clock);
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Tells every change of `state`, until the returned function is called. */
  onState(listener: (state: LinkState) => void): () => void {
    return this.#stateListeners.add(listener);
  }

  /** Tells pushes in the order the mesh sent them, each once. */
  onPush(listener: (push: LinkPush) => void): () => void {
    return this.#pushListeners.add(listener);
  }

  /** Tells that a session is new, the first one included: nothing of before it is known to the mesh. */
  onFresh(listener: () => void): () => void {
    return this.#freshListeners.add(listener);
  }

  /** Connects, and stays connected until `close`. Does nothing when already at it. */
  start(): void {
    if (this.#state.name !== 'idle' && this.#state.name !== 'failed') return;
    this.#life += 1;
    this.#attempt = 0;
    this.#setState({ name: 'connecting', attempt: 0 });
    void this.#dial(false);
  }

  /** The network may be back, or another: tries now instead of after the backoff; a connection has to show that it lives. */
  nudge(): void {
    this.#current?.probe();
    if (this.#retry === undefined) return;
    this.#retry.cancel();
    this.#retry = undefined;
    void this.#dial(false);
  }

  /**
   * Asks and resolves with the reply's bytes. May be called in any state but 'failed': what cannot be sent
   * now is sent when connected. Rejects with the WeftError of the answer; TIMEOUT without one; UNAVAILABLE
   * when the session was lost while it was under way; RATE_LIMITED when too many wait; FRAME_TOO_LARGE.
   */
  request(target: RequestTarget, body: Uint8Array, timeoutMs = ANSWER_WITHIN_MS): Promise<Uint8Array> {
    if (this.#state.name === 'failed') return Promise.reject(new WeftError(this.#state.code));
    if (body.length > this.#maxFrameBytes) return Promise.reject(new WeftError('FRAME_TOO_LARGE'));
    if (target.case === 'media') this.#mediaAtMs = this.#options.clock.monotonic();
    const answer = this.#requests.add(target, body, timeoutMs);
    this.#flush();
    return answer;
  }

  /** Ends the session for good: says bye, answers nothing any more. */
  close(): void {
    this.#current?.send({ case: 'bye', value: {} });
    this.#end({ name: 'idle' }, new WeftError('UNAVAILABLE'));
  }

  async #dial(renewed: boolean): Promise<void> {
    const life = this.#life;
    let edges: readonly EdgeAddress[];
    let token: string;
    try {
      [edges, token] = await Promise.all([this.#listEdges(), this.#options.token(renewed)]);
    } catch (error) {
      if (life === this.#life) this.#dialFailed(error);
      return;
    }
    if (life !== this.#life) return;
    if (edges.length === 0) this.#retryLater(0);
    else this.#connect(this.#inOrder(edges), token, renewed);
  }

  /** The first try after a break takes the edges as they were known: to ask and to measure takes longer than to try. */
  #listEdges(): Promise<readonly EdgeAddress[]> {
    const listed = this.#options.edges().then((edges) => {
      this.#edges = edges;
      return edges;
    });
    if (this.#attempt > 1 || this.#edges.length === 0) return listed;
    // Whether it comes or not, the next try asks again.
    listed.catch(() => undefined);
    return Promise.resolve(this.#edges);
  }

  /** The edge that has the session first; last while there is still a connection to it, since that is to be left. */
  #inOrder(edges: readonly EdgeAddress[]): readonly EdgeAddress[] {
    const own = edges.filter(({ edgeId }) => edgeId === this.#session?.edgeId);
    const others = edges.filter(({ edgeId }) => edgeId !== this.#session?.edgeId);
    return this.#current === undefined ? [...own, ...others] : [...others, ...own];
  }

  #dialFailed(error: unknown): void {
    if (error instanceof WeftError && !error.retryable) {
      this.#end({ name: 'failed', code: error.code }, error);
      return;
    }
    this.#options.log.warn({ error: String(error) }, 'no token or edge list');
    this.#retryLater(error instanceof WeftError ? error.retryAfterMs : 0);
  }

  #connect(edges: readonly EdgeAddress[], token: string, renewed: boolean): void {
    const { open, clock } = this.#options;
    this.#forgetLate();
    this.#race?.drop();
    const race = new Race({
      edges,
      headStartMs: this.#session === undefined ? HEAD_START_MS.fresh : HEAD_START_MS.resume,
      clock,
      dial: ({ url }, events) =>
        new Connection({
          url,
          hello: () => this.#hello(token),
          takeAck: () => this.#inbox.takeAck(),
          watchful: () => clock.monotonic() - this.#mediaAtMs < CALL_QUIET_MS,
          open,
          clock,
          events,
        }),
      won: (connection, ready) => {
        if (race.unanswered) this.#contestedAtMs = clock.monotonic();
        this.#adopt(connection, ready);
      },
      lost: (end) => this.#lost(end, renewed),
      frame: (connection, frame) => this.#received(connection, frame),
      ended: (connection, end) => this.#ended(connection, end),
    });
    this.#race = race;
    race.start();
  }

  /** Nobody keeps a session longer than its window. */
  #forgetLate(): void {
    if (this.#state.name !== 'interrupted') return;
    if (this.#options.clock.monotonic() - this.#brokenAtMs > this.#resumeWindowMs) this.#session = undefined;
  }

  #hello(token: string): HelloInit {
    const session = this.#session;
    const hello = { versions: PROTOCOL_VERSIONS, token, client: this.#options.client };
    if (session === undefined) return hello;
    this.#helloSeq = this.#inbox.lastSeq;
    const resume = {
      sessionId: session.id,
      resumeToken: session.resumeToken,
      lastSeq: this.#helloSeq,
      cursors: [...this.#cursors.list()],
      lastRequestId: this.#requests.lastId,
    };
    return { ...hello, resume };
  }

  #adopt(connection: Connection, ready: Ready): void {
    this.#current?.drop();
    this.#current = connection;
    this.#race = undefined;
    this.#readyAtMs = this.#options.clock.monotonic();
    if (ready.maxFrameBytes > 0) this.#maxFrameBytes = ready.maxFrameBytes;
    if (ready.resumeWindowMs > 0) this.#resumeWindowMs = ready.resumeWindowMs;
    const resumed = ready.resumed && this.#session?.id === ready.sessionId;
    this.#session = { id: ready.sessionId, edgeId: ready.edgeId, resumeToken: ready.resumeToken };
    if (resumed) {
      this.#inbox.rewind(this.#helloSeq);
      for (const request of this.#requests.sentAfter(ready.lastRequestId)) this.#send(request);
      // Shows that this Ready came: whoever has the session with an older token lets go of it.
      connection.acknowledge();
    } else {
      this.#inbox.reset();
      this.#cursors.reset();
      this.#requests.restart();
    }
    this.#setState({ name: 'ready', region: ready.region, edgeId: ready.edgeId, sessionId: ready.sessionId });
    if (!resumed) this.#freshListeners.tell();
    this.#flush();
  }

  #received(connection: Connection, frame: ServerFrame): void {
    const verdict = this.#inbox.accept(frame.seq);
    // What was lost comes again with the resume.
    if (verdict === 'gap') connection.abandon();
    if (verdict !== 'handle') return;
    this.#acknowledge();
    switch (frame.body?.case) {
      case 'reply': {
        const { id, result } = frame.body.value;
        const fault = result?.case === 'fault' ? result.value : undefined;
        const body = result?.case === 'body' ? result.value : new Uint8Array();
        this.#requests.answer(id, fault === undefined ? { body } : { error: fromFault(fault) });
        break;
      }
      case 'push':
        this.#push(frame.body.value);
        break;
      case 'draining':
        this.#leave(connection, frame.body.value.deadlineMs);
        break;
    }
  }

  #push(push: Push): void {
    // The edge that had the session before sent it already.
    if (!this.#cursors.take(push.sourceId, push.sourceSeq)) return;
    if (push.source?.case === 'media') this.#mediaAtMs = this.#options.clock.monotonic();
    try {
      const told = readPush(push);
      if (told !== undefined) this.#pushListeners.tell(told);
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.#options.log.warn({ error: error.message }, 'unreadable push dropped');
    }
  }

  /** The edge goes away: a connection elsewhere is made before this one is given up. */
  #leave(connection: Connection, deadlineMs: number): void {
    if (connection !== this.#current || this.#retry !== undefined || this.#race !== undefined) return;
    const spreadMs = Math.min(DRAIN_SPREAD_MS, deadlineMs / 2) * this.#options.random();
    this.#schedule(spreadMs, false);
  }

  #ended(connection: Connection, end: ConnectionEnd): void {
    if (connection !== this.#current) return;
    this.#current = undefined;
    const { clock } = this.#options;
    // The session went on elsewhere: over the connection that is being made, or at an edge that answered too late.
    const ours = this.#race !== undefined || clock.monotonic() - this.#contestedAtMs < CONTESTED_MS;
    const moved = end.code === 'REPLACED' && ours;
    const outcome = moved ? ({ name: 'retry', retryAfterMs: 0 } as const) : outcomeOf(end, false);
    this.#options.log.debug({ code: end.code, outcome: outcome.name }, 'connection ended');
    if (outcome.name === 'fail') {
      this.#end({ name: 'failed', code: outcome.error.code }, outcome.error);
      return;
    }
    this.#interrupted();
    // Another attempt is under way already: the edge was draining.
    if (this.#race !== undefined || this.#retry !== undefined) return;
    this.#goOn(outcome);
  }

  /** No edge could be had. */
  #lost(end: ConnectionEnd, renewed: boolean): void {
    this.#race = undefined;
    const outcome = outcomeOf(end, renewed);
    this.#options.log.debug({ code: end.code, outcome: outcome.name }, 'no edge answered');
    if (outcome.name === 'fail') this.#end({ name: 'failed', code: outcome.error.code }, outcome.error);
    else if (this.#retry === undefined) this.#goOn(outcome);
  }

  #goOn(outcome: Exclude<Outcome, { name: 'fail' }>): void {
    if (outcome.name === 'renew-token') void this.#dial(true);
    else this.#retryLater(outcome.retryAfterMs);
  }

  #interrupted(): void {
    const { clock } = this.#options;
    if (clock.monotonic() - this.#readyAtMs >= STABLE_AFTER_MS) this.#attempt = 0;
    this.#brokenAtMs = clock.monotonic();
    this.#setState({ name: 'interrupted', sinceAtMs: clock.now(), attempt: this.#attempt });
  }

  #retryLater(retryAfterMs: number): void {
    const delayMs = backoffMs(this.#attempt, retryAfterMs, this.#options.random);
    this.#attempt += 1;
    if (this.#state.name === 'connecting' || this.#state.name === 'interrupted')
      this.#setState({ ...this.#state, attempt: this.#attempt });
    this.#schedule(delayMs, false);
  }

  #schedule(delayMs: number, renewed: boolean): void {
    this.#retry?.cancel();
    this.#retry = this.#options.clock.after(delayMs, () => {
      this.#retry = undefined;
      void this.#dial(renewed);
    });
  }

  #flush(): void {
    if (this.#state.name !== 'ready' || this.#current === undefined) return;
    for (const request of this.#requests.takeUnsent()) this.#send(request);
  }

  #send({ id, target, body }: NumberedRequest): void {
    this.#current?.send({ case: 'request', value: { id, target, body } });
  }

  #acknowledge(): void {
    if (this.#inbox.ackDue) {
      this.#current?.acknowledge();
      return;
    }
    this.#ackTimer ??= this.#options.clock.after(ACK_WITHIN_MS, () => {
      this.#ackTimer = undefined;
      if (this.#inbox.unacknowledged) this.#current?.acknowledge();
    });
  }

  #end(state: LinkState, error: WeftError): void {
    this.#life += 1;
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#ackTimer?.cancel();
    this.#ackTimer = undefined;
    this.#race?.drop();
    this.#race = undefined;
    this.#current?.drop();
    this.#current = undefined;
    this.#session = undefined;
    this.#inbox.reset();
    this.#cursors.reset();
    this.#requests.rejectAll(error);
    this.#setState(state);
  }

  #setState(state: LinkState): void {
    this.#state = state;
    this.#stateListeners.tell(state);
  }
}
