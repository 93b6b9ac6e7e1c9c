import {
  agreeOnVersion,
  type Bus,
  type Clock,
  type ErrorCode,
  type Hello,
  type Ids,
  type Log,
  subjects,
  WeftError,
} from '@weft/proto';
import type { Admission, Identity, ResumeOutcome, Tally } from '../ports.ts';
import type { Delivery } from './delivery.ts';
import type { Drain } from './drain.ts';
import { clientName } from './frame.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { EdgeName } from './relay.ts';
import { newResumeToken, type Session, type Sessions } from './sessions.ts';

/** What Ready tells the client of this edge, beside its name. */
export interface ReadyTerms {
  readonly pingIntervalMs: number;
  readonly maxFrameBytes: number;
  readonly resumeWindowMs: number;
}

export interface WelcomeParts {
  readonly admission: Admission;
  readonly sessions: Sessions;
  readonly lifecycle: Lifecycle;
  readonly delivery: Delivery;
  readonly drain: Drain;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly tally: Tally;
  readonly name: EdgeName;
  readonly terms: ReadyTerms;
  readonly maxSessions: number;
}

/** What a hello with a good token gets. */
export type Place =
  | { readonly give: 'resumed' }
  | { readonly give: 'new' }
  | { readonly give: 'refusal'; readonly code: ErrorCode };

/**
 * Where a hello with a good token goes. `outcome` undefined = it did not ask
 * to resume. A session that lives here may be resumed to the last: neither a
 * full nor a draining edge stands in its way.
 */
export function placeFor(
  outcome: ResumeOutcome | undefined,
  edge: { readonly draining: boolean; readonly full: boolean },
): Place {
  if (outcome === 'resumed') return { give: 'resumed' };
  if (edge.draining) return { give: 'refusal', code: 'DRAINING' };
  // A session that is superseded leaves its place to the new one.
  if (edge.full && outcome !== 'frames-gone') return { give: 'refusal', code: 'EDGE_FULL' };
  return { give: 'new' };
}

/** Turns a hello into a session: a new one, or one that goes on. */
export class Welcome {
  readonly #parts: WelcomeParts;

  constructor(parts: WelcomeParts) {
    this.#parts = parts;
  }

  /** Ends with Ready or Refused; never throws. The session is in phase admitting. */
  async hello(session: Session, hello: Hello): Promise<void> {
    const { admission, lifecycle, log } = this.#parts;
    const version = agreeOnVersion(hello.versions);
    if (version === undefined) {
      lifecycle.refuseFor(session, 'VERSION_UNSUPPORTED');
      return;
    }
    try {
      const identity = await admission.admit(hello.token);
      // The socket may have closed, or time may have run out, in the meantime.
      if (session.state.phase === 'admitting') this.#place(session, hello, identity, version);
    } catch (error) {
      if (session.state.phase !== 'admitting') return;
      if (!(error instanceof WeftError)) log.error({ error: String(error) }, 'hello failed');
      const known = error instanceof WeftError ? error : new WeftError('INTERNAL');
      lifecycle.refuseFor(session, known.code, known.message, known.retryAfterMs);
    }
  }

  #place(session: Session, hello: Hello, identity: Identity, version: number): void {
    const { sessions, lifecycle, drain, tally, maxSessions } = this.#parts;
    const found = hello.resume === undefined ? undefined : sessions.find(hello.resume, identity.subjectId);
    if (found !== undefined) tally.resumed(found.outcome);
    const edge = { draining: drain.remainingMs !== undefined, full: sessions.size >= maxSessions };
    const place = placeFor(found?.outcome, edge);
    switch (place.give) {
      case 'refusal':
        lifecycle.refuseFor(session, place.code);
        return;
      case 'resumed':
        if (found?.session !== undefined) this.#resume(session, found.session, hello, version);
        return;
      case 'new':
        if (found?.session !== undefined) lifecycle.step(found.session, { on: 'superseded' });
        this.#open(session, hello, identity, version);
        return;
    }
  }

  #open(session: Session, hello: Hello, identity: Identity, version: number): void {
    const { sessions, lifecycle, delivery, bus, clock, ids, log } = this.#parts;
    const id = ids.next('session');
    session.id = id;
    session.identity = identity;
    sessions.add(session);
    session.subscription = bus.subscribe(subjects.session(id), (message) => delivery.push(session, message));
    lifecycle.step(session, { on: 'admitted', atMs: clock.monotonic() });
    const { subjectId, role } = identity;
    log.info({ sessionId: id, subjectId, role, client: clientName(hello.client) }, 'session ready');
    this.#ready(session, version, false);
  }

  #resume(visitor: Session, session: Session, hello: Hello, version: number): void {
    const { lifecycle, delivery, clock, log } = this.#parts;
    const socket = visitor.detach();
    lifecycle.step(visitor, { on: 'handed-over' });
    lifecycle.step(session, { on: 'taken-over', atMs: clock.monotonic() });
    if (socket === undefined) return;
    session.attach(socket);
    session.address = visitor.address;
    log.info({ sessionId: session.id, client: clientName(hello.client) }, 'session resumed');
    this.#ready(session, version, true);
    delivery.goOn(session, hello.resume?.lastSeq ?? 0);
  }

  #ready(session: Session, version: number, resumed: boolean): void {
    const { delivery, drain, name, terms } = this.#parts;
    session.resumeToken = newResumeToken();
    const { id: sessionId, resumeToken, lastRequestId } = session;
    const value = { version, sessionId, resumeToken, resumed, lastRequestId, ...name, ...terms };
    delivery.direct(session, { case: 'ready', value });
    const { remainingMs } = drain;
    if (remainingMs !== undefined)
      delivery.direct(session, { case: 'draining', value: { deadlineMs: remainingMs } });
  }
}
