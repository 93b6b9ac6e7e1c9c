import {
  agreeOnVersion,
  type Bus,
  type Clock,
  type ErrorCode,
  type Hello,
  type Ids,
  type Log,
  type Resume,
  subjects,
  WeftError,
} from '@weft/proto';
import type { Admission, Identity, ResumeOutcome, Tally } from '../ports.ts';
import type { Delivery } from './delivery.ts';
import type { Drain } from './drain.ts';
import { clientName } from './frame.ts';
import type { Holdings } from './holding.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { EdgeName } from './relay.ts';
import { makeResumeToken, type ResumeClaim, type ResumeSecret, sameSecret } from './resume-token.ts';
import type { Session, Sessions } from './sessions.ts';
import type { TakenSession, Takeover } from './takeover.ts';

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
  readonly holdings: Holdings;
  readonly takeover: Takeover;
  readonly secret: ResumeSecret;
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

/** Of one whose sessions were ended while they came. */
const SHUT_OUT: Place = { give: 'refusal', code: 'TOKEN_EXPIRED' };

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
      if (session.state.phase === 'admitting') await this.#place(session, hello, identity, version);
    } catch (error) {
      if (session.state.phase !== 'admitting') return;
      if (!(error instanceof WeftError)) log.error({ error: String(error) }, 'hello failed');
      const known = error instanceof WeftError ? error : new WeftError('INTERNAL');
      lifecycle.refuseFor(session, known.code, known.message, known.retryAfterMs);
    }
  }

  async #place(session: Session, hello: Hello, identity: Identity, version: number): Promise<void> {
    const { sessions, lifecycle, tally, secret } = this.#parts;
    const { resume } = hello;
    const found = resume === undefined ? undefined : sessions.find(resume, identity.subjectId, secret);
    const elsewhere = found?.where === 'elsewhere';
    if (found !== undefined && found.where !== 'elsewhere') tally.resumed(found.outcome);
    const place = this.#placeFor(found === undefined || elsewhere ? undefined : found.outcome);
    if (place.give === 'refusal') {
      lifecycle.refuseFor(session, place.code);
      return;
    }
    if (resume !== undefined && elsewhere) {
      await this.#fetch(session, hello, { resume, claim: found.claim }, identity, version);
      return;
    }
    const here = found?.where === 'here' ? found.session : undefined;
    if (here !== undefined && place.give === 'resumed') {
      this.#resume(session, here, hello, version);
      return;
    }
    if (here !== undefined) lifecycle.step(here, { on: 'superseded' });
    this.#open(session, hello, identity, version);
  }

  /** Takes the session over from another edge; where that cannot be had, the client gets a new one. */
  async #fetch(
    session: Session,
    hello: Hello,
    wish: { readonly resume: Resume; readonly claim: ResumeClaim },
    identity: Identity,
    version: number,
  ): Promise<void> {
    const { admission, lifecycle, takeover, tally } = this.#parts;
    const taken = await takeover.take(wish.resume, wish.claim);
    const standing = admission.stands(identity) ? this.#placeFor(undefined) : SHUT_OUT;
    const place = session.state.phase === 'admitting' ? standing : undefined;
    if (place?.give !== 'new' && taken.outcome === 'taken-over') taken.subscription.unsubscribe();
    // The socket may have closed, or time may have run out, in the meantime.
    if (place === undefined) return;
    if (place.give === 'refusal') {
      lifecycle.refuseFor(session, place.code);
      return;
    }
    tally.resumed(taken.outcome);
    if (taken.outcome === 'taken-over') this.#takeOver(session, hello, { ...wish, taken }, identity, version);
    else this.#open(session, hello, identity, version);
  }

  #placeFor(outcome: ResumeOutcome | undefined): Place {
    const { sessions, drain, maxSessions } = this.#parts;
    return placeFor(outcome, {
      draining: drain.remainingMs !== undefined,
      full: sessions.size >= maxSessions,
    });
  }

  #open(session: Session, hello: Hello, identity: Identity, version: number): void {
    const { sessions, lifecycle, delivery, bus, clock, ids, log } = this.#parts;
    const id = ids.next('session');
    session.id = id;
    session.identity = identity;
    sessions.add(session);
    session.subscription = bus.subscribe(subjects.sessionAll(id), (message) =>
      delivery.heard(session, message),
    );
    lifecycle.step(session, { on: 'admitted', atMs: clock.monotonic() });
    const { subjectId, role } = identity;
    log.info({ sessionId: id, subjectId, role, client: clientName(hello.client) }, 'session ready');
    this.#ready(session, version, false);
  }

  #resume(visitor: Session, session: Session, hello: Hello, version: number): void {
    const { lifecycle, delivery, clock, log } = this.#parts;
    const { resumeToken = '', lastSeq = 0 } = hello.resume ?? {};
    const socket = visitor.detach();
    lifecycle.step(visitor, { on: 'handed-over' });
    lifecycle.step(session, { on: 'taken-over', atMs: clock.monotonic() });
    if (socket === undefined) return;
    session.attach(socket);
    session.address = visitor.address;
    if (sameSecret(session.resumeToken, resumeToken)) session.prove();
    session.earlierToken = resumeToken;
    log.info({ sessionId: session.id, client: clientName(hello.client) }, 'session resumed');
    this.#ready(session, version, true);
    delivery.goOn(session, lastSeq);
  }

  #takeOver(
    session: Session,
    hello: Hello,
    from: { readonly resume: Resume; readonly claim: ResumeClaim; readonly taken: TakenSession },
    identity: Identity,
    version: number,
  ): void {
    const { sessions, lifecycle, delivery, holdings, clock, log } = this.#parts;
    const { resume, claim, taken } = from;
    const { sessionId } = resume;
    // A copy that missed that it went on elsewhere.
    const stale = sessions.get(sessionId);
    if (stale !== undefined) lifecycle.step(stale, { on: 'moved' });
    session.id = sessionId;
    session.identity = identity;
    session.generation = claim.generation;
    session.prove();
    session.subscription = taken.subscription;
    sessions.add(session);
    lifecycle.step(session, { on: 'admitted', atMs: clock.monotonic() });
    holdings.tell(sessionId, 'taken', { generation: session.proven });
    const { subjectId, role } = identity;
    const missed = taken.pushes.length;
    log.info({ sessionId, subjectId, role, missed, client: clientName(hello.client) }, 'session taken over');
    this.#ready(session, version, true);
    session.earlierToken = resume.resumeToken;
    delivery.takeOver(session, resume, taken.pushes);
    // What was heard since the missed pushes were put together comes now, in the order it was published.
    taken.handTo((message) => delivery.heard(session, message));
  }

  #ready(session: Session, version: number, resumed: boolean): void {
    const { delivery, drain, name, terms, secret, clock } = this.#parts;
    const { id: sessionId, lastRequestId } = session;
    session.generation++;
    const claim = { generation: session.generation, issuedAtMs: clock.now() };
    const resumeToken = makeResumeToken(secret, sessionId, session.identity?.subjectId ?? '', claim);
    session.resumeToken = resumeToken;
    const value = { version, sessionId, resumeToken, resumed, lastRequestId, ...name, ...terms };
    delivery.direct(session, { case: 'ready', value });
    const { remainingMs } = drain;
    if (remainingMs !== undefined)
      delivery.direct(session, { case: 'draining', value: { deadlineMs: remainingMs } });
  }
}
