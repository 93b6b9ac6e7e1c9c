import {
  type Bus,
  CallReply,
  CallRequest,
  ControlReply,
  type ControlReplyInit,
  type ErrorCode,
  fromFault,
  type Principal,
  type RelayedRequest,
  subjects,
  WeftError,
} from '@weft/proto';
import type { CallCommand } from '../requests/commands.ts';
import type { Adoption } from './adoption.ts';
import type { CallContext } from './context.ts';
import { createCall } from './create.ts';
import type { LiveCalls } from './live-calls.ts';
import type { CallOwner } from './owner.ts';
import { serveCall, serveEnded } from './serve.ts';
import type { QueuedCall } from './state.ts';
import { participantOf } from './step.ts';
import { requireSupervisor } from './supervision.ts';
import type { CallTable } from './table.ts';

/** With these a queue does not take a call. */
const REFUSALS: readonly ErrorCode[] = ['QUEUE_FULL', 'QUEUE_CLOSED'];

/** Less than an edge waits, so that the client is told what was the matter. */
const FORWARD_TIMEOUT_MS = 4_000;

/** A request about a call as it came from a client's edge. */
export interface Asked<Command extends CallCommand = CallCommand> {
  readonly relayed: RelayedRequest;
  readonly who: Principal;
  readonly command: Command;
}

type RequestCommand = Extract<CallCommand, { readonly name: 'request-call' }>;

/** Answers clients' requests about calls: here for those this instance owns, else by their owners. */
export class Calls {
  readonly #context: CallContext;
  readonly #bus: Bus;
  readonly #live: LiveCalls;
  readonly #table: CallTable;
  readonly #adoption: Adoption;

  constructor(options: {
    context: CallContext;
    bus: Bus;
    live: LiveCalls;
    table: CallTable;
    adoption: Adoption;
  }) {
    this.#context = options.context;
    this.#bus = options.bus;
    this.#live = options.live;
    this.#table = options.table;
    this.#adoption = options.adoption;
  }

  /**
   * Answers RequestCall: with the customer's live call, else with a new one.
   * Throws NO_MEDIA_NODE, QUEUE_FULL, QUEUE_CLOSED, UNAVAILABLE (as many calls as this
   * instance may own, or etcd is away), TIMEOUT.
   */
  async request(asked: Asked<RequestCommand>): Promise<ControlReplyInit> {
    const { who, command } = asked;
    const known = await this.#joinKnown(this.#live.callOf(who.subjectId), asked);
    if (known !== undefined) return known;
    if (this.#table.room === 0)
      throw new WeftError('UNAVAILABLE', 'this instance owns as many calls as it may');
    const owner = await this.#create(asked);
    if (owner !== undefined) return serveCall(this.#context, owner, who, command);
    // Asked twice at once: the other request was faster, and the watch has not told of its call yet.
    const other = await this.#joinKnown(await this.#context.store.callOf(who.subjectId), asked);
    if (other === undefined) throw new WeftError('CONFLICT', 'the call before is just ending');
    return other;
  }

  /** Answers any other request about a call, the asker's live one when none is named. Throws CALL_NOT_FOUND, and what its owner throws. */
  async serve(asked: Asked, named?: string): Promise<ControlReplyInit> {
    const { who, command } = asked;
    const callId = named ?? (await this.#callOf(who));
    if (callId === undefined) throw new WeftError('CALL_NOT_FOUND');
    const supervises = command.name === 'supervise-call';
    if (supervises) this.#requireFree(who, callId);
    const owner = this.#table.get(callId);
    if (owner !== undefined) return serveCall(this.#context, owner, who, command);
    const record = this.#live.records.get(callId)?.value;
    if (record?.stage === 'ended') return serveEnded(record, who, command);
    try {
      return await this.#forward(callId, asked);
    } catch (error) {
      if (!(error instanceof WeftError) || error.code !== 'NO_RESPONDER') throw error;
    }
    await this.#adoption.takeOver(callId, supervises ? undefined : who.subjectId);
    const adopted = this.#table.get(callId);
    if (adopted !== undefined) return serveCall(this.#context, adopted, who, command);
    const { record: now } = await this.#context.store.find(callId);
    if (now?.stage === 'ended') return serveEnded(now, who, command);
    return this.#forward(callId, asked);
  }

  /** Throws FORBIDDEN to who is no supervisor, NOT_AVAILABLE to who is in another call. */
  #requireFree(who: Principal, callId: string): void {
    requireSupervisor(this.#context, who);
    const other = this.#live.callOf(who.subjectId);
    if (other !== undefined && other !== callId) {
      throw new WeftError('NOT_AVAILABLE', 'they are in another call');
    }
  }

  /** A call made a moment ago at another instance may not have been heard of here: etcd knows a customer's. */
  async #callOf({ subjectId, role }: Principal): Promise<string | undefined> {
    const known = this.#live.callOf(subjectId);
    return known ?? (role === 'customer' ? this.#context.store.callOf(subjectId) : undefined);
  }

  /** The answer of a call that was there; undefined when it is over. */
  async #joinKnown(
    callId: string | undefined,
    asked: Asked<RequestCommand>,
  ): Promise<ControlReplyInit | undefined> {
    if (callId === undefined) return undefined;
    try {
      return await this.serve(asked, callId);
    } catch (error) {
      if (!(error instanceof WeftError)) throw error;
      if (error.code !== 'CALL_ENDED' && error.code !== 'CALL_NOT_FOUND') throw error;
      return undefined;
    }
  }

  async #forward(callId: string, { relayed }: Asked): Promise<ControlReplyInit> {
    const request = CallRequest.encode({ body: { case: 'relayed', value: relayed } });
    const reply = CallReply.decode(
      await this.#bus.request(subjects.call(callId), request, { timeoutMs: FORWARD_TIMEOUT_MS }),
    );
    if (reply.result?.case === 'fault') throw fromFault(reply.result.value);
    const result = reply.result?.case === 'relayed' ? reply.result.value.result : undefined;
    if (result?.case === 'fault') throw fromFault(result.value);
    if (result === undefined) throw new WeftError('INTERNAL', `the owner of ${callId} answered nothing`);
    return ControlReply.decode(result.value);
  }

  /** Undefined when the customer has a live call. */
  async #create({ who, command }: Asked<RequestCommand>): Promise<CallOwner | undefined> {
    const callId = this.#context.ids.next('call');
    // Listening starts before anybody can know of the call.
    const subscription = this.#table.listen(callId);
    try {
      const created = await createCall(this.#context, who, command, callId);
      if (created === undefined) {
        subscription[Symbol.dispose]();
        return undefined;
      }
      const owner = this.#table.own(created.call, created.tenure, subscription);
      this.#tellRequested(created.call, created.reason);
      owner.standBy();
      await this.#enqueue(owner);
      return owner;
    } catch (error) {
      subscription[Symbol.dispose]();
      throw error;
    }
  }

  /** A queue without an owner is asked again by the sweep; a full or closed one ends the call. */
  async #enqueue(owner: CallOwner): Promise<void> {
    try {
      await owner.enqueue();
    } catch (error) {
      const { callId } = owner.state;
      if (!(error instanceof WeftError) || !REFUSALS.includes(error.code)) {
        this.#context.log.warn({ callId, error: String(error) }, 'queue does not know of the call yet');
        return;
      }
      await owner.take({ name: 'failed', cause: 'no-capacity', atMs: this.#context.clock.now() });
      throw error;
    }
  }

  #tellRequested(call: QueuedCall, reason: string): void {
    const { callId, epoch, kind, queueId } = call;
    const { nodeId: homeNodeId, standby } = call.customer;
    const value = {
      kind,
      customer: participantOf(call.customer),
      queueId,
      homeNodeId,
      standbyNodeId: standby?.nodeId ?? '',
      placementReason: reason,
    };
    this.#context.log.info({ callId, nodeId: homeNodeId, reason }, 'call requested');
    this.#context.facts.tell({
      factId: `${callId}-requested`,
      callId,
      epoch,
      body: { case: 'callRequested', value },
    });
  }
}
