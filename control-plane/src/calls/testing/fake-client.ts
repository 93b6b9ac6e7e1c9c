import {
  type Bus,
  type BusSubscription,
  type Call,
  ControlPush,
  ControlReply,
  ControlRequest,
  type ControlRequestInit,
  type Desk,
  type Fault,
  fromFault,
  type Offer,
  type Principal,
  RelayedReply,
  RelayedRequest,
  type Role,
  SessionGone,
  SessionPush,
  subjects,
} from '@weft/proto';
import { until } from '@weft/proto/testing';

type Body = NonNullable<ControlRequestInit['body']>;
type Answer = NonNullable<ControlReply['body']>;
type Answers = { [Each in Answer as Each['case']]: Each['value'] };
type Push = NonNullable<ControlPush['body']>;
type Pushes = { [Each in Push as Each['case']]: Each['value'] };
type Who = { sessionId: string; subjectId: string; role: Role; region?: string };

/** A page and its edge in one: speaks for one session, and keeps what is pushed to it. */
export class FakeClient {
  readonly pushes: Push[] = [];
  readonly principal: Principal;
  closedWith: Fault | undefined;
  readonly #bus: Bus;
  readonly #subscription: BusSubscription;
  readonly #asked: BusSubscription;
  readonly #answered = new Set<string>();
  #requestId = 0;

  constructor(bus: Bus, who: Who) {
    const { sessionId, subjectId, role, region = 'eu' } = who;
    this.#bus = bus;
    this.principal = { sessionId, subjectId, role, region, displayName: subjectId, edgeId: 'edge-1' };
    this.#asked = bus.subscribe(subjects.sessionAsk(sessionId), (message) =>
      message.respond(new Uint8Array(0)),
    );
    this.#subscription = bus.subscribe(subjects.session(sessionId), ({ data }) => {
      const push = SessionPush.decode(data);
      this.closedWith ??= push.closeWith;
      if (push.source?.case !== 'control') return;
      const { body } = ControlPush.decode(push.source.value);
      if (body !== undefined) this.pushes.push(body);
    });
  }

  /** Asks the control plane as the edge of the client's region would. Throws the fault. */
  async ask<Case extends keyof Answers>(body: Body, expected: Case): Promise<Answers[Case]> {
    return this.askRaw(ControlRequest.encode({ body }), expected);
  }

  /** The same with any bytes as body. */
  async askRaw<Case extends keyof Answers>(bytes: Uint8Array, expected: Case): Promise<Answers[Case]> {
    this.#requestId += 1;
    const request = RelayedRequest.encode({
      principal: this.principal,
      requestId: this.#requestId,
      body: bytes,
    });
    const reply = RelayedReply.decode(
      await this.#bus.request(subjects.control(this.principal.region), request, { timeoutMs: 5_000 }),
    );
    if (reply.result?.case === 'fault') throw fromFault(reply.result.value);
    const answer = ControlReply.decode(reply.result?.value ?? new Uint8Array()).body;
    if (answer?.case !== expected) throw new Error(`expected ${expected}, got ${answer?.case}`);
    return answer.value as Answers[Case];
  }

  requestCall(kind: 'voice' | 'video' = 'video'): Promise<Call> {
    return this.ask({ case: 'requestCall', value: { kind } }, 'call');
  }

  syncDesk(): Promise<Desk> {
    return this.ask({ case: 'syncDesk', value: {} }, 'desk');
  }

  accept(offer: Offer): Promise<Call> {
    this.#answered.add(offer.offerId);
    return this.ask({ case: 'answerOffer', value: { offerId: offer.offerId, accept: true } }, 'call');
  }

  /** Waits for an offer to ring and accepts it. */
  async acceptNext(): Promise<Call> {
    return this.accept(await this.nextOffer());
  }

  /** Waits for an offer to ring. */
  async nextOffer(): Promise<Offer> {
    await until(() => this.ringing !== undefined || `nothing is offered to ${this.principal.subjectId}`);
    const { ringing } = this;
    if (ringing === undefined) throw new Error('the offer ended at once');
    return ringing;
  }

  async decline(offer: Offer): Promise<void> {
    await this.ask({ case: 'answerOffer', value: { offerId: offer.offerId, accept: false } }, 'accepted');
  }

  async hangUp(callId: string): Promise<void> {
    await this.ask({ case: 'hangUp', value: { callId } }, 'accepted');
  }

  /** The last push of a kind; undefined when there was none. */
  last<Case extends keyof Pushes>(kind: Case): Pushes[Case] | undefined {
    return this.all(kind).at(-1);
  }

  all<Case extends keyof Pushes>(kind: Case): Pushes[Case][] {
    return this.pushes.flatMap((push) => (push.case === kind ? [push.value as Pushes[Case]] : []));
  }

  /** The offer that rings now: the last one that was neither answered here nor ended. */
  get ringing(): Offer | undefined {
    const ended = new Set(this.all('offerEnded').map(({ offerId }) => offerId));
    return this.all('offer').findLast(({ offerId }) => !ended.has(offerId) && !this.#answered.has(offerId));
  }

  /** The edge drops the session: nobody listens for it any more. */
  vanish(): void {
    this.#subscription.unsubscribe();
    this.#asked.unsubscribe();
  }

  /** The session ends for good, and the edge says so. */
  leave(reason = 'bye'): void {
    this.vanish();
    const { sessionId, subjectId, role } = this.principal;
    this.#bus.publish(
      subjects.sessionGone(sessionId),
      SessionGone.encode({ sessionId, subjectId, role, reason }),
    );
  }
}
