import { CallRecord, type Clock, type Directory, keys, type Log, type Timer, WeftError } from '@weft/proto';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import { isMovedAway, isUnnamed, standingOf } from './superseded.ts';

/** Orders come within milliseconds; what has not come by now may have been missed. */
const SWEEP_INTERVAL_MS = 5_000;
/** Records read in one sweep; the rooms looked at longest ago come first. */
const MAX_READS = 50;

export interface ReconcilerOptions {
  readonly nodeId: string;
  readonly rooms: Rooms;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Closes rooms that the call has left without this node hearing of it: it was
 * cut off, it was taken for dead while etcd came back and another stands by since,
 * or the owner died between its record and its orders.
 */
export class Reconciler implements Disposable {
  readonly #options: ReconcilerOptions;
  readonly #timer: Timer;
  readonly #lookedAtMs = new WeakMap<Room, number>();
  /** Since when the record of a room's epoch does not name this node. */
  readonly #unnamedSinceMs = new WeakMap<Room, number>();
  /** Since when that of a later one does not. */
  readonly #movedSinceMs = new WeakMap<Room, number>();
  #sweeping = false;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#timer = options.clock.every(SWEEP_INTERVAL_MS, () => void this.#sweep());
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
  }

  /** Never rejects. While etcd is away every room is kept. */
  async #sweep(): Promise<void> {
    if (this.#sweeping) return;
    this.#sweeping = true;
    const at = (room: Room): number => this.#lookedAtMs.get(room) ?? Number.NEGATIVE_INFINITY;
    try {
      const doubtful = this.#options.rooms.all.filter((room) => this.#doubtful(room));
      for (const room of doubtful.sort((a, b) => at(a) - at(b)).slice(0, MAX_READS)) await this.#look(room);
    } catch (error) {
      this.#options.log.debug({ error: String(error) }, 'rooms not reconciled');
    } finally {
      this.#sweeping = false;
    }
  }

  /** A room just opened is in nobody's way: it is looked at from the second sweep on. */
  #doubtful(room: Room): boolean {
    if (!this.#lookedAtMs.has(room)) {
      this.#lookedAtMs.set(room, this.#options.clock.monotonic());
      return room.doubted;
    }
    return room.doubted || !room.members.connected;
  }

  async #look(room: Room): Promise<void> {
    const { nodeId, rooms, directory, clock, log } = this.#options;
    const entry = await directory.get(keys.call(room.callId));
    this.#lookedAtMs.set(room, clock.monotonic());
    const record = entry === undefined ? undefined : CallRecord.fromJson(entry.value);
    const { epoch, callId } = room;
    const { connected, promoting } = room.members;
    const at = { nodeId, epoch };
    const unnamedMs = this.#forMs(this.#unnamedSinceMs, room, isUnnamed(record, at));
    const movedMs = this.#forMs(this.#movedSinceMs, room, isMovedAway(record, at));
    const { keep, reason } = standingOf(record, { ...at, connected, promoting, unnamedMs, movedMs });
    if (keep) {
      if (reason === 'of-the-call') room.doubted = false;
      return;
    }
    log.info({ callId, epoch, recordEpoch: record?.epoch ?? 0, reason }, 'room left behind');
    await rooms.close({ callId, epoch, cause: 'unspecified' }).catch((error: unknown) => {
      // An order raised it meanwhile: the owner knows of it after all.
      if (!(error instanceof WeftError) || error.code !== 'STALE_EPOCH') throw error;
    });
  }

  /** For how long it has been so; 0 = it is not, or was not at the last look. */
  #forMs(since: WeakMap<Room, number>, room: Room, isSo: boolean): number {
    const nowMs = this.#options.clock.monotonic();
    if (!isSo) {
      since.delete(room);
      return 0;
    }
    const sinceMs = since.get(room) ?? nowMs;
    since.set(room, sinceMs);
    return nowMs - sinceMs;
  }
}
