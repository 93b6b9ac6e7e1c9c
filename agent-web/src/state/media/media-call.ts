import {
  type Call,
  type Clock,
  type EndCause,
  type Joined,
  type Log,
  type MediaPush,
  type MediaSeat,
  type MoveNow,
  type Timer,
  type Track,
  WeftError,
} from '@weft/proto';
import { backoffMs, type Random } from '../../link/index.ts';
import type { Ask } from '../ask.ts';
import { isAway, isParted } from '../call-view.ts';
import { type Cell, createCell } from '../cell.ts';
import type { LocalDevices } from '../devices/devices.ts';
import { type CallLink, Failover } from '../failover/failover.ts';
import { Voices } from '../failover/voices.ts';
import { problemOf } from '../problem.ts';
import type { Timings } from '../timings.ts';
import type { MediaConnection, MediaSnapshot, Readable } from '../types.ts';
import { Leg } from './leg.ts';
import type { LegEvents } from './leg-options.ts';
import { Lingering } from './lingering.ts';
import { noMedia } from './no-media.ts';
import type { MediaPlan } from './plan.ts';
import { QualityMeter } from './quality-meter.ts';
import type { Heard } from './received.ts';
import {
  emptyRoster,
  hasTrackOf,
  type Roster,
  remotesOf,
  takenOver,
  withJoined,
  withNews,
  withoutTrack,
  withTrack,
} from './roster.ts';
import { type Rtc, UnsupportedBrowser } from './rtc.ts';
import { Sends } from './sends.ts';
import { Streams } from './streams.ts';

export interface MediaCallOptions {
  readonly callId: string;
  readonly ask: Ask;
  readonly link: CallLink;
  readonly rtc: Rtc;
  readonly devices: LocalDevices;
  readonly plan: MediaPlan;
  readonly timings: Timings;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Asks for the call as it is now; undefined = it is over. */
  readonly resync: () => Promise<Call | undefined>;
}

/**
 * One participant's media in one call: what is sent, what is received, and the leg to the node that
 * carries it. A leg that is lost is replaced by one at the seat the call has then.
 */
export class MediaCall implements Readable<MediaSnapshot> {
  readonly #options: MediaCallOptions;
  readonly #snapshot: Cell<MediaSnapshot> = createCell(noMedia);
  readonly #sends: Sends;
  readonly #streams = new Streams();
  readonly #meter: QualityMeter;
  #connection: MediaConnection = { name: 'idle' };
  readonly #failover: Failover;
  readonly #voices: Voices;
  readonly #lingering: Lingering;
  #leg: Leg | undefined;
  #selfId = '';
  #call: Call | undefined;
  #roster: Roster = emptyRoster;
  #repairTimer: Timer | undefined;
  #repairs = 0;
  #closed = false;

  constructor(options: MediaCallOptions) {
    this.#options = options;
    const { callId, ask, link, devices, plan, timings, log, clock } = options;
    this.#sends = new Sends({ devices, plan, clock, log, changed: () => this.#publish() });
    this.#meter = new QualityMeter({
      leg: () => this.#leg,
      roster: () => this.#roster,
      selfId: () => this.#selfId,
      changed: () => this.#publish(),
      ...{ clock, log, sends: this.#sends },
    });
    this.#failover = new Failover({
      makeLeg: (seat, epoch, standby, events) => this.#makeLeg(seat, epoch, standby, events),
      attach: (leg) => this.#sends.attach(leg),
      detach: (leg) => this.#sends.detach(leg),
      home: () => this.#leg,
      becomeHome: (leg, roster) => this.#becomeHome(leg, roster),
      show: (leg, heard) => this.#show(leg, heard),
      received: (leg, heard) => this.#received(leg, heard),
      hot: () => this.#voices.active,
      ...{ callId, ask, link, timings, clock, log },
    });
    const hide = (trackId: string) => this.#hide(trackId);
    this.#lingering = new Lingering({ shown: () => this.#roster, hide, clock });
    const legs = () => [this.#leg ?? [], this.#failover.standby ?? []].flat();
    this.#voices = new Voices({ legs, streams: this.#streams, clock, log });
  }

  readonly get = (): MediaSnapshot => this.#snapshot.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#snapshot.subscribe(listener);

  /** The leg that carries the call; undefined while there is none. */
  get leg(): Leg | undefined {
    return this.#leg;
  }

  /** Where this side could go on at once, and how often it had to. */
  get failover(): Failover['state'] & { readonly voiceCopies: number } {
    return { ...this.#failover.state, voiceCopies: this.#voices.copies };
  }

  get roster(): Roster {
    return this.#roster;
  }

  /** The call as it is now: joins at its seat, or moves there when that is another node. */
  update(call: Call): void {
    if (this.#closed) return;
    this.#roster = { ...this.#roster, held: isParted(call) };
    const { seat } = call;
    if (seat !== undefined) {
      this.#selfId = seat.participantId;
      if (seat.hot) this.#voices.start();
      const stays = this.#leg?.nodeId === seat.nodeId;
      if (!stays && !this.#failover.follow(call)) this.#join(call);
      else if (this.#leg !== undefined) this.#leg.epoch = call.epoch;
    }
    this.#call = call;
    this.#keepStandby();
    this.#publish();
  }

  /** The link has a new session: the legs go on with it. One that the node has lost by then is made anew. */
  sessionRenewed(): void {
    void this.#leg?.rebind(() => this.#roster.participants.keys());
    this.#failover.sessionRenewed();
  }

  /** `nodeId`: the node that tells; empty = not said, and then it is the home node. */
  push(push: MediaPush, nodeId: string): void {
    if (this.#closed || push.callId !== this.#options.callId) return;
    if (nodeId !== '' && nodeId !== this.#leg?.nodeId) {
      this.#failover.push(push, nodeId);
      return;
    }
    if (this.#leg?.push(push) !== false) this.#told(push);
  }

  /** What the home node tells of the others. */
  #told(push: MediaPush): void {
    switch (push.body?.case) {
      case 'trackChanged':
        this.#failover.changed(push.body.value.trackId, push.body.value.paused);
        break;
      case 'participantLeft':
        this.#streams.drop(push.body.value.participantId);
        break;
      case 'participantMoved':
        this.#failover.otherMoved(push.body.value.participantId);
        break;
      case 'roomClosed':
        // Over, or its worker died: the call knows.
        if (push.epoch >= (this.#leg?.epoch ?? 0)) this.#lost(push.body.value.cause);
        break;
    }
    this.#setRoster(withNews(this.#roster, push.body));
  }

  /** The cluster saw the home node die, or does not hear it. */
  moveNow(move: MoveNow): void {
    if (!this.#closed && this.#leg?.nodeId === move.fromNodeId) this.#failover.told(move);
  }

  /** A received picture is shown this high, in device pixels; a smaller one need not be sent in full. */
  pictureShown(trackId: string, height: number): void {
    this.#leg?.shown(trackId, height);
  }

  setMicrophone(on: boolean): void {
    this.#sends.set('microphone', on);
  }

  setCamera(on: boolean): void {
    this.#sends.set('camera', on);
  }

  startScreen(): void {
    this.#sends.startScreen();
  }

  stopScreen(): void {
    this.#sends.stopScreen();
  }

  /** Ends it: devices released, transports closed. `leave` tells the node. */
  close(leave: boolean): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#meter.close();
    this.#repairTimer?.cancel();
    this.#lingering.close();
    this.#voices.stop();
    this.#failover.close(leave);
    this.#leg?.close(leave);
    this.#leg = undefined;
    this.#sends.close();
    this.#roster = emptyRoster;
    this.#snapshot.set({ ...noMedia, connection: { name: 'closed' } });
  }

  #join(call: Call): void {
    const { seat } = call;
    if (seat === undefined) return;
    const before = this.#leg;
    const events = this.#homeEvents(() => leg, before);
    const leg: Leg = this.#makeLeg(seat, call.epoch, false, events);
    this.#leg = leg;
    if (this.#connection.name === 'idle') this.#connection = { name: 'joining' };
    leg.join().catch((error: unknown) => {
      if (leg === this.#leg) this.#repair(error);
    });
  }

  #makeLeg(seat: MediaSeat, epoch: number, standby: boolean, events: LegEvents): Leg {
    const { ask, rtc, clock, callId } = this.#options;
    const log = this.#options.log.child({ nodeId: seat.nodeId });
    return new Leg({ seat, callId, epoch, standby, ask, rtc, clock, log, events });
  }

  /** What is done with the news of a leg that carries the call, or is about to. */
  #homeEvents(legOf: () => Leg, before: Leg | undefined): LegEvents {
    const { timings } = this.#options;
    return {
      joined: (joined) => this.#joined(legOf(), joined, before),
      connected: (direction) => {
        timings.mark(direction === 'send' ? 'sendConnected' : 'receiveConnected');
        this.#connected(legOf());
      },
      interrupted: () => legOf() === this.#leg && this.#repairing(),
      offered: () => timings.mark('firstOffer'),
      received: (track, media) => this.#received(legOf(), { track, media }),
      gone: (trackId) => this.#gone(legOf(), trackId),
      told: (push) => {
        if (legOf() === this.#leg) this.#told(push);
      },
      beat: () => {
        if (legOf() === this.#leg) this.#failover.beat();
      },
      lost: (error) => {
        if (legOf() === this.#leg && !this.#failover.move('node-silent-to-client', 0)) this.#repair(error);
      },
    };
  }

  #received(leg: Leg, heard: Heard): void {
    if (leg !== this.#leg) return;
    if (heard.track.standby || this.#comesAlready(heard.track)) this.#failover.spare(leg, heard);
    else this.#show(leg, heard);
  }

  /** Another track takes a source's place when it flows, not before. A hot call's copies are in the stream unshown. */
  #comesAlready({ participantId, source }: Track): boolean {
    return this.#streams.flows(participantId, source) && hasTrackOf(this.#roster, participantId, source);
  }

  #show(leg: Leg, { track, media }: Heard): void {
    if (track.kind === 'video') this.#meter.pictureBegins();
    const stream = this.#voices.streamOf(track, media);
    const place = { nodeId: leg.nodeId, region: leg.region, stream };
    this.#setRoster(withTrack(withoutTrack(this.#roster, track.trackId), track, place));
  }

  #becomeHome(leg: Leg, told: Roster): void {
    this.#leg = leg;
    leg.hand(this.#homeEvents(() => leg, undefined));
    this.#roster = takenOver(this.#roster, told, leg.heard);
    this.#streams.keepOnly(told.participants);
    this.#lingering.follow(leg);
    this.#connected(leg);
  }

  #keepStandby(): void {
    const live = this.#connection.name === 'connected';
    if (this.#call !== undefined) this.#failover.keep(this.#call, live, this.#selfId);
    this.#voices.look();
  }

  /** The room is closed under this side. */
  #lost(cause: EndCause): void {
    const died = cause === 'mesh-stopped' || cause === 'unspecified';
    if (!(died && this.#failover.move('worker-died', 0))) this.#repair(new WeftError('ROOM_NOT_FOUND'));
  }

  #joined(leg: Leg, joined: Joined, before: Leg | undefined): void {
    if (leg !== this.#leg) {
      leg.close(true);
      return;
    }
    this.#options.timings.mark('joined');
    this.#failover.joined();
    this.#setRoster(withJoined(this.#roster, joined));
    this.#lingering.follow(leg);
    this.#sends.attach(leg);
    if (before === undefined) return;
    this.#sends.detach(before);
    before.close(true);
  }

  #connected(leg: Leg): void {
    if (leg !== this.#leg) return;
    this.#repairs = 0;
    this.#connection = { name: 'connected', nodeId: leg.nodeId, region: leg.region };
    this.#keepStandby();
    this.#publish();
  }

  #gone(leg: Leg, trackId: string): void {
    if (leg !== this.#leg) return;
    this.#failover.forget(trackId);
    this.#hide(trackId);
  }

  #hide(trackId: string): void {
    const { participantId, source } = this.#roster.tracks.get(trackId) ?? {};
    this.#setRoster(withoutTrack(this.#roster, trackId));
    this.#voices.look();
    if (participantId === undefined || source === undefined) return;
    // The same source may go on by its standby track.
    if (!hasTrackOf(this.#roster, participantId, source) && !this.#failover.sourceGone(participantId, source))
      this.#streams.drop(participantId, source);
  }

  #repairing(): void {
    if (this.#connection.name === 'repairing') return;
    this.#connection = { name: 'repairing', sinceAtMs: this.#options.clock.now() };
    this.#publish();
  }

  /** The leg cannot go on. Asks where the call is now, and joins there. */
  #repair(error: unknown): void {
    if (this.#closed || this.#repairTimer !== undefined) return;
    this.#options.log.info({ error: String(error), attempt: this.#repairs }, 'joining anew');
    if (this.#leg !== undefined) {
      this.#sends.detach(this.#leg);
      this.#leg.close(false);
      this.#leg = undefined;
    }
    if (error instanceof UnsupportedBrowser) {
      this.#connection = { name: 'failed', problem: problemOf(error) };
      this.#publish();
      return;
    }
    this.#repairing();
    const delayMs = backoffMs(this.#repairs, 0, this.#options.random);
    this.#repairs += 1;
    this.#repairTimer = this.#options.clock.after(delayMs, () => {
      this.#repairTimer = undefined;
      void this.#resync();
    });
  }

  async #resync(): Promise<void> {
    try {
      const call = await this.#options.resync();
      // Joined meanwhile by a push of the call: then there is nothing to repair.
      if (call !== undefined && this.#leg === undefined) this.update(call);
    } catch (error) {
      this.#repair(error);
    }
  }

  #setRoster(roster: Roster): void {
    if (roster === this.#roster) return;
    this.#roster = roster;
    this.#publish();
  }

  #publish(): void {
    if (this.#closed) return;
    this.#sends.shareSound();
    this.#snapshot.set({
      connection: this.#connection,
      ...this.#sends.snapshot,
      remotes: remotesOf(this.#roster, this.#selfId, (role) => this.#roster.held || isAway(role, this.#call)),
      quality: this.#meter.quality,
    });
  }
}
