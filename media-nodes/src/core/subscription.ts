import type { Clock } from '@weft/proto';
import type { Consumer, LayerChoice } from '../ports.ts';
import { LayerStart } from './layer-start.ts';
import type { RoomTrack } from './track.ts';

/** What a receiver wants of one track. */
export interface Wish {
  readonly paused: boolean;
  readonly layers: LayerChoice | undefined;
}

/** What keeps media back whatever the receiver wishes: the call is on hold; its leg is a standby one. */
export type Barrier = 'held' | 'standby';

/** Whether a standby leg has to wait for a track: in a hot call it does not for sound. */
export const waitsAsStandby = ({ kind }: Pick<RoomTrack, 'kind'>, hot: boolean): boolean =>
  !(hot && kind === 'audio');

/** One track on its way to one participant: the consumer, the receiver's wish, and what keeps media back. */
export class Subscription {
  readonly track: RoomTrack;
  readonly consumer: Consumer;
  /** What the receiver knows of the track's pause, which is its sender's. */
  toldPaused = false;
  #wish: Wish = { paused: true, layers: undefined };
  readonly #barriers: Set<Barrier>;
  /** What the engine was last told; its own answer comes too late to go by. */
  #askedPaused = true;
  readonly #start: LayerStart;

  /** The consumer must have been made paused. */
  constructor(track: RoomTrack, consumer: Consumer, barriers: Iterable<Barrier>, clock: Clock) {
    this.track = track;
    this.consumer = consumer;
    this.#start = new LayerStart(consumer, clock);
    this.#barriers = new Set(barriers);
  }

  get wish(): Wish {
    return this.#wish;
  }

  /** Whether media is forwarded, as far as this end decides. */
  get flowing(): boolean {
    return !this.#askedPaused;
  }

  /** Changes what is given and leaves the rest. A resume asks the sender for a key frame by itself. */
  async want(change: Partial<Wish>): Promise<void> {
    this.#wish = { ...this.#wish, ...change };
    if (change.layers !== undefined) await this.#start.want(change.layers);
    await this.#apply();
  }

  /** Behind a barrier nothing is forwarded; the wish is kept and comes back after the last. */
  async bar(barrier: Barrier, on: boolean): Promise<void> {
    if (on) this.#barriers.add(barrier);
    else this.#barriers.delete(barrier);
    await this.#apply();
  }

  /** Does nothing while nothing is forwarded: the resume will ask. */
  async requestKeyFrame(): Promise<void> {
    if (this.track.kind === 'video' && this.flowing) await this.consumer.requestKeyFrame();
  }

  close(): void {
    this.#start.stop();
    this.consumer.close();
  }

  async #apply(): Promise<void> {
    const paused = this.#wish.paused || this.#barriers.size > 0;
    if (this.consumer.closed || this.#askedPaused === paused) return;
    this.#askedPaused = paused;
    if (paused) this.#start.stop();
    else this.#start.begin();
    await (paused ? this.consumer.pause() : this.consumer.resume());
  }
}
