import {
  type Bus,
  type BusSubscription,
  ControlPush,
  ControlReply,
  ControlRequest,
  type ControlRequestInit,
  fromFault,
  type Principal,
  RelayedReply,
  RelayedRequest,
  SessionPush,
  subjects,
} from '@weft/proto';

type Push = NonNullable<ControlPush['body']>;

/** The edge that all pages of paper are at. */
export const EDGE = 'edge-1';
const TIMEOUT_MS = 30_000;

/** A page and its edge in one, without a socket: speaks for one session over the bus. */
export class BusClient {
  readonly principal: Principal;
  readonly #bus: Bus;
  #requestId = 0;

  constructor(bus: Bus, who: Pick<Principal, 'sessionId' | 'subjectId' | 'role' | 'region'>) {
    this.#bus = bus;
    this.principal = { ...who, displayName: who.subjectId, edgeId: EDGE };
  }

  /** Throws the fault. */
  async ask(body: NonNullable<ControlRequestInit['body']>): Promise<NonNullable<ControlReply['body']>> {
    this.#requestId += 1;
    const request = RelayedRequest.encode({
      principal: this.principal,
      requestId: this.#requestId,
      body: ControlRequest.encode({ body }),
    });
    const subject = subjects.control(this.principal.region);
    const { result } = RelayedReply.decode(
      await this.#bus.request(subject, request, { timeoutMs: TIMEOUT_MS }),
    );
    if (result?.case === 'fault') throw fromFault(result.value);
    const answer = result === undefined ? undefined : ControlReply.decode(result.value).body;
    if (answer === undefined) throw new Error('the control plane answered nothing');
    return answer;
  }

  /** Hears what is pushed to the session, and says that it lives when asked. */
  listen(heard: (push: Push) => void): readonly BusSubscription[] {
    const { sessionId } = this.principal;
    return [
      this.#bus.subscribe(subjects.sessionAsk(sessionId), (message) => message.respond(new Uint8Array(0))),
      this.#bus.subscribe(subjects.session(sessionId), ({ data }) => {
        const { source } = SessionPush.decode(data);
        const body = source?.case === 'control' ? ControlPush.decode(source.value).body : undefined;
        if (body !== undefined) heard(body);
      }),
    ];
  }
}
