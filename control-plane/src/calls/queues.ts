import {
  type Bus,
  fromFault,
  QueueReply,
  QueueRequest,
  type QueueRequestInit,
  type QueueStanding,
  subjects,
  WeftError,
} from '@weft/proto';
import { conversationOf } from '../own-conversation.ts';
import { isAway } from './callback.ts';
import type { ActiveCall, CallState } from './state.ts';
import { participantOf } from './step.ts';

/** Whose a customer's conversation is, for a call requested at a time; empty = nobody's, or not known. */
type AgentOfCustomer = (subjectId: string, requestedAtMs: number) => Promise<string>;

/** What calls ask of queues, whoever owns them. */
export class Queues {
  readonly #bus: Bus;
  readonly #silent: () => Promise<void>;
  readonly #agentOf: AgentOfCustomer;

  /**
   * `silent` is called when nobody answers for a queue: it may get it an owner.
   * `agentOf` tells whose the conversation of a call's customer is, if that is known soon
   * enough; never throws.
   */
  constructor(bus: Bus, silent: () => Promise<void>, agentOf: AgentOfCustomer = () => Promise.resolve('')) {
    this.#bus = bus;
    this.#silent = silent;
    this.#agentOf = agentOf;
  }

  /**
   * Puts a call into its queue, or asks where it stands when it is there
   * already. Throws QUEUE_FULL, QUEUE_CLOSED; NO_RESPONDER when the queue has no owner and got none.
   */
  async enqueue(call: CallState): Promise<QueueStanding> {
    const { callId, kind, page, profile, requestedAtMs, wantedQueueId } = call;
    const customer = participantOf(call.customer);
    const conversationId = conversationOf(call.customer.subjectId);
    const preferredAgentId =
      call.wantedAgentId || (await this.#agentOf(call.customer.subjectId, requestedAtMs));
    const { callback } = call;
    const value = {
      ...{ callId, kind, customer, page, profile, requestedAtMs, conversationId, preferredAgentId },
      wantedQueueId,
      callback: isAway(call),
      notBeforeMs: callback?.phase === 'waiting' ? callback.notBeforeMs : 0,
    };
    const request = QueueRequest.encode({ body: { case: 'enqueue', value } });
    const ask = (): Promise<Uint8Array> => this.#bus.request(subjects.queue(call.queueId), request);
    const bytes = await ask().catch(async (error: unknown) => {
      if (!(error instanceof WeftError) || error.code !== 'NO_RESPONDER') throw error;
      await this.#silent();
      return ask();
    });
    const { result } = QueueReply.decode(bytes);
    if (result?.case === 'fault') throw fromFault(result.value);
    if (result?.case !== 'standing') throw new WeftError('INTERNAL', 'the queue told no standing');
    return result.value;
  }

  /**
   * Its agent asks a colleague in: it rings at theirs; `heldForIt`: the customer is on hold until then. Throws NOT_AVAILABLE when they are not free;
   * NO_RESPONDER when the queue has no owner.
   */
  async invite(call: ActiveCall, agentId: string, heldForIt: boolean): Promise<void> {
    const { callId, kind, page, requestedAtMs, agent } = call;
    const conversationId = conversationOf(call.customer.subjectId);
    const asked = {
      callId,
      kind,
      customer: participantOf(call.customer),
      page,
      requestedAtMs,
      conversationId,
    };
    const value = { call: asked, agentId, byAgentId: agent.subjectId, byName: agent.displayName, heldForIt };
    const request = QueueRequest.encode({ body: { case: 'invite', value } });
    const { result } = QueueReply.decode(await this.#bus.request(subjects.queue(call.queueId), request));
    if (result?.case === 'fault') throw fromFault(result.value);
  }

  /** It is to ring no more at a colleague who was asked into the call. Throws NO_RESPONDER when the queue has no owner. */
  async withdraw({ callId, queueId }: CallState, agentId: string): Promise<void> {
    const request = QueueRequest.encode({ body: { case: 'withdraw', value: { callId, agentId } } });
    const { result } = QueueReply.decode(await this.#bus.request(subjects.queue(queueId), request));
    if (result?.case === 'fault') throw fromFault(result.value);
  }

  /** The call waits no more. May be lost: the queue also sees the call's record end. */
  leave(call: CallState): void {
    this.#tell(call.queueId, { body: { case: 'dequeue', value: { callId: call.callId } } });
  }

  /** The call's agent is free again. May be lost, likewise. */
  free(call: CallState, agentId: string): void {
    this.#tell(call.queueId, { body: { case: 'callFinished', value: { callId: call.callId, agentId } } });
  }

  #tell(queueId: string, request: QueueRequestInit): void {
    this.#bus.publish(subjects.queue(queueId), QueueRequest.encode(request));
  }
}
