import {
  type Bus,
  type BusMessage,
  type BusSubscription,
  type Log,
  MalformedMessage,
  NodeReply,
  type NodeReplyInit,
  NodeRequest,
  subjects,
  toFault,
  WeftError,
} from '@weft/proto';
import { BOUNDS } from './bounds.ts';
import { requireSame } from './fence.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';

type Result = NonNullable<NodeReplyInit['result']>;

const DONE: Result = { case: 'done', value: {} };

export interface NodeRequestsOptions {
  readonly nodeId: string;
  readonly bus: Bus;
  readonly rooms: Rooms;
  readonly log: Log;
  readonly now: () => number;
  /** Told of each request answered: its kind, and "ok" or the error's code. */
  readonly answered: (kind: string, code: string, startedMs: number) => void;
  /** The node drains, or takes rooms again. */
  readonly stateSet: () => void;
}

/** Answers the control plane and other nodes. */
export class NodeRequests implements Disposable {
  readonly #options: NodeRequestsOptions;
  readonly #subscription: BusSubscription;

  constructor(options: NodeRequestsOptions) {
    this.#options = options;
    this.#subscription = options.bus.subscribe(
      subjects.node(options.nodeId),
      (message) => void this.#receive(message),
    );
  }

  [Symbol.dispose](): void {
    this.#subscription.unsubscribe();
  }

  /** Never rejects. */
  async #receive(message: BusMessage): Promise<void> {
    const startedMs = this.#options.now();
    const seen = { kind: 'unknown' };
    try {
      const result = await this.#handle(message.data, seen);
      message.respond(NodeReply.encode({ result }));
      this.#options.answered(seen.kind, 'ok', startedMs);
    } catch (error) {
      const known = error instanceof MalformedMessage ? new WeftError('BAD_REQUEST', error.message) : error;
      const fault = toFault(known);
      if (fault.code === 'INTERNAL')
        this.#options.log.error({ kind: seen.kind, error: String(error) }, 'request failed');
      message.respond(NodeReply.encode({ result: { case: 'fault', value: fault } }));
      this.#options.answered(seen.kind, fault.code, startedMs);
    }
  }

  async #handle(data: Uint8Array, seen: { kind: string }): Promise<Result> {
    if (data.length > BOUNDS.maxRequestBytes) throw new WeftError('FRAME_TOO_LARGE');
    const { body } = NodeRequest.decode(data);
    if (body === undefined) throw new WeftError('BAD_REQUEST', 'nothing is asked');
    seen.kind = body.case;
    const { rooms } = this.#options;
    switch (body.case) {
      case 'openRoom':
        await rooms.open(body.value);
        return DONE;
      case 'closeRoom':
        await rooms.close(body.value);
        return DONE;
      case 'setNodeState': {
        const { state } = body.value;
        if (state !== 'active' && state !== 'draining')
          throw new WeftError('BAD_REQUEST', 'a node is set active or draining');
        rooms.drain(state === 'draining');
        this.#options.stateSet();
        return DONE;
      }
      case 'syncRoom': {
        const room = this.#room(body.value);
        // After the answer is on its way: who asks has just opened.
        queueMicrotask(() => room.neighbours.peerOpened());
        return { case: 'roomState', value: room.state };
      }
      case 'openPipe':
        return {
          case: 'pipeOpened',
          value: await this.#room(body.value).neighbours.openPipe(body.value),
        };
      case 'pipeTrack': {
        const { fromNodeId, trackId } = body.value;
        return {
          case: 'trackPiped',
          value: await this.#room(body.value).neighbours.pipeTrack(fromNodeId, trackId),
        };
      }
      case 'unpipeTrack':
        this.#room(body.value).neighbours.unpipeTrack(body.value.fromNodeId, body.value.trackId);
        return DONE;
      case 'requestKeyFrame':
        await rooms.get(body.value.callId).requestKeyFrame(body.value.trackId);
        return DONE;
    }
  }

  /** The call's room, at the epoch that the asking node is at. */
  #room({ callId, epoch }: { readonly callId: string; readonly epoch: number }): Room {
    const room = this.#options.rooms.get(callId);
    requireSame(room.epoch, epoch);
    return room;
  }
}
