import {
  type Bus,
  type BusSubscription,
  type Log,
  NodeReply,
  type NodeReplyInit,
  NodeRequest,
  subjects,
  WeftError,
} from '@weft/proto';
import { type Answered, answerRequests } from './answer.ts';
import { requireSame } from './fence.ts';
import { goneAs } from './gone.ts';
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
  readonly answered: Answered;
  /** The node drains, or takes rooms again. */
  readonly stateSet: () => void;
}

/** Answers the control plane and other nodes. */
export class NodeRequests implements Disposable {
  readonly #options: NodeRequestsOptions;
  readonly #subscription: BusSubscription;

  constructor(options: NodeRequestsOptions) {
    const { nodeId, bus, log, now, answered } = options;
    this.#options = options;
    this.#subscription = answerRequests({
      ...{ bus, subject: subjects.node(nodeId), log, now, answered },
      handle: async (message, isKind) => {
        const result = await this.#perform(message.data, isKind);
        message.respond(NodeReply.encode({ result }));
      },
      encodeFault: (value) => NodeReply.encode({ result: { case: 'fault', value } }),
    });
  }

  [Symbol.dispose](): void {
    this.#subscription.unsubscribe();
  }

  async #perform(data: Uint8Array, isKind: (kind: string) => void): Promise<Result> {
    const { body } = NodeRequest.decode(data);
    if (body === undefined) throw new WeftError('BAD_REQUEST', 'nothing is asked');
    isKind(body.case);
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
        await rooms
          .get(body.value.callId)
          .requestKeyFrame(body.value.trackId)
          .catch(goneAs('TRACK_NOT_FOUND'));
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
