import {
  type Bus,
  type Clock,
  type CloseRoom,
  type EndCause,
  isId,
  type Log,
  type NodeState,
  type OpenRoom,
  WeftError,
} from '@weft/proto';
import type { Ask } from './ask.ts';
import { BOUNDS } from './bounds.ts';
import { requireNotStale } from './fence.ts';
import { frameOf } from './frame.ts';
import { Line } from './line.ts';
import type { TellOwner } from './moves.ts';
import type { NodeIdentity } from './node.ts';
import type { Pulse } from './pulse.ts';
import { type ClosedBy, Room } from './room.ts';
import type { Sessions } from './sessions.ts';
import type { Workers } from './workers.ts';

export interface RoomsOptions {
  readonly node: NodeIdentity;
  readonly workers: Workers;
  readonly bus: Bus;
  readonly ask: Ask;
  readonly tellOwner: TellOwner;
  readonly sessions: Sessions;
  readonly pulse: Pulse;
  readonly clock: Clock;
  readonly log: Log;
}

interface Open {
  readonly room: Room;
  readonly release: () => void;
}

/** The node's rooms, by call. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<string, Open>();
  /** Rooms whose worker died, with their epoch: until the owner opens them anew or closes them. */
  readonly #lost = new Map<string, number>();
  /** Orders for one call are carried out in the order they came. */
  readonly #lines = new Map<string, Line>();
  #state: NodeState = 'active';
  #closed = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#rooms.size;
  }

  get all(): Room[] {
    return [...this.#rooms.values()].map(({ room }) => room);
  }

  /** "active" or "draining". */
  get state(): NodeState {
    return this.#state;
  }

  /** A draining node keeps its rooms and takes no new ones. */
  drain(on: boolean): void {
    const next: NodeState = on ? 'draining' : 'active';
    if (next === this.#state) return;
    this.#state = next;
    this.#options.log.info({ state: next, rooms: this.size }, 'node state set');
  }

  /** Throws ROOM_NOT_FOUND, or WORKER_LOST when there was one and its worker died. */
  get(callId: string): Room {
    const open = this.#rooms.get(callId);
    if (open !== undefined) return open.room;
    throw new WeftError(this.#lost.has(callId) ? 'WORKER_LOST' : 'ROOM_NOT_FOUND');
  }

  /**
   * Makes the room or brings it to the order's state; an order in which this
   * node has no place any more ends it. Throws BAD_REQUEST, STALE_EPOCH, DRAINING (new rooms only), NO_MEDIA_NODE at the bound, UNAVAILABLE.
   */
  async open(order: OpenRoom): Promise<void> {
    const { nodeId } = this.#options.node;
    if (order.places.length > 0 && !order.places.some((place) => place.nodeId === nodeId)) {
      // The call goes on elsewhere: for those who are still here this is no end of it.
      await this.close({ callId: order.callId, epoch: order.epoch, cause: 'unspecified' });
      return;
    }
    const frame = frameOf(order, nodeId);
    await this.#inOrder(frame.callId, async () => {
      const standing = this.#rooms.get(frame.callId);
      if (standing !== undefined) {
        standing.room.update(frame);
        return;
      }
      if (this.#closed || this.#state === 'draining') throw new WeftError('DRAINING');
      if (this.#rooms.size >= BOUNDS.maxRooms)
        throw new WeftError('NO_MEDIA_NODE', 'the node carries as many rooms as it may');
      requireNotStale(this.#lost.get(frame.callId) ?? 0, frame.epoch);
      const { workers, log, ...shared } = this.#options;
      const spot = await workers.place(frame.callId, () => this.#workerLost(frame.callId));
      if (this.#closed) {
        spot.release();
        spot.router.close();
        throw new WeftError('DRAINING');
      }
      this.#lost.delete(frame.callId);
      const room = new Room({ ...shared, log, frame, router: spot.router });
      this.#rooms.set(frame.callId, { room, release: spot.release });
      log.info({ callId: frame.callId, epoch: frame.epoch }, 'room opened');
    });
  }

  /** Closes the call's room; done already when there is none. Throws STALE_EPOCH, BAD_REQUEST. */
  async close(order: CloseRoom): Promise<void> {
    if (!isId(order.callId)) throw new WeftError('BAD_REQUEST', 'the call id is not one');
    await this.#inOrder(order.callId, async () => {
      const lostEpoch = this.#lost.get(order.callId);
      if (lostEpoch !== undefined && order.epoch >= lostEpoch) this.#lost.delete(order.callId);
      const standing = this.#rooms.get(order.callId);
      if (standing === undefined) return;
      requireNotStale(standing.room.epoch, order.epoch);
      this.#end(order.callId, standing, order.cause, 'owner');
    });
  }

  /** The bus was away: every room tells and asks its neighbours anew. */
  resync(): void {
    for (const room of this.all) room.resync();
  }

  /** The node stops: every room is closed, its clients and its owner are told. */
  closeAll(cause: EndCause): void {
    this.#closed = true;
    for (const [callId, open] of [...this.#rooms]) this.#end(callId, open, cause, 'node');
  }

  #end(callId: string, open: Open, cause: EndCause, by: ClosedBy): void {
    this.#rooms.delete(callId);
    open.room.close(cause, by);
    open.release();
  }

  #workerLost(callId: string): void {
    const open = this.#rooms.get(callId);
    if (open === undefined) return;
    this.#options.log.error({ callId, epoch: open.room.epoch }, 'room lost with its worker');
    this.#lost.set(callId, open.room.epoch);
    for (const oldest of this.#lost.keys()) {
      if (this.#lost.size <= BOUNDS.maxLostRooms) break;
      this.#lost.delete(oldest);
    }
    // Not the end of the call: its participants have standby legs, or are placed anew.
    this.#end(callId, open, 'unspecified', 'death');
  }

  async #inOrder(callId: string, task: () => Promise<void>): Promise<void> {
    const line = this.#lines.get(callId) ?? new Line(BOUNDS.maxWaitingRequests);
    this.#lines.set(callId, line);
    try {
      await line.run(task);
    } finally {
      if (line.idle) this.#lines.delete(callId);
    }
  }
}
