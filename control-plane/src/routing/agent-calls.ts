import {
  type Call,
  CallReply,
  CallRequest,
  type CallRequestInit,
  ControlReply,
  ControlRequest,
  fromFault,
  type Principal,
  subjects,
  WeftError,
} from '@weft/proto';
import type { QueueContext } from './context.ts';
import type { AgentDesk } from './queue.ts';

/** Twice this is under what an edge waits. */
const TIMEOUT_MS = 2_000;

/** What calls' owners are asked through, and what is known of calls without them. */
export interface CallQuestions extends Pick<QueueContext, 'adopt'> {
  readonly bus: Pick<QueueContext['bus'], 'request'>;
  readonly live: { readonly records: Pick<QueueContext['live']['records'], 'get'> };
}

/** What the queue asks of calls' owners for its agents, and the answers it had last. */
export class AgentCalls {
  readonly #context: CallQuestions;
  readonly #ownerRevision: string;
  readonly #last = new Map<string, Call>();

  constructor(context: CallQuestions, ownerRevision: string) {
    this.#context = context;
    this.#ownerRevision = ownerRevision;
  }

  /** The agent's call as last heard; for an agent that is in one. */
  last(agentId: string): Call | undefined {
    return this.#last.get(agentId);
  }

  /** The agent is in no call any more. */
  forget(agentId: string): void {
    this.#last.delete(agentId);
  }

  /** Seats an agent, or, invited, beside the call's agent. Asked twice when the answer got lost: the owner seats nobody twice. Throws the owner's fault. */
  async assign(desk: AgentDesk, callId: string, invited: boolean): Promise<Call> {
    const { agentId, sessionId, displayName, region } = desk;
    const queueRevision = this.#ownerRevision;
    const value = { callId, agentId, sessionId, displayName, region, queueRevision, invited };
    const { result } = await this.#askTwice(callId, { body: { case: 'assign', value } });
    if (result?.case !== 'call') throw new WeftError('INTERNAL', `the owner of ${callId} told no call`);
    this.#last.set(agentId, result.value);
    return result.value;
  }

  /** The agent's call as its owner knows it; this session is the agent's from then on. Throws the owner's fault. */
  async sync(who: Principal, callId: string): Promise<Call> {
    const body = ControlRequest.encode({ body: { case: 'syncCall', value: { callId } } });
    const relayed = { principal: who, requestId: 0, callId, epoch: 0, body };
    const { result } = await this.#askTwice(callId, { body: { case: 'relayed', value: relayed } });
    const inner = result?.case === 'relayed' ? result.value.result : undefined;
    if (inner?.case === 'fault') throw fromFault(inner.value);
    const reply = inner === undefined ? undefined : ControlReply.decode(inner.value).body;
    if (reply?.case !== 'call') throw new WeftError('INTERNAL', `the owner of ${callId} told no call`);
    if (reply.value.stage === 'ended') throw new WeftError('CALL_ENDED');
    this.#last.set(who.subjectId, reply.value);
    return reply.value;
  }

  /** The colleague for whom this agent put the customer on hold does not come. Throws the owner's fault. */
  async nobodyCame(callId: string, byAgentId: string): Promise<void> {
    await this.#askTwice(callId, { body: { case: 'nobodyCame', value: { callId, byAgentId } } });
  }

  async #askTwice(callId: string, request: CallRequestInit): Promise<CallReply> {
    const bytes = CallRequest.encode(request);
    const ask = async (): Promise<CallReply> => {
      const answer = await this.#context.bus.request(subjects.call(callId), bytes, {
        timeoutMs: TIMEOUT_MS,
      });
      const reply = CallReply.decode(answer);
      if (reply.result?.case === 'fault') throw fromFault(reply.result.value);
      return reply;
    };
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof WeftError)) throw error;
      if (error.code === 'NO_RESPONDER') await this.#adopt(callId);
      else if (error.code !== 'TIMEOUT') throw error;
      return ask();
    }
  }

  /** Gets an owner for a call that has none. Throws CALL_ENDED for one that is over: nobody ever answers for it again. */
  async #adopt(callId: string): Promise<void> {
    await this.#context.adopt(callId);
    const record = this.#context.live.records.get(callId)?.value;
    if (record?.stage === 'ended') throw new WeftError('CALL_ENDED');
  }
}
