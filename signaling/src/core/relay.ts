import {
  type Bus,
  type Clock,
  type Fault,
  isId,
  type Log,
  MalformedMessage,
  RelayedReply,
  RelayedRequest,
  type Request,
  subjects,
  toFault,
  WeftError,
} from '@weft/proto';
import type { Identity, Tally, Target } from '../ports.ts';
import type { Delivery, ReplyResult } from './delivery.ts';
import type { Session } from './sessions.ts';

export interface RelayLimits {
  readonly requestTimeoutMs: number;
  /** Requests of one session that may wait for replies. */
  readonly maxInFlight: number;
  /** Requests of all sessions that may. */
  readonly maxInFlightTotal: number;
}

/** Whose edge this is. */
export interface EdgeName {
  readonly edgeId: string;
  readonly region: string;
}

export interface RelayParts {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly tally: Tally;
  readonly log: Log;
  readonly limits: RelayLimits;
  readonly name: EdgeName;
}

/** Where a request goes, and what it carries beside its body. */
type Route =
  | {
      readonly to: Exclude<Target, 'none'>;
      readonly subject: string;
      readonly callId: string;
      readonly epoch: number;
    }
  | { readonly to: 'none'; readonly fault: Fault };

/** The route of a request; a target that cannot be one is a fault. */
export function routeOf(request: Request, region: string): Route {
  const { target } = request;
  if (target?.case === 'control')
    return { to: 'control', subject: subjects.control(region), callId: '', epoch: 0 };
  if (target?.case !== 'media') return { to: 'none', fault: badRequest('The request names no target') };
  const { nodeId, callId, epoch } = target.value;
  if (!isId(nodeId)) return { to: 'none', fault: badRequest('The media node is not an id') };
  if (!isId(callId)) return { to: 'none', fault: badRequest('The call is not an id') };
  return { to: 'media', subject: subjects.media(nodeId), callId, epoch };
}

const badRequest = (message: string): Fault => toFault(new WeftError('BAD_REQUEST', message));

/** Hands clients' requests to the services and their answers back. Understands neither. */
export class Relay {
  readonly #parts: RelayParts;
  #inFlight = 0;

  constructor(parts: RelayParts) {
    this.#parts = parts;
  }

  /** Requests that wait for their replies. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** The one reply to the request follows, whatever happens; a request that was seen before has had it. */
  request(session: Session, identity: Identity, request: Request): void {
    const { clock, tally, name } = this.#parts;
    if (request.id <= session.lastRequestId) {
      tally.replayed();
      return;
    }
    session.lastRequestId = request.id;
    const route = routeOf(request, name.region);
    if (route.to === 'none') {
      this.#answer(session, request.id, 'none', undefined, { case: 'fault', value: route.fault });
      return;
    }
    const obstacle = this.#obstacle(session);
    if (obstacle !== undefined) {
      this.#answer(session, request.id, route.to, undefined, { case: 'fault', value: obstacle });
      return;
    }
    const startMs = clock.monotonic();
    session.inFlight++;
    this.#inFlight++;
    const bytes = RelayedRequest.encode({
      principal: { ...name, ...identity, sessionId: session.id },
      requestId: request.id,
      callId: route.callId,
      epoch: route.epoch,
      body: request.body,
    });
    // #ask() turns every failure into a fault, so nothing is left to reject.
    void this.#ask(route.subject, bytes).then((result) => {
      session.inFlight--;
      this.#inFlight--;
      this.#answer(session, request.id, route.to, clock.monotonic() - startMs, result);
    });
  }

  /** Why nothing can be relayed for this session now. */
  #obstacle(session: Session): Fault | undefined {
    const { bus, limits } = this.#parts;
    if (!bus.connected) return toFault(new WeftError('UNAVAILABLE', 'The message bus is away'));
    if (session.inFlight >= limits.maxInFlight) {
      return toFault(
        new WeftError('RATE_LIMITED', `At most ${limits.maxInFlight} requests may wait for replies`),
      );
    }
    if (this.#inFlight >= limits.maxInFlightTotal) {
      return toFault(new WeftError('UNAVAILABLE', 'The edge has as many requests under way as it may'));
    }
    return undefined;
  }

  async #ask(subject: string, bytes: Uint8Array): Promise<ReplyResult> {
    const { bus, limits, log } = this.#parts;
    try {
      const { result } = RelayedReply.decode(
        await bus.request(subject, bytes, { timeoutMs: limits.requestTimeoutMs }),
      );
      if (result === undefined) throw new MalformedMessage('a reply without a result');
      return result;
    } catch (error) {
      if (!(error instanceof WeftError)) log.error({ subject, error: String(error) }, 'request failed');
      return { case: 'fault', value: toFault(error) };
    }
  }

  #answer(
    session: Session,
    id: number,
    target: Target,
    tookMs: number | undefined,
    result: ReplyResult,
  ): void {
    const { tally, delivery } = this.#parts;
    tally.relayed(target, result.case === 'fault' ? result.value.code : 'answered', tookMs);
    delivery.reply(session, id, result);
  }
}
