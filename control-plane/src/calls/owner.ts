import { type Assign, type MoveCause, type Promoted, type Timer, WeftError } from '@weft/proto';
import { Absences } from './absences.ts';
import { next } from './call.ts';
import { closeRooms, restoreRooms, storeEnd } from './closing.ts';
import type { CallContext } from './context.ts';
import { LeftRooms } from './left-rooms.ts';
import { Mending } from './mending.ts';
import { followRooms, openRooms } from './opening.ts';
import { PageRing } from './page-ring.ts';
import { type Arrival, placedAgain, RoomsNotOpen, Seating, type Taking } from './seating.ts';
import { nodesOf, standbysOf } from './seats.ts';
import type { CallEvent, CallState, CallWork, EndedCall, LiveCall, Part } from './state.ts';
import { legsOf } from './step.ts';
import { recordFacts, tellPages, tellReleased } from './telling.ts';
import type { Tenure } from './tenure.ts';

/** Events that may wait for one call; beyond, RATE_LIMITED. */
const MAX_WAITING = 64;
/** What need not be stored at once is stored after this, if nothing else was by then. */
const SOON_MS = 300;

/** A change that is true whatever etcd says is tried to be stored this often. */
const STORE_AGAIN_MS = 500;

/** What the table of calls wants to know of an owner. */
export interface OwnerListener {
  /** The call is in a new state. */
  changed(before: CallState, now: CallState): void;
  /** This instance acts for the call no more: it is over and stored, or it belongs to another. */
  released(): void;
}

/**
 * The one that acts for a live call. Events are taken one after another; each
 * is decided by `next` and then done: whose pages can know at once are told,
 * record and rooms are brought to the new state side by side, then the rest is
 * told. A change that cannot be stored did not happen, save those that are true
 * all the same (a node is dead, the call is over): storing these is tried until
 * it is so.
 */
export class CallOwner {
  /** Keeps the call on living nodes. */
  readonly mending: Mending;
  readonly #context: CallContext;
  readonly #listener: OwnerListener;
  readonly #tenure: Tenure;
  #state: CallState;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #soon: Timer | undefined;
  #stopped = false;
  /** Nodes that may have a room of the call. */
  readonly #touched: Set<string>;
  readonly #absences: Absences;
  /** Something is true that etcd does not have yet. */
  #owed = false;
  readonly #left: LeftRooms;
  readonly #ring: PageRing;
  readonly #seating: Seating;

  constructor(context: CallContext, state: LiveCall, tenure: Tenure, listener: OwnerListener) {
    this.#context = context;
    this.#state = state;
    this.#tenure = tenure;
    const take = (event: CallEvent): void => this.takeQuietly(event);
    this.#absences = new Absences(context, { state: () => this.#state, take });
    this.#touched = new Set([...nodesOf(state), ...state.moves.map(({ fromNodeId }) => fromNodeId)]);
    this.#listener = listener;
    this.#left = new LeftRooms(context, state.callId, () => this.#state.epoch);
    this.mending = new Mending(context, {
      state: () => this.#state,
      apply: (event) => this.#apply(event),
      inTurn: (run) => this.#inBackground(run),
    });
    this.#ring = new PageRing(context, { state: () => this.#state, take });
    this.#seating = new Seating(context, {
      state: () => this.#state,
      apply: (event, taking) => this.#apply(event, taking),
      mending: this.mending,
    });
  }

  get state(): CallState {
    return this.#state;
  }

  /**
   * Takes an event in turn and answers with the state after it. Throws what
   * `next` refuses it with; CONFLICT when the call is with another instance;
   * UNAVAILABLE or TIMEOUT when etcd cannot store it.
   */
  take(event: CallEvent): Promise<CallState> {
    return this.#inTurn(async () => {
      await this.#apply(event);
      return this.#state;
    });
  }

  /** Takes an event that nobody waits for. */
  takeQuietly(event: CallEvent): void {
    this.take(event).catch((error: unknown) => {
      this.#context.log.warn(
        { callId: this.#state.callId, event: event.name, error: String(error) },
        'event not taken',
      );
    });
  }

  /** Seats the agent at the best node of its region and opens the rooms. Throws like `take`, and NO_MEDIA_NODE. */
  seat(assign: Assign): Promise<CallState> {
    return placedAgain(() => this.#stateAfter(() => this.#seating.seat(assign)));
  }

  /** A supervisor or colleague comes in, or goes on in another part; with `takeOver` the call is theirs then. Throws like `seat`. */
  join(arrival: Arrival, part: Part, takeOver = false): Promise<CallState> {
    return placedAgain(() => this.#stateAfter(() => this.#seating.join(arrival, part, takeOver)));
  }

  /** Resolves when everything taken so far is done. */
  async settled(): Promise<void> {
    await this.#tail;
  }

  /** The lease was lost, and perhaps the call with it: `renew`, or the next write, finds out. */
  doubt(): void {
    this.#tenure.doubt();
  }

  /** Where ownership is in doubt, makes sure of it or gives the call up. */
  renew(): void {
    this.#inBackground((call) => this.#tenure.renew(call.epoch));
  }

  /** Is the owner no more; what was to be stored soon is the next owner's to find out. */
  [Symbol.dispose](): void {
    this.#stopped = true;
    this.#ring[Symbol.dispose]();
    this.#soon?.cancel();
    this.#absences[Symbol.dispose]();
    this.mending[Symbol.dispose]();
    this.#left[Symbol.dispose]();
  }

  /** The standby nodes of a call that was just made are told of it; nobody waits for them. */
  standBy(): void {
    const { state } = this;
    if (state.stage === 'ended') return;
    // Its home was told of the call as it is when the call was made.
    this.#follow(state, standbysOf(state));
    this.mending.look();
  }

  /** A node is dead, or its worker that had this call: whoever it carried goes on elsewhere. */
  nodeDied(nodeId: string, cause: MoveCause): void {
    if (!this.at(nodeId)) return;
    const { callId } = this.#state;
    this.#context.log.warn({ callId, nodeId, cause }, 'a node of the call is gone');
    this.mending.broken(nodeId, cause);
  }

  /** A node can be reached again: it is told of the call as it is, or that the call has left it. `same`: the process of before, not another of its id. */
  nodeBack(nodeId: string, same: boolean): void {
    this.#left.retry(nodeId);
    const { state } = this;
    if (state.stage === 'ended' || !nodesOf(state).includes(nodeId)) return;
    this.#follow(state, [nodeId]);
    this.mending.heardAgain(nodeId, same);
  }

  /** A session has ended for good; `reason` as SessionGone says it. */
  sessionEnded(sessionId: string, reason: string): void {
    this.#absences.ended(sessionId, reason);
  }

  /** After a drain's move the room left behind lingers: whether anything of this call is still at the node. */
  at(nodeId: string): boolean {
    return nodesOf(this.#state).includes(nodeId) && this.#state.stage !== 'ended';
  }

  /**
   * A participant's own witness was first: its leg at this node is home.
   * Throws CALL_NOT_FOUND for who is not in the call, NOT_AVAILABLE when the
   * call has left that node.
   */
  promoted(promoted: Promoted): Promise<CallState> {
    return this.#stateAfter(() => this.mending.promoted(promoted));
  }

  /**
   * Taken over from an owner that is gone, which may have been in the middle of
   * something: rooms are brought to what the record says, and where the record
   * names a node that has no room any more, participants go on elsewhere.
   */
  async resume(): Promise<void> {
    await this.#findRooms();
    if (this.#state.stage !== 'ended') this.#follow(this.#state);
    this.mending.look();
    this.#ring.look();
  }

  /** Puts the call into its queue, or asks again where it stands. Throws QUEUE_FULL, QUEUE_CLOSED, or why the queue cannot be asked. */
  async enqueue(): Promise<void> {
    const { stage, queuePlace, agentsOnDuty } = await this.#context.queues.enqueue(this.#state);
    if (stage !== 'queued' && stage !== 'ringing') return;
    await this.take({ name: 'standing', stage, place: queuePlace, agentsOnDuty });
  }

  /** Tells the queue that the call waits otherwise than before; what it does not hear now, the sweep tells it. */
  async enqueueAgain(): Promise<void> {
    const { stage, callId } = this.#state;
    if (stage !== 'queued' && stage !== 'ringing') return;
    await this.enqueue().catch((error: unknown) => {
      this.#context.log.warn({ callId, error: String(error) }, 'queue does not know of the change yet');
    });
  }

  /** Heals what lost messages left behind: asks whether the sessions live, and tells the queue again of a waiting call. */
  async sweep(): Promise<void> {
    await Promise.all([
      ...legsOf(this.#state).map((leg) => this.#absences.look(leg.sessionId)),
      this.#findRooms(),
    ]);
    this.#left.retry();
    this.mending.look();
    if (this.#state.stage === 'queued' || this.#state.stage === 'ringing') await this.enqueue();
  }

  /** A node that lives and has no room of the call has lost it, and nobody may have heard. */
  async #findRooms(): Promise<void> {
    const { callId, epoch } = this.#state;
    const missing = await this.#context.rooms.missing(callId, nodesOf(this.#state));
    if (this.#state.epoch !== epoch) return;
    for (const nodeId of missing) this.nodeDied(nodeId, 'worker-died');
  }

  #stateAfter(run: () => Promise<void>): Promise<CallState> {
    return this.#inTurn(async () => {
      await run();
      return this.#state;
    });
  }

  #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    if (this.#waiting >= MAX_WAITING) {
      return Promise.reject(new WeftError('RATE_LIMITED', 'too much happens to this call at once'));
    }
    this.#waiting += 1;
    const result = this.#tail.then(() => {
      this.#waiting -= 1;
      return run();
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Something about ownership that nobody waits for, in turn and only while the call is live. */
  #inBackground(run: (call: LiveCall) => Promise<void>): void {
    const done = this.#inTurn(async () => {
      if (this.#state.stage !== 'ended') await run(this.#state);
    });
    done.catch((error: unknown) => {
      this.#context.log.debug({ callId: this.#state.callId, error: String(error) }, 'call not stored');
      if (this.#tenure.lost) this.#listener.released();
      else if (this.#owed) this.#writeSoon(STORE_AGAIN_MS);
    });
  }

  /** Stores the state as it is then, unless another write has by that time. */
  #writeSoon(afterMs: number): void {
    if (this.#stopped) return;
    this.#soon ??= this.#context.clock.after(afterMs, () => {
      this.#soon = undefined;
      this.#inBackground((call) => this.#write(call, undefined));
    });
  }

  async #write(call: LiveCall, queueRevision: string | undefined): Promise<void> {
    this.#soon?.cancel();
    this.#soon = undefined;
    await this.#tenure.write(call, queueRevision);
    this.#owed = false;
  }

  /** Stores what is true already. Throws when the call turns out to be another's. */
  async #writeAfter(call: LiveCall): Promise<void> {
    this.#owed = true;
    try {
      await this.#write(call, undefined);
    } catch (error) {
      if (this.#tenure.lost) {
        this.#listener.released();
        throw error;
      }
      this.#context.log.warn({ callId: call.callId, error: String(error) }, 'not stored yet');
      this.#writeSoon(STORE_AGAIN_MS);
    }
  }

  #follow(state: LiveCall, nodes = nodesOf(state)): void {
    followRooms(this.#context, state, nodes, (nodeId, error) => this.#notOpened(state, nodeId, error));
  }

  #notOpened({ callId, epoch }: LiveCall, nodeId: string, error: WeftError): void {
    // One that is cut off is told when it is back.
    if (this.#stopped || this.#state.epoch !== epoch || this.mending.isCutOff(nodeId)) return;
    this.#context.log.warn({ callId, nodeId, error: String(error) }, 'room not as it should be');
    if (error.code === 'STALE_EPOCH') this.takeQuietly({ name: 'outdated', epoch });
    else this.mending.refused(nodeId, () => this.#state.stage !== 'ended' && this.#follow(this.#state));
  }

  async #apply(event: CallEvent, options: Taking = {}): Promise<void> {
    const before = this.#state;
    const step = next(before, event);
    if (!step.ok) {
      const { code, reason } = step;
      this.#context.log.debug({ callId: before.callId, event: event.name, code, reason }, 'event refused');
      throw new WeftError(code, reason);
    }
    const { state, work } = step;
    if (state === before) return;
    if (state.stage === 'ended') return this.#end(state, work);
    if (work.rooms === 'open' && (await this.mending.leaveCutOff())) return this.#apply(event, options);
    this.mending.tell(work.moveNow);
    tellPages(this.#context, work.tellFirst, state);
    for (const nodeId of nodesOf(state)) this.#touched.add(nodeId);
    this.#left.keep(nodesOf(state));
    if (work.rooms === 'follow') this.#follow(state);
    if (work.write === 'after') {
      this.#become(state);
      this.#leave(before, state);
      recordFacts(this.#context, state, work.facts);
      await this.#writeAfter(state);
      tellPages(this.#context, work.tellAfter, state);
      return;
    }
    const failed = (nodeId: string, error: WeftError): void => this.#notOpened(state, nodeId, error);
    const [written, opened] = await Promise.allSettled([
      work.write === 'now' ? this.#write(state, options.queueRevision) : undefined,
      work.rooms === 'open' ? openRooms(this.#context, state, failed, options.first) : undefined,
    ]);
    if (written.status === 'rejected') {
      if (work.rooms === 'open') restoreRooms(this.#context, before, state);
      tellPages(this.#context, work.tellFirst, before);
      if (this.#tenure.lost) this.#listener.released();
      throw written.reason;
    }
    this.#become(state);
    this.#leave(before, state);
    if (work.write === 'soon') this.#writeSoon(SOON_MS);
    if (opened.status === 'rejected') {
      if (event.name === 'seated' || event.name === 'joined') throw new RoomsNotOpen(String(opened.reason));
      this.#context.log.warn(
        { callId: state.callId, error: String(opened.reason) },
        'rooms not as they should be',
      );
    }
    tellPages(this.#context, work.tellAfter, state);
    tellReleased(this.#context, work.released, state);
    recordFacts(this.#context, state, work.facts);
  }

  /** The nodes that only the state before had are told that the call is not theirs any more. */
  #leave(before: CallState, now: LiveCall): void {
    const kept = nodesOf(now);
    const gently = now.epoch > before.epoch && now.moves.at(-1)?.cause === 'drained';
    this.#left.leave(
      nodesOf(before).filter((nodeId) => !kept.includes(nodeId)),
      gently,
    );
  }

  /** The closing order: pages, queue, then rooms and record side by side, then the fact. */
  async #end(state: EndedCall, work: CallWork): Promise<void> {
    const { queues, log } = this.#context;
    this.#soon?.cancel();
    this.#become(state);
    tellPages(this.#context, work.tellFirst, state);
    if (work.queue === 'free' && state.agent !== undefined) queues.free(state, state.agent.subjectId);
    else queues.leave(state);
    log.info({ callId: state.callId, cause: state.cause }, 'call ended');
    this.mending[Symbol.dispose]();
    this.#left[Symbol.dispose]();
    void closeRooms(this.#context, state, this.#touched);
    const stored = await storeEnd(this.#context, this.#tenure, state, {
      settled: () => {
        if (!this.#tenure.lost) recordFacts(this.#context, state, work.facts);
        this.#listener.released();
      },
      stopped: () => this.#stopped,
    });
    if (!stored) log.warn({ callId: state.callId }, 'the end is not stored yet');
  }

  #become(state: CallState): void {
    const before = this.#state;
    this.#state = state;
    this.#ring.look();
    this.#listener.changed(before, state);
  }
}
