import {
  type Clock,
  ControlPush,
  type ErrorCode,
  fromFault,
  type HelloInit,
  type Log,
  MalformedMessage,
  MediaPush,
  PROTOCOL_VERSIONS,
  type Push,
  partOfSource,
  type Ready,
  type ServerFrame,
  type Timer,
  WeftError,
} from '@weft/proto';
import { backoffMs } from './backoff.ts';
import { Connection } from './connection.ts';
import type { EdgeAddress } from './edges.ts';
import { Inbox } from './inbox.ts';
import { Listeners } from './listeners.ts';
import { type ConnectionEnd, outcomeOf } from './outcome.ts';
import type { Random } from './random.ts';
import { type NumberedRequest, Requests, type RequestTarget } from './requests.ts';
import type { OpenSocket } from './socket.ts';

/** The connection to the mesh as a whole, over any number of sockets. */
export type LinkState =
  | { readonly name: 'idle' }
  | { readonly name: 'connecting'; readonly attempt: number }
  | { readonly name: 'ready'; readonly region: string; readonly edgeId: string; readonly sessionId: string }
  /** `sinceAtMs`: when the connection was lost, milliseconds since the Unix epoch. */
  | { readonly name: 'interrupted'; readonly sinceAtMs: number; readonly attempt: number }
  | { readonly name: 'failed'; readonly code: ErrorCode };

/** What the mesh tells without being asked. */
export type LinkPush =
  | { readonly case: 'control'; readonly value: ControlPush }
  /** `nodeId`: the media node that tells; empty when it is not said. */
  | { readonly case: 'media'; readonly value: MediaPush; readonly nodeId: string };

export interface LinkOptions {
  /** Best first; asked before every attempt. */
  readonly edges: () => Promise<readonly EdgeAddress[]>;
  /** A session token; `renew` = the last one was refused. A WeftError that is not retryable ends the link. */
  readonly token: (renew: boolean) => Promise<string>;
  /** "widget/0.1.0": for the edge's log. */
  readonly client: string;
  readonly open: OpenSocket;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Longest wait of a request for its answer, a break and a resume included. */
const ANSWER_WITHIN_MS = 15_000;
/** An acknowledgement goes out at most this much later, also when nothing else does. */
const ACK_WITHIN_MS = 1_000;
/** A connection that held this long is a success: the backoff begins anew. */
const STABLE_AFTER_MS = 5_000;
/** Moving away from a draining edge is spread over at most this. */
const DRAIN_SPREAD_MS = 1_000;

interface Session {
  readonly id: string;
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
  readonly #requests: Requests;
  readonly #stateListeners = new Listeners<LinkState>();
  readonly #pushListeners = new Listeners<LinkPush>();
  readonly #freshListeners = new Listeners<void>();
  #state: LinkState = { name: 'idle' };
  #session: Session | undefined;
  #current: Connection | undefined;
  #candidate: Connection | undefined;
  #retry: Timer | undefined;
  #ackTimer: Timer | undefined;
  #attempt = 0;
  #readyAtMs = 0;
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

  /** The network may be back (the page's `online` event): tries now instead of at the end of the backoff. */
  nudge(): void {
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
  request(
    target: RequestTarget,
    body: Uint8Array,
    timeoutMs: number = ANSWER_WITHIN_MS,
  ): Promise<Uint8Array> {
    if (this.#state.name === 'failed') return Promise.reject(new WeftError(this.#state.code));
    if (body.length > this.#maxFrameBytes) return Promise.reject(new WeftError('FRAME_TOO_LARGE'));
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
    let edge: EdgeAddress | undefined;
    let token: string;
    try {
      const [edges, text] = await Promise.all([this.#options.edges(), this.#options.token(renewed)]);
      // The first try after a break goes to the same edge again, the next ones to the others in turn.
      edge = edges[Math.max(0, this.#attempt - 1) % Math.max(1, edges.length)];
      token = text;
    } catch (error) {
      if (life === this.#life) this.#dialFailed(error);
      return;
    }
    if (life !== this.#life) return;
    if (edge === undefined) {
      this.#retryLater(0);
      return;
    }
    this.#connect(edge, token, renewed);
  }

  #dialFailed(error: unknown): void {
    if (error instanceof WeftError && !error.retryable) {
      this.#end({ name: 'failed', code: error.code }, error);
      return;
    }
    this.#options.log.warn({ error: String(error) }, 'no token or edge list');
    this.#retryLater(error instanceof WeftError ? error.retryAfterMs : 0);
  }

  #connect(edge: EdgeAddress, token: string, renewed: boolean): void {
    const connection: Connection = new Connection({
      url: edge.url,
      hello: () => this.#hello(token),
      takeAck: () => this.#inbox.takeAck(),
      open: this.#options.open,
      clock: this.#options.clock,
      events: {
        ready: (ready) => this.#adopt(connection, ready),
        frame: (frame) => this.#received(connection, frame),
        ended: (end) => this.#ended(connection, end, renewed),
      },
    });
    this.#candidate?.drop();
    this.#candidate = connection;
  }

  #hello(token: string): HelloInit {
    const session = this.#session;
    const hello = { versions: PROTOCOL_VERSIONS, token, client: this.#options.client };
    if (session === undefined) return hello;
    const resume = { sessionId: session.id, resumeToken: session.resumeToken, lastSeq: this.#inbox.lastSeq };
    return { ...hello, resume };
  }

  #adopt(connection: Connection, ready: Ready): void {
    this.#current?.drop();
    this.#current = connection;
    this.#candidate = undefined;
    this.#readyAtMs = this.#options.clock.monotonic();
    if (ready.maxFrameBytes > 0) this.#maxFrameBytes = ready.maxFrameBytes;
    const resumed = ready.resumed && this.#session?.id === ready.sessionId;
    this.#session = { id: ready.sessionId, resumeToken: ready.resumeToken };
    if (resumed) {
      for (const request of this.#requests.sentAfter(ready.lastRequestId)) this.#send(request);
    } else {
      this.#inbox.reset();
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
    try {
      switch (push.source?.case) {
        case 'control':
          this.#pushListeners.tell({ case: 'control', value: ControlPush.decode(push.source.value) });
          break;
        case 'media':
          this.#pushListeners.tell({
            ...{ case: 'media', value: MediaPush.decode(push.source.value) },
            nodeId: partOfSource(push.sourceId),
          });
          break;
      }
    } catch (error) {
      if (!(error instanceof MalformedMessage)) throw error;
      this.#options.log.warn({ error: error.message }, 'unreadable push dropped');
    }
  }

  /** The edge goes away: a connection elsewhere is made before this one is given up. */
  #leave(connection: Connection, deadlineMs: number): void {
    if (connection !== this.#current || this.#retry !== undefined || this.#candidate !== undefined) return;
    this.#attempt = 2;
    const spreadMs = Math.min(DRAIN_SPREAD_MS, deadlineMs / 2) * this.#options.random();
    this.#schedule(spreadMs, false);
  }

  #ended(connection: Connection, end: ConnectionEnd, renewed: boolean): void {
    const wasCurrent = connection === this.#current;
    if (wasCurrent) this.#current = undefined;
    else if (connection === this.#candidate) this.#candidate = undefined;
    else return;
    // The edge tells the old socket that the session goes on over the new one: that is what was wanted.
    const moved = end.code === 'REPLACED' && this.#candidate !== undefined;
    const outcome = moved ? ({ name: 'retry', retryAfterMs: 0 } as const) : outcomeOf(end, renewed);
    this.#options.log.debug({ code: end.code, outcome: outcome.name }, 'connection ended');
    if (outcome.name === 'fail') {
      this.#end({ name: 'failed', code: outcome.error.code }, outcome.error);
      return;
    }
    if (wasCurrent) this.#interrupted();
    // Another attempt is under way already: the edge was draining.
    if (this.#candidate !== undefined || this.#retry !== undefined) return;
    if (outcome.name === 'renew-token') void this.#dial(true);
    else this.#retryLater(outcome.retryAfterMs);
  }

  #interrupted(): void {
    const { clock } = this.#options;
    if (clock.monotonic() - this.#readyAtMs >= STABLE_AFTER_MS) this.#attempt = 0;
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
    this.#candidate?.drop();
    this.#candidate = undefined;
    this.#current?.drop();
    this.#current = undefined;
    this.#session = undefined;
    this.#inbox.reset();
    this.#requests.rejectAll(error);
    this.#setState(state);
  }

  #setState(state: LinkState): void {
    this.#state = state;
    this.#stateListeners.tell(state);
  }
}
