import {
  type Bus,
  type Clock,
  type Directory,
  EdgeBeat,
  EdgeRecord,
  keys,
  type Log,
  type Registration,
  subjects,
  type Timer,
  WEFT_VERSION,
} from '@weft/proto';
import type { EdgeName } from './relay.ts';

const BEAT_EVERY_MS = 1_000;
/** The record's session count may be this old. */
const RECORD_EVERY_MS = 5_000;
/** How often the edge looks whether etcd still has its record. */
const CHECK_EVERY_MS = 2_000;

/** What the mesh is told of this edge now. */
export interface EdgeStanding {
  readonly sessions: number;
  readonly draining: boolean;
}

export interface AnnouncementParts {
  readonly name: EdgeName;
  /** What browsers connect to. */
  readonly url: string;
  readonly directory: Directory;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly standing: () => EdgeStanding;
}

/** Tells the mesh that this edge lives: its record in etcd, its beat on NATS. Disposing takes the record back. */
export class Announcement implements AsyncDisposable {
  readonly #parts: AnnouncementParts;
  readonly #registration: Registration;
  readonly #startedAtMs: number;
  readonly #timers: readonly Timer[];
  #told: EdgeStanding;
  #absence: string | undefined;
  #checking = false;

  private constructor(
    parts: AnnouncementParts,
    registration: Registration,
    startedAtMs: number,
    told: EdgeStanding,
  ) {
    const { clock } = parts;
    this.#parts = parts;
    this.#registration = registration;
    this.#startedAtMs = startedAtMs;
    this.#told = told;
    this.#timers = [
      clock.every(BEAT_EVERY_MS, () => this.#beat()),
      clock.every(RECORD_EVERY_MS, () => this.refresh()),
      clock.every(CHECK_EVERY_MS, () => void this.#check()),
    ];
  }

  /** Resolves when the record is in etcd; throws WeftError UNAVAILABLE when it cannot be put there. */
  static async create(parts: AnnouncementParts): Promise<Announcement> {
    const startedAtMs = parts.clock.now();
    const told = parts.standing();
    const key = keys.edge(parts.name.edgeId);
    const registration = await parts.directory.register(key, recordOf(parts, startedAtMs, told));
    const announcement = new Announcement(parts, registration, startedAtMs, told);
    announcement.#beat();
    return announcement;
  }

  /** Why the mesh does not see this edge; undefined = etcd had its record when last looked at. */
  get absence(): string | undefined {
    return this.#absence;
  }

  /** Writes the record anew if what it says is no longer so. */
  refresh(): void {
    const standing = this.#parts.standing();
    if (standing.sessions === this.#told.sessions && standing.draining === this.#told.draining) return;
    this.#told = standing;
    this.#registration.update(recordOf(this.#parts, this.#startedAtMs, standing));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    await this.#registration[Symbol.asyncDispose]();
  }

  #beat(): void {
    const { name, bus, clock, standing } = this.#parts;
    const beat = EdgeBeat.encode({ ...name, ...standing(), atMs: clock.now() });
    bus.publish(subjects.edgeBeat(name.region, name.edgeId), beat);
  }

  async #check(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    try {
      const entry = await this.#parts.directory.get(keys.edge(this.#parts.name.edgeId));
      this.#found(entry === undefined ? 'the registry has no record of this edge' : undefined);
    } catch {
      this.#found('the registry is away');
    } finally {
      this.#checking = false;
    }
  }

  #found(absence: string | undefined): void {
    if (absence === this.#absence) return;
    this.#absence = absence;
    if (absence === undefined) this.#parts.log.info({}, 'edge is in the registry again');
    else this.#parts.log.warn({ reason: absence }, 'edge is not in the registry');
  }
}

const recordOf = (parts: AnnouncementParts, startedAtMs: number, standing: EdgeStanding): string =>
  EdgeRecord.toJson({
    ...parts.name,
    ...standing,
    ...{ url: parts.url, version: WEFT_VERSION, startedAtMs, hearsShared: true },
  });
