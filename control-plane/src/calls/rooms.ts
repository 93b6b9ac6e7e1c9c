import {
  type Bus,
  type EndCause,
  fromFault,
  NodeReply,
  NodeRequest,
  type NodeRequestInit,
  subjects,
  WeftError,
} from '@weft/proto';
import { roomOf } from './seats.ts';
import type { CallState } from './state.ts';

/** A node that does not answer within this is passed over. */
const NODE_TIMEOUT_MS = 1_500;

/**
 * The control plane's questions to media nodes. Every call throws the node's
 * fault, or TIMEOUT, NO_RESPONDER, UNAVAILABLE.
 */
export class Rooms {
  readonly #bus: Bus;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  /** Makes one node's room as the call is now, or brings it to that: safe to repeat. */
  async open(call: CallState, nodeId: string): Promise<void> {
    await this.#ask(nodeId, { body: { case: 'openRoom', value: roomOf(call, nodeId) } });
  }

  /** A room that is not there counts as closed. */
  async close(callId: string, epoch: number, nodeId: string, cause: EndCause): Promise<void> {
    try {
      await this.#ask(nodeId, { body: { case: 'closeRoom', value: { callId, epoch, cause } } });
    } catch (error) {
      if (!(error instanceof WeftError) || error.code !== 'ROOM_NOT_FOUND') throw error;
    }
  }

  /** Whether the node has a room of the call, of whatever epoch; undefined when it cannot be asked. */
  async has(callId: string, nodeId: string): Promise<boolean | undefined> {
    try {
      // Epoch 0 is before any room's: one that is there says that this is over.
      await this.#ask(nodeId, { body: { case: 'syncRoom', value: { callId, epoch: 0 } } });
      return true;
    } catch (error) {
      if (!(error instanceof WeftError)) throw error;
      if (error.code === 'STALE_EPOCH') return true;
      return error.code === 'ROOM_NOT_FOUND' || error.code === 'WORKER_LOST' ? false : undefined;
    }
  }

  /** Those of these nodes that say that they have no room of the call. */
  async missing(callId: string, nodes: readonly string[]): Promise<readonly string[]> {
    const found = await Promise.all(nodes.map((nodeId) => this.has(callId, nodeId)));
    return nodes.filter((_, i) => found[i] === false);
  }

  /** Tells a node to take no new rooms, or to take them again. */
  async setDraining(nodeId: string, on: boolean): Promise<void> {
    await this.#ask(nodeId, {
      body: { case: 'setNodeState', value: { state: on ? 'draining' : 'active' } },
    });
  }

  async #ask(nodeId: string, request: NodeRequestInit): Promise<void> {
    const reply = NodeReply.decode(
      await this.#bus.request(subjects.node(nodeId), NodeRequest.encode(request), {
        timeoutMs: NODE_TIMEOUT_MS,
      }),
    );
    if (reply.result?.case === 'fault') throw fromFault(reply.result.value);
    if (reply.result === undefined) throw new WeftError('INTERNAL', `node ${nodeId} answered nothing`);
  }
}
