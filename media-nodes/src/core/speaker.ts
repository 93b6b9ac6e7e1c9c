import type { Clock, Log, SpeakerLevelInit } from '@weft/proto';
import type { EngineRouter, LevelMeter } from '../ports.ts';
import type { Level } from './far.ts';

/** How often loudness is measured. */
const METER_INTERVAL_MS = 400;
/** Softer than this is silence, in dBov. */
const SPEECH_DBOV = -55;
/** Another participant must be this much louder to take over from one who still speaks, in dB. */
const TAKE_OVER_DB = 6;
/** A level is told again when it moved this much, in dB. */
const NEWS_STEP_DB = 6;
/** A speaker's level is told at least this often, and forgotten after two and a half times. */
const REFRESH_MS = 2_000;
const STALE_MS = REFRESH_MS * 2.5;

const SILENCE_DBOV = -127;

/**
 * Who speaks now, of the loudest at each node: the loudest of all; who spoke
 * before stays while nobody is clearly louder. Empty = nobody.
 */
export function dominant(levels: Iterable<Level>, before: string, nowMs: number): string {
  const speaking = [...levels].filter(
    (level) => level.participantId !== '' && level.dbov > SPEECH_DBOV && nowMs - level.atMs <= STALE_MS,
  );
  const loudest = speaking.reduce<Level | undefined>(
    (best, level) => (best === undefined || level.dbov > best.dbov ? level : best),
    undefined,
  );
  if (loudest === undefined) return '';
  const previous = speaking.find((level) => level.participantId === before);
  return previous !== undefined && loudest.dbov < previous.dbov + TAKE_OVER_DB
    ? before
    : loudest.participantId;
}

/** Whether a node's loudest is worth telling the others again. */
export function worthTelling(told: Level | undefined, now: Level): boolean {
  if (told === undefined) return now.participantId !== '';
  if (told.participantId !== now.participantId) return true;
  return (
    Math.abs(told.dbov - now.dbov) >= NEWS_STEP_DB ||
    (now.participantId !== '' && now.atMs - told.atMs >= REFRESH_MS)
  );
}

export interface SpeakerOptions {
  readonly router: EngineRouter;
  readonly clock: Clock;
  readonly log: Log;
  /** Whose track this is; undefined when it is gone. */
  readonly speakerOf: (trackId: string) => string | undefined;
  /** Levels of the other nodes' loudest. */
  readonly farLevels: () => Iterable<Level>;
  /** Tells the other nodes of this one's loudest. */
  readonly tell: (level: SpeakerLevelInit) => void;
  /** Somebody else speaks now than before. */
  readonly changed: (participantId: string) => void;
}

/** Finds out who speaks. Measures only while that is a question. */
export class SpeakerWatch {
  readonly #options: SpeakerOptions;
  #wanted: ReadonlySet<string> = new Set();
  #measured = new Set<string>();
  #meter: LevelMeter | undefined;
  #working = false;
  /** What is wanted may be other than what is measured. */
  #stale = false;
  #closed = false;
  #own: Level | undefined;
  #told: Level | undefined;
  #speaker = '';

  constructor(options: SpeakerOptions) {
    this.#options = options;
  }

  /** Empty = nobody speaks. */
  get speaker(): string {
    return this.#speaker;
  }

  /**
   * The audio tracks produced here that are not paused, and how many there are
   * in the whole call. With fewer than two nobody needs to know who speaks.
   */
  observe(ownTrackIds: ReadonlySet<string>, inCall: number): void {
    this.#wanted = inCall >= 2 ? ownTrackIds : new Set();
    this.#stale = true;
    void this.#work();
  }

  /** The other nodes' levels may have changed. */
  review(): void {
    if (this.#closed) return;
    const levels = [...this.#options.farLevels(), ...(this.#own === undefined ? [] : [this.#own])];
    const next = dominant(levels, this.#speaker, this.#options.clock.monotonic());
    if (next === this.#speaker) return;
    this.#speaker = next;
    this.#options.changed(next);
  }

  close(): void {
    this.#closed = true;
    this.#meter?.close();
    this.#meter = undefined;
  }

  /** Brings the meter to what is wanted; one round at a time, since the engine answers later. */
  async #work(): Promise<void> {
    if (this.#working || this.#closed) return;
    this.#working = true;
    try {
      while (this.#stale && !this.#closed) {
        this.#stale = false;
        while (!this.#closed && !(await this.#step()));
      }
    } catch (error) {
      // A track or the router closed meanwhile: the next observe begins anew.
      this.#options.log.debug({ error: String(error) }, 'level meter not brought up to date');
      this.#drop();
    } finally {
      this.#working = false;
    }
  }

  /** One change; true when there is nothing left to change. */
  async #step(): Promise<boolean> {
    const wanted = this.#wanted;
    if (wanted.size === 0) {
      if (this.#meter !== undefined) this.#drop();
      return true;
    }
    if (this.#meter === undefined) {
      this.#meter = await this.#start();
      return false;
    }
    const meter = this.#meter;
    const added = [...wanted].find((trackId) => !this.#measured.has(trackId));
    if (added !== undefined) {
      this.#measured.add(added);
      await meter.addProducer({ producerId: added });
      return false;
    }
    const removed = [...this.#measured].find((trackId) => !wanted.has(trackId));
    if (removed === undefined) return true;
    this.#measured.delete(removed);
    // A closed producer has left the meter by itself.
    await meter.removeProducer({ producerId: removed }).catch(() => undefined);
    return false;
  }

  async #start(): Promise<LevelMeter> {
    const meter = await this.#options.router.createLevelMeter({
      intervalMs: METER_INTERVAL_MS,
      thresholdDbov: SPEECH_DBOV,
    });
    if (this.#closed) meter.close();
    meter.onLoudest((trackId, dbov) => this.#heard(this.#options.speakerOf(trackId) ?? '', dbov));
    meter.onSilence(() => this.#heard('', SILENCE_DBOV));
    return meter;
  }

  #drop(): void {
    this.#meter?.close();
    this.#meter = undefined;
    this.#measured = new Set();
    this.#heard('', SILENCE_DBOV);
  }

  #heard(participantId: string, dbov: number): void {
    if (this.#closed) return;
    const level = { participantId, dbov, atMs: this.#options.clock.monotonic() };
    this.#own = level;
    if (worthTelling(this.#told, level)) {
      this.#told = level;
      this.#options.tell({ participantId, dbov });
    }
    this.review();
  }
}
