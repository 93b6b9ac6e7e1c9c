import type { Clock, ParticipantScore, Timer } from '@weft/proto';
import type { Subscription } from './subscription.ts';
import type { RoomTrack } from './track.ts';

/** Clients hear of scores at most this often. */
const PUSH_INTERVAL_MS = 1_000;

/** One track's quality, 0 (nothing arrives) to 10 (no loss). */
export interface TrackQuality {
  readonly participantId: string;
  readonly paused: boolean;
  /** One for each encoding; empty until the first has arrived. */
  readonly encodings: readonly number[];
}

/** How well a track comes in from its sender. */
export const sentQuality = ({ participantId, producer }: RoomTrack): TrackQuality => ({
  participantId,
  paused: producer.paused,
  encodings: producer.score.map(({ score }) => score),
});

/** How well a track goes out to one receiver. */
export const reachingQuality = ({ track, consumer, flowing }: Subscription): TrackQuality => ({
  participantId: track.participantId,
  paused: !flowing || track.producer.paused,
  encodings: [consumer.score.score],
});

/**
 * A participant's quality is that of its worst track that flows; a track is as
 * good as its best encoding, since receivers get that one. Participants that
 * send nothing, or of whom nothing is known yet, are left out.
 */
export function participantScores(tracks: Iterable<TrackQuality>): Map<string, number> {
  const scores = new Map<string, number>();
  for (const { participantId, paused, encodings } of tracks) {
    if (paused || encodings.length === 0) continue;
    const score = Math.max(...encodings);
    scores.set(participantId, Math.min(score, scores.get(participantId) ?? score));
  }
  return scores;
}

/** What one receiver is told: no better than what reaches it. */
export function worse(
  sent: ReadonlyMap<string, number>,
  reaching: ReadonlyMap<string, number>,
): ParticipantScore[] {
  return [...sent]
    .map(([participantId, score]) => ({
      participantId,
      score: Math.min(score, reaching.get(participantId) ?? score),
    }))
    .sort((a, b) => (a.participantId < b.participantId ? -1 : 1));
}

const same = (a: readonly ParticipantScore[], b: readonly ParticipantScore[]): boolean =>
  a.length === b.length &&
  a.every((entry, at) => entry.participantId === b[at]?.participantId && entry.score === b[at]?.score);

export interface QualityOptions<Receiver extends object> {
  readonly clock: Clock;
  /** Scores of the participants that are here. */
  readonly own: () => ReadonlyMap<string, number>;
  /** Scores the other nodes told of theirs. */
  readonly far: () => Iterable<ParticipantScore>;
  readonly receivers: () => Iterable<Receiver>;
  /** Scores of what reaches one receiver, by the participant that sends it. */
  readonly reaching: (receiver: Receiver) => ReadonlyMap<string, number>;
  readonly push: (receiver: Receiver, scores: readonly ParticipantScore[]) => void;
  /** Tells the other nodes. */
  readonly tell: (scores: readonly ParticipantScore[]) => void;
}

/** Keeps clients and the other nodes told of quality: on change only, and at most once a second. */
export class Quality<Receiver extends object> {
  readonly #options: QualityOptions<Receiver>;
  readonly #pushed = new WeakMap<Receiver, readonly ParticipantScore[]>();
  #told: readonly ParticipantScore[] = [];
  #lastMs = Number.NEGATIVE_INFINITY;
  #timer: Timer | undefined;
  #closed = false;

  constructor(options: QualityOptions<Receiver>) {
    this.#options = options;
  }

  /** Something that scores are made from has changed. */
  changed(): void {
    if (this.#closed || this.#timer !== undefined) return;
    const waitMs = Math.max(0, this.#lastMs + PUSH_INTERVAL_MS - this.#options.clock.monotonic());
    this.#timer = this.#options.clock.after(waitMs, () => {
      this.#timer = undefined;
      this.#lastMs = this.#options.clock.monotonic();
      this.#tellAll();
    });
  }

  close(): void {
    this.#closed = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #tellAll(): void {
    const { own, far, receivers, reaching, push, tell } = this.#options;
    const ownScores = own();
    const toTell = worse(ownScores, new Map());
    if (!same(toTell, this.#told)) {
      this.#told = toTell;
      tell(toTell);
    }
    const all = new Map(ownScores);
    for (const { participantId, score } of far()) if (!all.has(participantId)) all.set(participantId, score);
    for (const receiver of receivers()) {
      const scores = worse(all, reaching(receiver));
      if (same(scores, this.#pushed.get(receiver) ?? [])) continue;
      this.#pushed.set(receiver, scores);
      push(receiver, scores);
    }
  }
}
