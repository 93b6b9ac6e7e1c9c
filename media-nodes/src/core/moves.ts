import {
  type Clock,
  type Log,
  type Promote,
  type PromotedInit,
  type RoomNewsInit,
  type Timer,
  WeftError,
} from '@weft/proto';
import type { Members, RoleChange } from './members.ts';
import type { Participant } from './participant.ts';
import type { Promotion } from './role.ts';
import { type Subscription, waitsAsStandby } from './subscription.ts';
import { describeTrack, type RoomTrack } from './track.ts';

/** First pause before the owner is told again; doubles up to the last. */
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 2_000;

/** Tells the call's owner of a promotion. Throws the WeftError it answers with, or NO_RESPONDER, TIMEOUT, UNAVAILABLE. */
export type TellOwner = (promoted: PromotedInit) => Promise<void>;

export interface MovesOptions {
  readonly nodeId: string;
  readonly frame: { readonly callId: string; readonly epoch: number; readonly hot: boolean };
  readonly members: Members;
  readonly tellOwner: TellOwner;
  /** Tells the call's other nodes. */
  readonly tell: (news: NonNullable<RoomNewsInit['body']>) => void;
  /** The other nodes no longer get this track from here. */
  readonly trackGone: (track: RoomTrack) => void;
  /** Asks the origin of a piped track for a key frame. */
  readonly wantKeyFrame: (track: RoomTrack) => void;
  /** Who gets what may be other than before, and the owner is to hear. */
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** Makes legs home and standby: media first, then the other nodes and clients, then the call's owner. */
export class Moves {
  readonly #options: MovesOptions;
  readonly #timers = new Set<Timer>();
  #closed = false;

  constructor(options: MovesOptions) {
    this.#options = options;
  }

  /** The participant asks for its leg here to be home. Does nothing when it is. `epoch` is the asker's, which may be ahead. */
  promote(participant: Participant, epoch: number, request: Promote): void {
    if (!participant.standby) return;
    const { frame, nodeId, log } = this.#options;
    const promotion: Promotion = { epoch: Math.max(epoch, frame.epoch), answered: false };
    participant.promote(promotion);
    const { cause, silentMs } = request;
    log.info({ participantId: participant.id, cause, silentMs }, 'leg promoted');
    this.#becameHome(participant);
    this.#options.changed();
    const { callId } = frame;
    void this.#confirm(
      participant,
      promotion,
      { ...{ callId, nodeId, cause, silentMs }, participantId: participant.id },
      0,
    );
  }

  /** An order gave these participants another role here. */
  ordered(changes: readonly RoleChange[]): void {
    for (const { participant, reason } of changes) {
      const { standby } = participant;
      this.#options.log.info({ participantId: participant.id, standby, reason }, 'leg has another role');
      if (standby) this.#becameStandby(participant);
      else this.#becameHome(participant);
    }
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  #becameHome(participant: Participant): void {
    const { members, nodeId, tell, wantKeyFrame } = this.#options;
    const { attendance, id: participantId } = participant;
    if (attendance === undefined) return;
    for (const subscription of attendance.subscriptions.values()) {
      this.#bar(subscription, false);
      // The resume asks once, through the pipe; the origin is asked as well.
      if (subscription.flowing) wantKeyFrame(subscription.track);
    }
    for (const track of attendance.tracks.values())
      tell({ case: 'trackAdded', value: { track: describeTrack(track) } });
    const moved = { case: 'participantMoved', value: { participantId, nodeId } } as const;
    tell(moved);
    members.pushAbout(participantId, moved);
  }

  #becameStandby({ attendance }: Participant): void {
    if (attendance === undefined) return;
    const { hot } = this.#options.frame;
    for (const subscription of attendance.subscriptions.values())
      if (waitsAsStandby(subscription.track, hot)) this.#bar(subscription, true);
    for (const track of attendance.tracks.values()) {
      this.#options.trackGone(track);
      this.#options.tell({ case: 'trackRemoved', value: { trackId: track.id } });
    }
  }

  #bar(subscription: Subscription, on: boolean): void {
    subscription
      .bar('standby', on)
      .catch((error: unknown) =>
        this.#options.log.debug({ error: String(error) }, 'a consumer closed while its leg moved'),
      );
  }

  /**
   * Tells the owner until it has answered, however long it is away: the leg
   * carries the call meanwhile, and no order that does not know so takes it back.
   */
  async #confirm(
    participant: Participant,
    promotion: Promotion,
    promoted: PromotedInit,
    tries: number,
  ): Promise<void> {
    const { tellOwner, log, clock } = this.#options;
    const { id: participantId } = participant;
    try {
      await tellOwner(promoted);
      log.info({ participantId, tries }, 'promotion confirmed');
    } catch (error) {
      if (this.#closed || participant.promotion !== promotion) return;
      if (error instanceof WeftError && error.retryable) {
        const delayMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** tries);
        const timer = clock.after(delayMs, () => {
          this.#timers.delete(timer);
          // An order may have settled it meanwhile.
          if (participant.promotion === promotion)
            void this.#confirm(participant, promotion, promoted, tries + 1);
        });
        this.#timers.add(timer);
        return;
      }
      log.warn({ participantId, error: String(error) }, 'promotion refused by the owner');
    }
    if (participant.promotion === promotion) participant.promotion = { ...promotion, answered: true };
  }
}
