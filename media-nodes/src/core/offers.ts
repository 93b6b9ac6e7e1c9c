import type { Clock, Log } from '@weft/proto';
import type { EngineRouter } from '../ports.ts';
import type { Attendance } from './attendance.ts';
import type { Push } from './push.ts';
import { offerOf } from './rebound.ts';
import { Subscription, waitsAsStandby } from './subscription.ts';
import type { RoomTrack } from './track.ts';

export interface OffersOptions {
  readonly router: EngineRouter;
  readonly push: Push;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the hold keeps the second one's media from the first. */
  readonly held: (listenerId: string, speakerId: string) => boolean;
  readonly hot: () => boolean;
  /** Whether a track is paused, wherever it is sent. */
  readonly paused: (track: RoomTrack) => boolean;
  /** A consumer came to be, or could not: what receivers have has changed. */
  readonly changed: () => void;
  /** How well a receiver gets a track has changed. */
  readonly scoreChanged: () => void;
}

/** Makes and ends the consumers of a room's receivers, and tells them. */
export class Offers {
  readonly #options: OffersOptions;

  constructor(options: OffersOptions) {
    this.#options = options;
  }

  /** Brings what one receiver consumes, and knows of pauses, to these tracks, whose media is all in the room. */
  bring(attendance: Attendance, tracks: readonly RoomTrack[]): void {
    const wanted = new Map(tracks.map((track) => [track.id, track]));
    for (const [trackId, subscription] of attendance.subscriptions) {
      // A track that left and came back has another producer: its consumer is another one too.
      if (wanted.get(trackId)?.producer === subscription.track.producer)
        this.#tellPaused(attendance, subscription);
      else this.#end(attendance, subscription);
    }
    for (const track of tracks)
      if (!attendance.subscriptions.has(track.id) && !attendance.subscribing.has(track.id))
        void this.#offer(attendance, track);
  }

  #tellPaused(attendance: Attendance, subscription: Subscription): void {
    const { push, paused: isPaused } = this.#options;
    const paused = isPaused(subscription.track);
    if (paused === subscription.toldPaused) return;
    subscription.toldPaused = paused;
    push(attendance.sessionId, { case: 'trackChanged', value: { trackId: subscription.track.id, paused } });
  }

  #end(attendance: Attendance, subscription: Subscription): void {
    const trackId = subscription.track.id;
    subscription.close();
    attendance.subscriptions.delete(trackId);
    this.#options.push(attendance.sessionId, {
      case: 'trackGone',
      value: { trackId, consumerId: subscription.consumer.id },
    });
  }

  async #offer(attendance: Attendance, track: RoomTrack): Promise<void> {
    const { router, push, log, held, hot, paused, changed, scoreChanged } = this.#options;
    const fields = { participantId: attendance.participantId, trackId: track.id };
    const { capabilities: rtpCapabilities } = attendance;
    if (!router.canConsume({ producerId: track.id, rtpCapabilities })) {
      attendance.refused.add(track.id);
      log.info(fields, 'track not offered: the receiver cannot decode it');
      // Not now: the caller is in the middle of its round.
      queueMicrotask(changed);
      return;
    }
    attendance.subscribing.add(track.id);
    try {
      const consumer = await attendance.receive.consume({
        producerId: track.id,
        rtpCapabilities,
        paused: true,
        enableRtx: true,
      });
      if (!attendance.receiving) {
        consumer.close();
        return;
      }
      const subscription = new Subscription(
        track,
        consumer,
        [
          ...(held(attendance.participantId, track.participantId) ? (['held'] as const) : []),
          ...(attendance.leg.standby && waitsAsStandby(track, hot()) ? (['standby'] as const) : []),
        ],
        this.#options.clock,
      );
      subscription.toldPaused = paused(track);
      attendance.subscriptions.set(track.id, subscription);
      consumer.on('score', scoreChanged);
      push(attendance.sessionId, {
        case: 'trackOffered',
        value: offerOf(subscription),
      });
    } catch (error) {
      if (!attendance.receiving || track.producer.closed) return;
      attendance.refused.add(track.id);
      log.warn({ ...fields, error: String(error) }, 'track not offered: the engine refused');
    } finally {
      attendance.subscribing.delete(track.id);
      changed();
    }
  }
}
