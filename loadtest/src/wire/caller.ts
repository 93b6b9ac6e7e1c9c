import {
  type Call,
  type Joined,
  type MediaReply,
  type MediaRequestInit,
  type MediaSeat,
  type MediaTarget,
  sleep,
  systemClock,
  WeftError,
} from '@weft/proto';
import { EdgeClient } from './edge-client.ts';
import { edgeOf, guestSession } from './http.ts';

const MAX_JOINS = 20;
const JOIN_AGAIN_MS = 100;

/** A customer without a browser: in the queue, and joined to the media node of the call with what the node can do itself. */
export class Caller implements AsyncDisposable {
  readonly client: EdgeClient;
  /** Whom the token names. */
  readonly subjectId: string;
  readonly call: Call;
  readonly seat: MediaSeat;
  readonly joined: Joined;

  private constructor(parts: Pick<Caller, 'client' | 'subjectId' | 'call' | 'seat' | 'joined'>) {
    this.client = parts.client;
    this.subjectId = parts.subjectId;
    this.call = parts.call;
    this.seat = parts.seat;
    this.joined = parts.joined;
  }

  /** Asks for a voice call and joins its room. */
  static async start(baseUrl: string, region: string, name: string): Promise<Caller> {
    const session = await guestSession(baseUrl, name);
    const client = await EdgeClient.connect({ url: edgeOf(session, region), token: session.token });
    try {
      const reply = await client.control({ body: { case: 'requestCall', value: { kind: 'voice' } } });
      if (reply.case !== 'call' || reply.value.seat === undefined)
        throw new Error(`a call was answered with ${reply.case}`);
      const { seat, callId, epoch } = reply.value;
      const joined = await joinRoom(client, { nodeId: seat.nodeId, callId, epoch }, seat);
      return new Caller({ client, subjectId: session.subjectId, call: reply.value, seat, joined });
    } catch (error) {
      await client[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** This customer where the call is now: the same one where it has not moved. Throws where the call is over. */
  async follow(): Promise<Caller> {
    const { client, subjectId, call: before } = this;
    const reply = await client.control({ body: { case: 'syncCall', value: { callId: before.callId } } });
    if (reply.case !== 'call' || reply.value.seat === undefined || reply.value.stage === 'ended')
      throw new Error(`the call is not there any more: ${JSON.stringify(reply)}`);
    const call = reply.value;
    const { seat } = reply.value;
    if (call.epoch === before.epoch) return this;
    const target = { nodeId: seat.nodeId, callId: call.callId, epoch: call.epoch };
    const joined = await joinRoom(client, target, seat);
    return new Caller({ client, subjectId, call, seat, joined });
  }

  /** Where this customer's media requests go. */
  get target(): MediaTarget {
    return { nodeId: this.seat.nodeId, callId: this.call.callId, epoch: this.call.epoch };
  }

  /** Asks the media node of the call. Throws the fault as WeftError. */
  media(body: NonNullable<MediaRequestInit['body']>): Promise<NonNullable<MediaReply['body']>> {
    return this.client.media(this.target, { body });
  }

  /** Hangs up and says bye, which it does in any case. Throws why the call was not hung up. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (!this.client.closed)
        await this.client.control({ body: { case: 'hangUp', value: { callId: this.call.callId } } });
    } finally {
      await this.client[Symbol.asyncDispose]();
    }
  }
}

/** Joins as pages do: the node may hear of the room a moment after the customer, and then it is asked again. */
async function joinRoom(client: EdgeClient, target: MediaTarget, seat: MediaSeat): Promise<Joined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const value = { capabilities: seat.routerCapabilities };
      const reply = await client.media(target, { body: { case: 'join', value } });
      if (reply.case !== 'joined') throw new Error(`a join was answered with ${reply.case}`);
      return reply.value;
    } catch (error) {
      if (!(error instanceof WeftError) || error.code !== 'ROOM_NOT_FOUND' || attempt === MAX_JOINS)
        throw error;
      await sleep(systemClock, JOIN_AGAIN_MS);
    }
  }
}
