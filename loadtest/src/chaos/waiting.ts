import { Link, openWebSocket } from '@weft/agent-web/link';
import {
  type Call,
  ControlReply,
  ControlRequest,
  type ControlRequestInit,
  silentLog,
  systemClock,
} from '@weft/proto';
import { guestSession, type Session } from '../wire/http.ts';
import type { ObservedCall } from './observed.ts';

/** A customer without a browser, who waits in the queue over the pages' own link. */
export class Waiting implements Disposable {
  readonly #link: Link;
  #call: Call;

  private constructor(link: Link, call: Call) {
    this.#link = link;
    this.#call = call;
    link.onPush((push) => {
      if (push.case === 'control' && push.value.body?.case === 'call') this.#call = push.value.body.value;
    });
    // Nothing is known of a session that is new: asking again gives the same call.
    link.onFresh(
      () =>
        void request(link).then(
          (same) => (this.#call = same),
          () => undefined,
        ),
    );
  }

  /** Resolves when it has its place in the queue. Throws the fault as WeftError. */
  static async create(baseUrl: string, region: string, name: string): Promise<Waiting> {
    let session: Session = await guestSession(baseUrl, name);
    const link = new Link({
      edges: async () => session.edges.toSorted((a) => (a.region === region ? -1 : 1)),
      token: async () => {
        session = await guestSession(baseUrl, name, session.token).catch(() => session);
        return session.token;
      },
      client: 'loadtest/0.1.0',
      open: openWebSocket,
      clock: systemClock,
      random: () => 0.5,
      log: silentLog,
    });
    link.start();
    return new Waiting(link, await request(link));
  }

  get callId(): string {
    return this.#call.callId;
  }

  /** Asks for the call anew, so that whoever owns it must answer. */
  async observe(): Promise<ObservedCall> {
    const { callId } = this;
    const reply = await ask(this.#link, { body: { case: 'syncCall', value: { callId } } });
    const { stage, epoch, seat } = reply;
    const notLive = stage === 'queued' ? undefined : `who waits is told that the call is ${stage}`;
    const end = { name: 'waiting', callId: reply.callId, epoch, nodeId: seat?.nodeId ?? '', notLive };
    return { callId, stage: 'queued', ends: [end] };
  }

  /** Hangs up. Resolves when the mesh has taken it. */
  async leave(): Promise<void> {
    await controlOf(this.#link, { body: { case: 'hangUp', value: { callId: this.callId } } });
    this.#link.close();
  }

  [Symbol.dispose](): void {
    this.#link.close();
  }
}

const request = (link: Link): Promise<Call> =>
  ask(link, { body: { case: 'requestCall', value: { kind: 'voice' } } });

async function ask(link: Link, question: ControlRequestInit): Promise<Call> {
  const body = await controlOf(link, question);
  if (body?.case !== 'call') throw new Error(`a call was answered with ${body?.case}`);
  return body.value;
}

const controlOf = async (link: Link, question: ControlRequestInit): Promise<ControlReply['body']> =>
  ControlReply.decode(await link.request({ case: 'control', value: {} }, ControlRequest.encode(question)))
    .body;
