import type { Clock, Log, Timer } from '@weft/proto';
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

/** A camera that gives nothing is let go for so long: opened in the same moment it would be given as it was. */
const RENEWAL_MS = 500;

/** Everything this side sends in a call: microphone, camera, screen, on every leg that is attached. */
export class Sends {
  readonly #options: SendsOptions;
  readonly #slots: Readonly<Record<Source, SendSlot>>;
  readonly #screen: ScreenInput;
  readonly #stops: (() => void)[] = [];
  #renewal: Timer | undefined;

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
    if (source === 'camera') this.#renewal?.cancel();
    this.#slots[source].set(on);
  }

  /** Whether the camera's picture is to be sent and there is one. */
  get cameraOn(): boolean {
    return this.#slots.camera.snapshot.name === 'on';
  }

  /** Nothing comes from the camera: it is let go, and opened again after a moment unless somebody says otherwise meanwhile. */
  renewCamera(): void {
    const { devices, clock, log } = this.#options;
    log.warn({}, 'no frame comes from the camera');
    this.set('camera', false);
    devices.camera.drop();
    this.#renewal = clock.after(RENEWAL_MS, () => this.#slots.camera.set(true));
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
    this.#renewal?.cancel();
    for (const stop of this.#stops) stop();
    for (const source of ORDER) this.#slots[source].close();
  }
}
