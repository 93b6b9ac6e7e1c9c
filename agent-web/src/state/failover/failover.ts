import type { Call, Clock, Log, MediaPush, MediaSeat, MoveCause, MoveNow, TrackSource } from '@weft/proto';
import type { Ask } from '../ask.ts';
import type { Leg } from '../media/leg.ts';
import type { LegEvents } from '../media/leg-options.ts';
import { LINGER_MS } from '../media/lingering.ts';
import type { Heard } from '../media/received.ts';
import type { Roster } from '../media/roster.ts';
import type { Timings } from '../timings.ts';
import { type MoveGap, MoveWatch } from './move-watch.ts';
import { Standby } from './standby.ts';

/** The way to the mesh, as far as a move needs it. */
export interface CallLink {
  /** Shows whether it lives. */
  readonly nudge: () => void;
  /** Whether a node could be told of a move now. */
  readonly ready: () => boolean;
}

/** What failover does to the call it belongs to. */
export interface FailoverOptions {
  readonly callId: string;
  readonly makeLeg: (seat: MediaSeat, epoch: number, standby: boolean, events: LegEvents) => Leg;
  /** Everything that is sent is sent on this leg, too; or no more. */
  readonly attach: (leg: Leg) => void;
  readonly detach: (leg: Leg) => void;
  /** The leg that carries the call now. */
  readonly home: () => Leg | undefined;
  /** This leg carries the call from now on; its node told of the others as the roster has it. */
  readonly becomeHome: (leg: Leg, roster: Roster) => void;
  /** A track that came on the home leg is to be shown. */
  readonly show: (leg: Leg, heard: Heard) => void;
  /** A track is received on the home leg: it is shown, or a spare. */
  readonly received: (leg: Leg, heard: Heard) => void;
  /** Sound comes on both legs all the time, and others see to which copy of it is played. */
  readonly hot: () => boolean;
  readonly ask: Ask;
  readonly link: CallLink;
  readonly timings: Timings;
  readonly clock: Clock;
  readonly log: Log;
}

/** Beats that waited while this page stood still, or were on their way, have come by then: what comes later was sent after the question. */
const FRESH_MS = 100;

/** Why the call's last move was. */
const causeOf = (call: Call): MoveCause => call.moves.at(-1)?.cause ?? 'unspecified';

/**
 * Keeps a second leg of one participant ready, sees the first one die, and
 * goes on over the second. Three can tell of a death (this side, the cluster,
 * the node itself); the first one is heard, the others find it done.
 */
export class Failover {
  readonly #options: FailoverOptions;
  readonly #standby: Standby;
  readonly #watch: MoveWatch;
  /** Tracks received on the home leg on which nothing comes yet: the others' standbys. */
  readonly #spares = new Map<string, Heard>();
  #left: Leg | undefined;
  #gap: MoveGap | undefined;
  #moves = 0;
  #epoch = 0;
  /** When the mesh last asked whether the home node is heard; undefined = it is answered. */
  #doubtedAtMs: number | undefined;
  /** The node that this side left last, in what epoch. */
  #leftNode = { nodeId: '', epoch: 0 };

  constructor(options: FailoverOptions) {
    this.#options = options;
    const { clock, log, attach, detach } = options;
    this.#standby = new Standby({
      makeLeg: (seat, epoch, events) => options.makeLeg(seat, epoch, true, events),
      beat: () => {
        this.#watch.beatStandby();
        this.#watch.start();
      },
      pictured: () => options.timings.get().firstRemoteFrame !== undefined,
      homeFlows: () => this.#watch.homeFlows,
      failed: (nodeId) => this.#reportStandby(nodeId),
      ...{ attach, detach, clock, log },
    });
    this.#watch = new MoveWatch({
      clock,
      arrived: () => options.home()?.arrived() ?? false,
      // No node forwards what it was not told of: a page that left one without a link would have neither. It looks again at once.
      dead: ({ silentMs }) => options.link.ready() && this.move('node-silent-to-client', silentMs),
      gap: (gap) => {
        this.#gap = gap;
      },
      cutOff: () => {
        log.info({}, 'nothing comes from any node');
        options.link.nudge();
        for (const leg of [options.home(), this.#standby.leg]) leg?.doubtNetwork();
      },
    });
  }

  /** For diagnostics. */
  get state(): { readonly standbyNodeId: string; readonly standbyReady: boolean; readonly moves: number } {
    return { standbyNodeId: this.#standby.nodeId, standbyReady: this.#standby.ready, moves: this.#moves };
  }

  /** The standby leg, ready or not. */
  get standby(): Leg | undefined {
    return this.#standby.leg;
  }

  /** The call as it is now: a standby is kept where its seat says. `live`: the home leg carries the call. */
  keep(call: Call, live: boolean, selfId: string): void {
    this.#epoch = call.epoch;
    if (!this.#isAheadOf(call)) this.#standby.keep(call, live);
    if (this.#standby.leg === undefined) this.#watch.standbyLost();
    this.#reportGap(call, selfId);
  }

  /** Goes on over the standby leg when that is where the call has moved to, and stays where it did so already. False = it is not, or not ready. */
  follow(call: Call): boolean {
    if (this.#isAheadOf(call)) return true;
    return call.seat?.nodeId === this.#standby.nodeId && this.move(causeOf(call), 0);
  }

  /** The cluster saw the home node die, or does not hear it. */
  told({ cause, ifSilent, toNodeId }: MoveNow): void {
    if (!ifSilent) {
      this.move(cause, 0);
      return;
    }
    this.#doubtedAtMs = this.#options.clock.monotonic();
    if (toNodeId !== '') this.#watch.suspect();
  }

  /** The home node's process is heard over the home leg. */
  beat(): void {
    this.#watch.beatHome();
    if (this.#doubtedAtMs === undefined) return;
    if (this.#options.clock.monotonic() - this.#doubtedAtMs >= FRESH_MS) this.#reportHeard();
  }

  /** What the standby leg's node tells. False = it is not that node. */
  push(push: MediaPush, nodeId: string): boolean {
    if (nodeId === '' || nodeId !== this.#standby.nodeId) return false;
    this.#standby.push(push);
    return true;
  }

  /** The link has a new session: the standby leg goes on with it. */
  sessionRenewed(): void {
    this.#standby.sessionRenewed();
  }

  /** A standby track of another participant came on the home leg: shown as soon as something comes on it. */
  spare(leg: Leg, heard: Heard): void {
    const { trackId } = heard.track;
    this.#spares.set(trackId, heard);
    if (this.#flowsAnyway(heard)) return;
    const show = (): void => {
      const now = this.#spares.get(trackId);
      if (leg !== this.#options.home() || now?.media !== heard.media) return;
      this.#spares.delete(trackId);
      this.#options.show(leg, now);
    };
    if (heard.media.muted) heard.media.addEventListener('unmute', show, { once: true });
    else show();
  }

  /** Forgets a standby track that is gone. */
  forget(trackId: string): void {
    this.#spares.delete(trackId);
  }

  /** The home leg has joined: nothing came on it yet. */
  joined(): void {
    this.#spares.clear();
  }

  /** Another participant moved: its standby tracks are the ones now. */
  otherMoved(participantId: string): void {
    this.#showSpares(({ track }) => track.participantId === participantId);
  }

  /** The track that was shown of this source is gone. True = it goes on by another, which is shown. */
  sourceGone(participantId: string, source: TrackSource): boolean {
    return this.#showSpares(
      (spare) =>
        (this.#flowsAnyway(spare) || !spare.track.standby) &&
        spare.track.participantId === participantId &&
        spare.track.source === source,
    );
  }

  /** A track was paused, or goes on; it may be one that is not shown yet. */
  changed(trackId: string, paused: boolean): void {
    const spare = this.#spares.get(trackId);
    if (spare !== undefined) this.#spares.set(trackId, { ...spare, track: { ...spare.track, paused } });
  }

  /** Goes on over the standby leg. False when there is none that is ready. */
  move(cause: MoveCause, silentMs: number): boolean {
    const taken = this.#standby.take();
    if (taken === undefined) return false;
    const { leg, roster } = taken;
    const before = this.#options.home();
    this.#options.log.info({ from: before?.nodeId, to: leg.nodeId, cause, silentMs }, 'moved');
    this.#moves += 1;
    this.#doubtedAtMs = undefined;
    this.#leftNode = { nodeId: before?.nodeId ?? '', epoch: this.#epoch };
    leg.wake(cause, silentMs);
    this.#options.becomeHome(leg, roster);
    this.#spares.clear();
    for (const one of leg.heard)
      if (this.#flowsAnyway(one)) this.#options.show(leg, one);
      else this.#options.received(leg, one);
    this.#watch.moved();
    this.#leave(before);
    return true;
  }

  close(leave: boolean): void {
    this.#watch.stop();
    this.#standby.close();
    this.#spares.clear();
    if (this.#left !== undefined) this.#left.close(leave);
    this.#left = undefined;
  }

  /**
   * Whether this was written before the mesh knew that this side has moved: its seat names the node that was left. Of
   * two who were at one node, the mesh may know that one has moved already, and its epoch is a newer one.
   */
  #isAheadOf({ epoch, seat, moves }: Call): boolean {
    if (this.#options.home() === undefined) return false;
    const left = this.#leftNode;
    if (epoch <= left.epoch) return true;
    const knows = moves.some((move) => move.participantId === seat?.participantId && move.epoch > left.epoch);
    return seat?.nodeId === left.nodeId && !knows;
  }

  /** That sound comes says nothing of who moved when all copies of it always come. */
  #flowsAnyway({ track }: Heard): boolean {
    return this.#options.hot() && track.kind === 'audio';
  }

  #showSpares(which: (spare: Heard) => boolean): boolean {
    const leg = this.#options.home();
    const chosen = leg === undefined ? [] : [...this.#spares.values()].filter(which);
    for (const heard of chosen) {
      this.#spares.delete(heard.track.trackId);
      if (leg !== undefined) this.#options.show(leg, heard);
    }
    return chosen.length > 0;
  }

  #leave(before: Leg | undefined): void {
    this.#drop(this.#left);
    this.#left = before;
    if (before === undefined) return;
    this.#options.clock.after(LINGER_MS, () => {
      if (this.#left !== before) return;
      this.#left = undefined;
      this.#drop(before);
    });
  }

  #drop(leg: Leg | undefined): void {
    if (leg === undefined) return;
    this.#options.detach(leg);
    leg.close(true);
  }

  /** The mesh chooses another standby, if there is one. Unheard it is told again with the next try. */
  #reportStandby(nodeId: string): void {
    const { ask, callId, log } = this.#options;
    ask
      .control('accepted', { case: 'standbyFailed', value: { callId, nodeId } })
      .catch((error: unknown) => log.debug({ error: String(error) }, 'standby not reported'));
  }

  /** The home node is cut off from the mesh, not from this side. Unheard it is asked again. */
  #reportHeard(): void {
    const { ask, callId, home, log } = this.#options;
    const leg = home();
    this.#doubtedAtMs = undefined;
    if (leg === undefined) return;
    const { nodeId, asks } = leg;
    log.info({ nodeId, needed: asks.waits }, 'home node is heard, though not by the mesh');
    ask
      .control('accepted', { case: 'nodeHeard', value: { callId, nodeId, needed: asks.waits } })
      .catch((error: unknown) => log.debug({ error: String(error) }, 'node not told of as heard'));
  }

  /** Told when the mesh has moved too: the gap belongs to the new epoch. */
  #reportGap(call: Call, selfId: string): void {
    const gap = this.#gap;
    const last = call.moves.at(-1);
    if (gap === undefined || last?.participantId !== selfId) return;
    this.#gap = undefined;
    const value = { callId: call.callId, epoch: last.epoch, audioGapMs: gap.audioGapMs };
    this.#options.ask
      .control('accepted', { case: 'reportGap', value })
      .catch((error: unknown) => this.#options.log.debug({ error: String(error) }, 'gap not reported'));
  }
}
