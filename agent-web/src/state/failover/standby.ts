import {
  type Call,
  type Clock,
  type Log,
  type MediaPush,
  type MediaSeat,
  type Timer,
  WeftError,
} from '@weft/proto';
import type { Leg } from '../media/leg.ts';
import type { Direction, LegEvents } from '../media/leg-options.ts';
import { emptyRoster, type Roster, withJoined, withNews } from '../media/roster.ts';

export interface StandbyOptions {
  /** Makes a leg, not yet joined, that is silent until woken. */
  readonly makeLeg: (seat: MediaSeat, epoch: number, events: LegEvents) => Leg;
  /** Everything that is sent is sent on this leg, too. */
  readonly attach: (leg: Leg) => void;
  readonly detach: (leg: Leg) => void;
  /** The standby leg's node is alive, and the way to it. */
  readonly beat: () => void;
  /** Whether this side has seen a picture of the others. */
  readonly pictured: () => boolean;
  /** Whether anything came on the home leg just now: what silences both legs is no fault of the standby's node. */
  readonly homeFlows: () => boolean;
  /** This side does not get a leg to work at this node, while its home leg works. Told at each try. */
  readonly failed: (nodeId: string) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** The home leg comes first: the standby leg is made when that has had this long to carry the call. */
const START_AFTER_MS = 400;
/** The first picture of a video call comes before it as well, on a machine that has only so much time for both; but no longer than this. */
const PICTURE_WITHIN_MS = 2_000;
const LOOK_MS = 100;
/** Pause before a standby leg that was lost is made again; doubled up to 16 times while it keeps failing. */
const RETRY_MS = 1_000;
const MAX_DOUBLINGS = 4;
/** A leg is given up that was not ready for so long; longer than a full machine takes for it. Only time in which the home leg flows counts. */
const READY_WITHIN_MS = 10_000;
const READY_LOOK_MS = 1_000;

/** A seat's standby as a seat of its own: nodes of one mesh are alike. */
function standbySeat(seat: MediaSeat | undefined): MediaSeat | undefined {
  if (seat === undefined || seat.standbyNodeId === '' || seat.standbyNodeId === seat.nodeId) return undefined;
  return { ...seat, nodeId: seat.standbyNodeId, region: seat.standbyRegion, standbyNodeId: '' };
}

/** The second leg of a participant: connected, sending and receiving nothing, until the call moves to it. */
export class Standby {
  readonly #options: StandbyOptions;
  readonly #connected = new Set<Direction>();
  #wanted: { readonly seat: MediaSeat; readonly epoch: number } | undefined;
  #leg: Leg | undefined;
  /** The others as the standby leg's node tells of them: what a node that dies cannot tell any more is known by it. */
  #roster: Roster = emptyRoster;
  #timer: Timer | undefined;
  #failures = 0;
  /** Whether the first picture is worth waiting for. */
  #video = false;
  #waitedMs = 0;
  /** Looks whether the leg is ready, as long as there is one. */
  #looking: Timer | undefined;
  #lookedAtMs = 0;
  #unreadyMs = 0;

  constructor(options: StandbyOptions) {
    this.#options = options;
  }

  /** Both transports are connected, or all that is needed: a move to it loses next to nothing. */
  get ready(): boolean {
    if (this.#leg === undefined || !this.#connected.has('receive')) return false;
    return this.#connected.has('send') || !this.#leg.sends;
  }

  /** The node it stands by at; empty = none. */
  get nodeId(): string {
    return this.#leg?.nodeId ?? '';
  }

  get leg(): Leg | undefined {
    return this.#leg;
  }

  /** Keeps a leg at the standby node of the call's seat. `live`: the home leg carries the call now. */
  keep(call: Call, live: boolean): void {
    const seat = call.stage === 'active' ? standbySeat(call.seat) : undefined;
    this.#video = call.kind === 'video';
    if (seat?.nodeId !== this.#wanted?.seat.nodeId) this.#beginAnew();
    this.#wanted = seat === undefined ? undefined : { seat, epoch: call.epoch };
    if (this.#leg !== undefined && this.#leg.nodeId !== seat?.nodeId) this.#drop();
    if (this.#leg !== undefined) this.#leg.epoch = call.epoch;
    if (this.#leg === undefined && live && seat !== undefined) this.#start(START_AFTER_MS);
  }

  /** The link has a new session: the leg goes on with it, or is made anew. */
  sessionRenewed(): void {
    void this.#leg?.rebind(() => this.#roster.participants.keys());
  }

  push(push: MediaPush): void {
    if (this.#leg?.push(push) !== false) this.#told(push);
  }

  /** Hands the leg over with what its node told of the others. Undefined when it is not ready. */
  take(): { readonly leg: Leg; readonly roster: Roster } | undefined {
    const leg = this.#leg;
    if (leg === undefined || !this.ready) return undefined;
    const roster = this.#roster;
    this.#forget();
    return { leg, roster };
  }

  close(): void {
    this.#wanted = undefined;
    this.#beginAnew();
    this.#drop();
  }

  /** What failed before says nothing of another node. */
  #beginAnew(): void {
    this.#failures = 0;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #start(afterMs: number): void {
    this.#timer ??= this.#options.clock.after(afterMs, () => {
      this.#timer = undefined;
      this.#waitedMs += afterMs;
      if (this.#video && this.#waitedMs < PICTURE_WITHIN_MS && !this.#options.pictured())
        this.#start(LOOK_MS);
      else if (this.#leg === undefined && this.#wanted !== undefined) this.#make(this.#wanted);
    });
  }

  #make({ seat, epoch }: { readonly seat: MediaSeat; readonly epoch: number }): void {
    const mine = (run: () => void): void => {
      if (this.#leg === leg) run();
    };
    const leg: Leg = this.#options.makeLeg(seat, epoch, {
      joined: (joined) =>
        mine(() => {
          this.#roster = withJoined(emptyRoster, joined);
          this.#options.attach(leg);
        }),
      connected: (direction) =>
        mine(() => {
          this.#connected.add(direction);
          if (this.ready) {
            this.#failures = 0;
            this.#options.log.info({ nodeId: leg.nodeId }, 'standby ready');
          }
        }),
      interrupted: (direction) => mine(() => this.#connected.delete(direction)),
      offered: () => undefined,
      received: () => undefined,
      gone: () => undefined,
      told: (push) => mine(() => this.#told(push)),
      beat: () => mine(this.#options.beat),
      lost: (error) => mine(() => this.#failed(error)),
    });
    this.#leg = leg;
    this.#lookedAtMs = this.#options.clock.monotonic();
    this.#looking = this.#options.clock.every(READY_LOOK_MS, () => this.#look());
    leg.join().catch((error: unknown) => mine(() => this.#failed(error)));
  }

  /** The browser gives up late or, when DTLS hangs, never; an answer may have been lost as well. */
  #look(): void {
    const nowMs = this.#options.clock.monotonic();
    const sinceMs = Math.min(nowMs - this.#lookedAtMs, READY_LOOK_MS * 2);
    this.#lookedAtMs = nowMs;
    if (this.ready) this.#unreadyMs = 0;
    else if (this.#options.homeFlows()) this.#unreadyMs += sinceMs;
    if (this.#unreadyMs < READY_WITHIN_MS) return;
    this.#failed(new WeftError('TIMEOUT', 'the standby leg is not ready in time'), true);
  }

  #told(push: MediaPush): void {
    this.#roster = withNews(this.#roster, push.body);
  }

  /** Once may be chance; `overdue` was waited for already. */
  #failed(error: unknown, overdue = false): void {
    const { nodeId } = this;
    this.#options.log.info({ nodeId, error: String(error) }, 'no standby now');
    this.#drop();
    if (this.#options.homeFlows() && (overdue || this.#failures > 0)) this.#options.failed(nodeId);
    this.#start(RETRY_MS * 2 ** Math.min(this.#failures, MAX_DOUBLINGS));
    this.#failures += 1;
  }

  #drop(): void {
    const leg = this.#leg;
    this.#forget();
    if (leg === undefined) return;
    this.#options.detach(leg);
    leg.close(true);
  }

  #forget(): void {
    this.#leg = undefined;
    this.#looking?.cancel();
    this.#looking = undefined;
    this.#unreadyMs = 0;
    this.#roster = emptyRoster;
    this.#connected.clear();
  }
}
