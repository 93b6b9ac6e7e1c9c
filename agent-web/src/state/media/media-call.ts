import {
  type Call,
  type Clock,
  type Joined,
  type Log,
  type MediaPush,
  type Timer,
  WeftError,
} from '@weft/proto';
import { backoffMs, type Random } from '../../link/index.ts';
import type { Ask } from '../ask.ts';
import { type Cell, createCell } from '../cell.ts';
import type { LocalDevices } from '../devices/devices.ts';
import { problemOf } from '../problem.ts';
import type { Timings } from '../timings.ts';
import type { MediaConnection, MediaSnapshot, QualitySnapshot, Readable } from '../types.ts';
import { withoutPicture } from './first-picture.ts';
import { cameraInput, microphoneInput, ScreenInput } from './inputs.ts';
import { Leg } from './leg.ts';
import type { MediaPlan, Source } from './plan.ts';
import { qualityBetween, unknownQuality } from './quality.ts';
import {
  emptyRoster,
  type Roster,
  remotesOf,
  withoutParticipant,
  withoutTrack,
  withParticipants,
  withPaused,
  withScores,
  withSpeaker,
  withTrack,
} from './roster.ts';
import { type Rtc, UnsupportedBrowser } from './rtc.ts';
import { SendSlot, type SlotInput, type SwitchOff } from './send-slot.ts';
import { inboundOf, sampleOf, type TransportSample } from './stats.ts';
import { Streams } from './streams.ts';

export interface MediaCallOptions {
  readonly callId: string;
  readonly ask: Ask;
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

const QUALITY_INTERVAL_MS = 2_000;

const SEND_ORDER: readonly Source[] = ['camera', 'microphone', 'screen', 'screen-audio'];

/** What a page shows while there is no call. */
export const noMedia: MediaSnapshot = {
  connection: { name: 'idle' },
  microphone: { name: 'off' },
  camera: { name: 'off' },
  screen: { name: 'off' },
  cameraStream: undefined,
  screenStream: undefined,
  remotes: [],
  quality: unknownQuality,
};

/**
 * One participant's media in one call: what is sent, what is received, and the leg to the node that
 * carries it. A leg that is lost is replaced by one at the seat the call has then.
 */
export class MediaCall implements Readable<MediaSnapshot> {
  readonly #options: MediaCallOptions;
  readonly #snapshot: Cell<MediaSnapshot> = createCell(noMedia);
  readonly #slots: Readonly<Record<Source, SendSlot>>;
  readonly #screen: ScreenInput;
  readonly #streams = new Streams();
  readonly #stops: (() => void)[] = [];
  readonly #qualityTimer: Timer;
  #connection: MediaConnection = { name: 'idle' };
  #leg: Leg | undefined;
  #selfId = '';
  #held = false;
  #roster: Roster = emptyRoster;
  #quality: QualitySnapshot = unknownQuality;
  #sample: TransportSample | undefined;
  #repairTimer: Timer | undefined;
  #repairs = 0;
  #closed = false;

  constructor(options: MediaCallOptions) {
    this.#options = options;
    const { devices, plan, log, clock } = options;
    this.#screen = new ScreenInput(devices.platform, () => this.stopScreen());
    const changed = (): void => this.#publish();
    const slot = (source: Source, off: SwitchOff, input: SlotInput) =>
      new SendSlot({ source, plan: plan.sends[source], off, input, changed, log });
    this.#slots = {
      microphone: slot('microphone', 'mute', microphoneInput(devices.microphone)),
      camera: slot('camera', 'release', cameraInput(devices.camera)),
      screen: slot('screen', 'end', this.#screen.videoInput),
      'screen-audio': slot('screen-audio', 'end', this.#screen.audioInput),
    };
    this.#stops.push(
      devices.microphone.onOutput((track) => this.#slots.microphone.replace(track)),
      devices.camera.onOutput((track) => this.#slots.camera.replace(track)),
      devices.camera.stream.subscribe(changed),
    );
    this.#qualityTimer = clock.every(QUALITY_INTERVAL_MS, () => void this.#measure());
  }

  readonly get = (): MediaSnapshot => this.#snapshot.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#snapshot.subscribe(listener);

  /** The leg that carries the call; undefined while there is none. */
  get leg(): Leg | undefined {
    return this.#leg;
  }

  get roster(): Roster {
    return this.#roster;
  }

  /** The call as it is now: joins at its seat, or moves there when that is another node. */
  update(call: Call): void {
    if (this.#closed) return;
    this.#held = call.held;
    const { seat } = call;
    if (seat !== undefined) {
      this.#selfId = seat.participantId;
      if (this.#leg !== undefined && this.#leg.nodeId === seat.nodeId) this.#leg.epoch = call.epoch;
      else this.#join(call);
    }
    this.#publish();
  }

  /** The node, or what is between, has forgotten this participant: joins anew. */
  rejoin(): void {
    if (this.#closed || this.#leg === undefined) return;
    this.#repair(new WeftError('NOT_JOINED'));
  }

  push(push: MediaPush): void {
    if (this.#closed || push.callId !== this.#options.callId) return;
    this.#leg?.push(push);
    switch (push.body?.case) {
      case 'trackChanged':
        this.#setRoster(withPaused(this.#roster, push.body.value.trackId, push.body.value.paused));
        break;
      case 'participantJoined':
        if (push.body.value.participant !== undefined)
          this.#setRoster(withParticipants(this.#roster, [push.body.value.participant]));
        break;
      case 'participantLeft':
        this.#streams.drop(push.body.value.participantId);
        this.#setRoster(withoutParticipant(this.#roster, push.body.value.participantId));
        break;
      case 'speaker':
        this.#setRoster(withSpeaker(this.#roster, push.body.value.participantId));
        break;
      case 'scores':
        this.#setRoster(withScores(this.#roster, push.body.value.scores));
        break;
      case 'held':
        this.#held = push.body.value.on;
        this.#publish();
        break;
      case 'roomClosed':
        // Over, or its worker died: the call knows.
        if (push.epoch >= (this.#leg?.epoch ?? 0)) this.#repair(new WeftError('ROOM_NOT_FOUND'));
        break;
    }
  }

  setMicrophone(on: boolean): void {
    this.#slots.microphone.set(on);
  }

  setCamera(on: boolean): void {
    this.#slots.camera.set(on);
  }

  startScreen(): void {
    this.#slots.screen.set(true);
  }

  stopScreen(): void {
    this.#slots.screen.set(false);
    this.#slots['screen-audio'].set(false);
  }

  /** Ends it: devices released, transports closed. `leave` tells the node. */
  close(leave: boolean): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#qualityTimer.cancel();
    this.#repairTimer?.cancel();
    for (const stop of this.#stops) stop();
    this.#leg?.close(leave);
    this.#leg = undefined;
    for (const slot of Object.values(this.#slots)) slot.close();
    this.#roster = emptyRoster;
    this.#snapshot.set({ ...noMedia, connection: { name: 'closed' } });
  }

  #join(call: Call): void {
    const { seat } = call;
    if (seat === undefined) return;
    const before = this.#leg;
    const { ask, rtc, clock, log, callId, timings } = this.#options;
    const leg: Leg = new Leg({
      seat,
      callId,
      epoch: call.epoch,
      ask,
      rtc,
      clock,
      log: log.child({ nodeId: seat.nodeId }),
      events: {
        joined: (joined) => this.#joined(leg, joined, before),
        connected: (direction) => {
          timings.mark(direction === 'send' ? 'sendConnected' : 'receiveConnected');
          this.#connected(leg);
        },
        interrupted: () => this.#repairing(),
        offered: () => timings.mark('firstOffer'),
        received: (track, media) => {
          const stream = this.#streams.put(track.participantId, track.source, media);
          this.#setRoster(withTrack(this.#roster, track, { nodeId: leg.nodeId, region: leg.region, stream }));
        },
        gone: (trackId) => this.#gone(leg, trackId),
        lost: (error) => {
          if (leg === this.#leg) this.#repair(error);
        },
      },
    });
    this.#leg = leg;
    if (this.#connection.name === 'idle') this.#connection = { name: 'joining' };
    leg.join().catch((error: unknown) => {
      if (leg === this.#leg) this.#repair(error);
    });
  }

  #joined(leg: Leg, { participants, held }: Joined, before: Leg | undefined): void {
    if (leg !== this.#leg) {
      leg.close(true);
      return;
    }
    this.#options.timings.mark('joined');
    this.#held = held;
    this.#setRoster(withParticipants({ ...this.#roster, participants: new Map() }, participants));
    // A picture takes longest until it is seen: it goes first.
    for (const source of SEND_ORDER) this.#slots[source].attach(leg);
    if (before !== undefined) this.#drop(before);
  }

  #connected(leg: Leg): void {
    if (leg !== this.#leg) return;
    this.#repairs = 0;
    this.#connection = { name: 'connected', nodeId: leg.nodeId, region: leg.region };
    this.#publish();
  }

  #drop(leg: Leg): void {
    for (const slot of Object.values(this.#slots)) slot.detach(leg);
    leg.close(true);
  }

  #gone(leg: Leg, trackId: string): void {
    if (leg !== this.#leg) return;
    const track = this.#roster.tracks.get(trackId);
    if (track !== undefined) this.#streams.drop(track.participantId, track.source);
    this.#setRoster(withoutTrack(this.#roster, trackId));
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
      for (const slot of Object.values(this.#slots)) slot.detach(this.#leg);
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

  async #measure(): Promise<void> {
    const leg = this.#leg;
    if (leg === undefined) return;
    try {
      const reports = await leg.stats();
      if (leg !== this.#leg || reports.length === 0) return;
      const sample = sampleOf(reports, this.#options.clock.monotonic());
      this.#quality = qualityBetween(this.#sample, sample, this.#roster.scores.get(this.#selfId));
      this.#sample = sample;
      if (!this.#held)
        for (const trackId of withoutPicture(
          this.#roster.tracks.values(),
          leg.receivedTracks,
          reports.flatMap(inboundOf),
        ))
          leg.askKeyFrame(trackId);
      this.#publish();
    } catch (error) {
      this.#options.log.debug({ error: String(error) }, 'no statistics');
    }
  }

  #setRoster(roster: Roster): void {
    if (roster === this.#roster) return;
    this.#roster = roster;
    this.#publish();
  }

  #publish(): void {
    if (this.#closed) return;
    const { microphone, camera, screen } = this.#slots;
    this.#shareSound();
    this.#snapshot.set({
      connection: this.#connection,
      microphone: microphone.snapshot,
      camera: camera.snapshot,
      screen: screen.snapshot,
      cameraStream: camera.wanted ? this.#options.devices.camera.stream.get() : undefined,
      screenStream: screen.snapshot.name === 'on' ? this.#screen.stream : undefined,
      remotes: remotesOf(this.#roster, this.#selfId, this.#held),
      quality: this.#quality,
    });
  }

  /** The shared screen's sound goes along where the person gave it. */
  #shareSound(): void {
    const slot = this.#slots['screen-audio'];
    if (this.#slots.screen.snapshot.name === 'on' && this.#screen.audio !== undefined && !slot.wanted)
      slot.set(true);
  }
}
