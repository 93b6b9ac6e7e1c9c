import type { Clock, Log } from '@weft/proto';
import type { LocalDevices } from '../devices/devices.ts';
import type { MediaSnapshot } from '../types.ts';
import { cameraInput, microphoneInput, ScreenInput } from './inputs.ts';
import type { Leg } from './leg.ts';
import type { MediaPlan, Source } from './plan.ts';
import { SendSlot, type SlotInput, type SwitchOff } from './send-slot.ts';

export interface SendsOptions {
  readonly devices: LocalDevices;
  readonly plan: MediaPlan;
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** A picture takes longest until it is seen: it goes first. */
const ORDER: readonly Source[] = ['camera', 'microphone', 'screen', 'screen-audio'];

/** Everything this side sends in a call: microphone, camera, screen, on every leg that is attached. */
export class Sends {
  readonly #options: SendsOptions;
  readonly #slots: Readonly<Record<Source, SendSlot>>;
  readonly #screen: ScreenInput;
  readonly #stops: (() => void)[] = [];

  constructor(options: SendsOptions) {
    this.#options = options;
    const { devices, plan, changed, clock, log } = options;
    this.#screen = new ScreenInput(devices.platform, () => this.stopScreen());
    const slot = (source: Source, off: SwitchOff, input: SlotInput) =>
      new SendSlot({ source, plan: plan.sends[source], off, input, changed, clock, log });
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
  }

  set(source: 'microphone' | 'camera', on: boolean): void {
    this.#slots[source].set(on);
  }

  startScreen(): void {
    this.#slots.screen.set(true);
  }

  stopScreen(): void {
    this.#slots.screen.set(false);
    this.#slots['screen-audio'].set(false);
  }

  /** Sends on this leg, too. */
  attach(leg: Leg): void {
    for (const source of ORDER) this.#slots[source].attach(leg);
  }

  /** The leg is closed, or about to be. */
  detach(leg: Leg): void {
    for (const source of ORDER) this.#slots[source].detach(leg);
  }

  get snapshot(): Pick<MediaSnapshot, 'microphone' | 'camera' | 'screen' | 'cameraStream' | 'screenStream'> {
    const { microphone, camera, screen } = this.#slots;
    return {
      microphone: microphone.snapshot,
      camera: camera.snapshot,
      screen: screen.snapshot,
      cameraStream: camera.wanted ? this.#options.devices.camera.stream.get() : undefined,
      screenStream: screen.snapshot.name === 'on' ? this.#screen.stream : undefined,
    };
  }

  /** The shared screen's sound goes along where the person gave it. */
  shareSound(): void {
    const slot = this.#slots['screen-audio'];
    if (this.#slots.screen.snapshot.name === 'on' && this.#screen.audio !== undefined && !slot.wanted)
      slot.set(true);
  }

  /** Lets go of the devices. Senders are closed with their legs. */
  close(): void {
    for (const stop of this.#stops) stop();
    for (const source of ORDER) this.#slots[source].close();
  }
}
