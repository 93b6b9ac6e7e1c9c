import {
  type Bus,
  ControlReply,
  type ControlReplyInit,
  fromFault,
  RelayedReply,
  RelayedRequest,
  subjects,
  WeftError,
} from '@weft/proto';
import type { QueueOwnership } from '../routing/ownership.ts';

/** Less than an edge waits, so that the client is told what was the matter. */
const FORWARD_TIMEOUT_MS = 4_500;

/** Brings agents' desk requests to the queue's owner, wherever that is. */
export class Desks {
  readonly #bus: Bus;
  readonly #queueId: string;
  readonly #ownership: QueueOwnership;

  constructor(options: { bus: Bus; queueId: string; ownership: QueueOwnership }) {
    this.#bus = options.bus;
    this.#queueId = options.queueId;
    this.#ownership = options.ownership;
  }

  /** Throws the owner's fault; NO_RESPONDER when the queue has no owner and none could be made. */
  async serve(relayed: RelayedRequest): Promise<ControlReplyInit> {
    try {
      return await this.#ask(relayed);
    } catch (error) {
      if (!(error instanceof WeftError) || error.code !== 'NO_RESPONDER') throw error;
    }
    await this.#ownership.suspect();
    return this.#ask(relayed);
  }

  async #ask(relayed: RelayedRequest): Promise<ControlReplyInit> {
    const owner = this.#ownership.owner;
    if (owner !== undefined) return owner.serve(relayed);
    const bytes = await this.#bus.request(subjects.desk(this.#queueId), RelayedRequest.encode(relayed), {
      timeoutMs: FORWARD_TIMEOUT_MS,
    });
    const { result } = RelayedReply.decode(bytes);
    if (result?.case === 'fault') throw fromFault(result.value);
    if (result === undefined) throw new WeftError('INTERNAL', 'the queue answered nothing');
    return ControlReply.decode(result.value);
  }
}
