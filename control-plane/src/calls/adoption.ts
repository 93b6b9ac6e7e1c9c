import { type CallRecord, type Timer, WeftError } from '@weft/proto';
import type { Kept } from '../registry/records.ts';
import { isAway } from './callback.ts';
import type { CallContext } from './context.ts';
import type { LiveCalls } from './live-calls.ts';
import type { CallOwner } from './owner.ts';
import { stateOf } from './record.ts';
import { nodesOf } from './seats.ts';
import type { LiveCall } from './state.ts';
import type { CallTable } from './table.ts';
import { Tenure } from './tenure.ts';

/** How often calls without an owner and calls that are over are looked for. */
const LOOK_INTERVAL_MS = 2_000;
/** How often an owned call is healed of lost messages. */
const SWEEP_EVERY_LOOKS = 5;
/** How long the record of an ended call is kept, for those who ask what became of it. */
const KEEP_ENDED_MS = 60_000;
/** Calls adopted at the same time. */
const MAX_AT_ONCE = 32;

/**
 * Sees to it that every live call has an owner: one whose owner key is gone
 * (its instance died or lost its lease) is claimed by compare-and-set and its
 * owner rebuilt from the record. Also sweeps owned calls and deletes the
 * records of ended ones.
 */
export class Adoption implements AsyncDisposable {
  readonly #context: CallContext;
  readonly #live: LiveCalls;
  readonly #table: CallTable;
  readonly #timer: Timer;
  readonly #subscription: Disposable;
  readonly #running = new Map<string, Promise<void>>();
  /** Calls to be looked at when an attempt is done; at most one entry per record. */
  readonly #later = new Set<string>();
  #looks = 0;
  #closed = false;

  readonly #adopted: () => void;

  /** `adopted` is told of each call adopted. */
  constructor(options: {
    context: CallContext;
    live: LiveCalls;
    table: CallTable;
    adopted: () => void;
  }) {
    this.#context = options.context;
    this.#adopted = options.adopted;
    this.#live = options.live;
    this.#table = options.table;
    this.#subscription = options.live.owners.onChange((callId, now) => {
      if (now === undefined) this.#lookAt(callId);
      else if (now.value.instanceId !== this.#context.instanceId) this.#doubt(callId);
    });
    this.#timer = options.context.clock.every(LOOK_INTERVAL_MS, () => this.#look());
    this.#look();
  }

  /**
   * Takes over a call whose owner does not answer, dead or cut off: its key is
   * replaced by compare-and-set, so that an owner that still lives can write
   * nothing more. With a subject, only for one who is in the call. Does nothing
   * when the call ended meanwhile. Throws CALL_NOT_FOUND; UNAVAILABLE or TIMEOUT of etcd.
   */
  async takeOver(callId: string, subjectId?: string): Promise<void> {
    const found = await this.#context.store.find(callId);
    const { record, recordRevision, ownerRevision } = found;
    if (record === undefined || recordRevision === undefined) throw new WeftError('CALL_NOT_FOUND');
    if (subjectId !== undefined && !record.legs.some((leg) => leg.subjectId === subjectId)) {
      throw new WeftError('CALL_NOT_FOUND');
    }
    const owner = ownerRevision === undefined ? 'absent' : { revision: ownerRevision };
    await this.#once(callId, () => this.#adopt({ value: record, revision: recordRevision }, owner));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer.cancel();
    this.#subscription[Symbol.dispose]();
    this.#closed = true;
    await Promise.allSettled(this.#running.values());
  }

  /** The watch may tell late of an owner before us: etcd is asked. */
  #doubt(callId: string): void {
    const owner = this.#table.get(callId);
    owner?.doubt();
    owner?.renew();
  }

  #look(): void {
    this.#later.clear();
    for (const callId of this.#live.records.all.keys()) this.#lookAt(callId);
    this.#looks += 1;
    for (const [index, owner] of this.#table.owners.entries()) {
      // Spread over the looks, so that a thousand calls are not asked for in one moment.
      if (index % SWEEP_EVERY_LOOKS === this.#looks % SWEEP_EVERY_LOOKS) void this.#sweep(owner);
    }
  }

  async #sweep(owner: CallOwner): Promise<void> {
    try {
      await owner.sweep();
    } catch (error) {
      this.#context.log.debug({ callId: owner.state.callId, error: String(error) }, 'call not swept');
    }
  }

  #lookAt(callId: string): void {
    const kept = this.#live.records.get(callId);
    const owned = this.#table.get(callId);
    if (owned !== undefined && this.#live.owners.get(callId) === undefined) owned.renew();
    // The watch may tell of a call before etcd's answer to whoever is making it here: one call, one owner.
    if (kept === undefined || this.#table.has(callId) || this.#closed) return;
    if (kept.value.stage === 'ended') {
      if (this.#context.clock.now() - kept.value.endedAtMs > KEEP_ENDED_MS) this.#forget(callId, kept);
      return;
    }
    const owner = this.#live.owners.get(callId);
    // A key of this very id that the table knows nothing of: left by an earlier run, or by a write without an answer.
    const claimable = owner === undefined || owner.value.instanceId === this.#context.instanceId;
    if (!claimable) return;
    if (this.#running.size >= Math.min(MAX_AT_ONCE, this.#table.room)) {
      this.#later.add(callId);
      return;
    }
    const expected = owner === undefined ? 'absent' : { revision: owner.revision };
    void this.#once(callId, () => this.#adopt(kept, expected)).catch((error: unknown) => {
      this.#context.log.warn({ callId, error: String(error) }, 'call not adopted');
    });
  }

  #lookAtNext(): void {
    for (const callId of this.#later) {
      this.#later.delete(callId);
      this.#lookAt(callId);
      return;
    }
  }

  /** One attempt for a call at a time; who comes second waits for the first. */
  #once(callId: string, run: () => Promise<void>): Promise<void> {
    const running = this.#running.get(callId);
    if (running !== undefined) return running;
    const attempt = run().finally(() => {
      this.#running.delete(callId);
      this.#lookAtNext();
    });
    this.#running.set(callId, attempt);
    return attempt;
  }

  async #adopt(
    { value: record, revision }: Kept<CallRecord>,
    owner: 'absent' | { readonly revision: string },
  ): Promise<void> {
    const { store, log, instanceId, clock } = this.#context;
    const call = stateOf(record, (nodeId) => this.#context.outlook.regionOf(nodeId));
    if (call?.stage === 'ended' || this.#table.has(record.callId)) return;
    if (call === undefined) {
      log.error({ callId: record.callId }, 'record makes no sense and is left alone');
      return;
    }
    const subscription = this.#table.listen(call.callId);
    const hold = await store.claim(call.callId, call.epoch, revision, owner).catch((error: unknown) => {
      subscription[Symbol.dispose]();
      throw error;
    });
    if (hold === undefined) {
      subscription[Symbol.dispose]();
      return;
    }
    const tenure = new Tenure(store, instanceId, call.callId, hold);
    const adopted = this.#table.own(call, tenure, subscription);
    log.info({ callId: call.callId, stage: call.stage }, 'call adopted');
    this.#adopted();
    // Nobody was in the rooms of a callback that waits: it gets others.
    if (!isAway(call) && (await this.#noRoom(call)) && !(await this.#isAttended(call))) {
      await adopted.take({ name: 'failed', cause: 'mesh-stopped', atMs: clock.now() });
      return;
    }
    await adopted.resume();
    await this.#sweep(adopted);
  }

  /** Whether every node of the call lives and says that it has no room of it: one that cannot be asked may have. */
  async #noRoom(call: LiveCall): Promise<boolean> {
    const found = await Promise.all(
      nodesOf(call).map((nodeId) => this.#context.rooms.has(call.callId, nodeId)),
    );
    return found.every((has) => has === false);
  }

  /** Whether those whose call it is, both who talk or who waits, have their pages open: they get other rooms. */
  async #isAttended(call: LiveCall): Promise<boolean> {
    const { sessions } = this.#context;
    const whose = call.stage === 'active' ? [call.customer, call.agent] : [call.customer];
    const lives = await Promise.all(whose.map(({ sessionId }) => sessions.lives(sessionId)));
    return lives.every((one) => one !== false);
  }

  #forget(callId: string, { revision }: Kept<CallRecord>): void {
    this.#context.store.forget(callId, revision).catch((error: unknown) => {
      this.#context.log.debug({ callId, error: String(error) }, 'ended call not forgotten yet');
    });
  }
}
