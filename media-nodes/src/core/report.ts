import { type Clock, type PipeStatsInit, RoomReport, type SeatReportInit, type Timer } from '@weft/proto';

/** How often the owner hears of a room in which nothing changes. */
const REPORT_INTERVAL_MS = 2_000;

export interface ReporterOptions {
  readonly clock: Clock;
  readonly frame: { readonly callId: string; readonly epoch: number };
  readonly nodeId: string;
  readonly seats: () => readonly SeatReportInit[];
  readonly pipes: () => Promise<readonly PipeStatsInit[]>;
  readonly publish: (report: Uint8Array) => void;
}

/**
 * Reports a room to the call's owner: at once when a participant changes, else
 * every two seconds while anybody is in it. A room in which nobody is costs nothing.
 */
export class Reporter {
  readonly #options: ReporterOptions;
  #timer: Timer | undefined;
  #pipes: readonly PipeStatsInit[] = [];
  #reported = '';
  #sampling = false;
  #due = false;
  #closed = false;

  constructor(options: ReporterOptions) {
    this.#options = options;
  }

  /** A participant came, went, or was connected or lost. Changes of one moment make one report. */
  changed(): void {
    if (this.#due || this.#closed) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      // Many things happen to a transport that change nothing the owner is told.
      if (!this.#closed && this.#standing() !== this.#reported) this.#send();
    });
  }

  /** The last report: nobody is here any more. */
  close(tell: boolean): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.cancel();
    if (!tell) return;
    const seats = this.#options.seats().map(({ participantId }) => ({ participantId }));
    this.#publish(seats, []);
  }

  #send(): void {
    const seats = this.#options.seats();
    const occupied = seats.some((seat) => seat.joined === true);
    if (occupied) this.#timer ??= this.#options.clock.every(REPORT_INTERVAL_MS, () => void this.#tick());
    else {
      this.#timer?.cancel();
      this.#timer = undefined;
      this.#pipes = [];
    }
    this.#reported = this.#standing();
    this.#publish(seats, this.#pipes);
  }

  /** What makes a report worth sending at once; scores come with the next. */
  #standing(): string {
    const { frame, seats } = this.#options;
    return JSON.stringify([frame.epoch, seats().map(({ score, ...rest }) => rest)]);
  }

  async #tick(): Promise<void> {
    // An engine that does not answer must not pile up questions.
    if (this.#sampling) return;
    this.#sampling = true;
    try {
      this.#pipes = await this.#options.pipes();
    } catch {
      // A pipe closed while it was asked: the next tick counts what is left.
    } finally {
      this.#sampling = false;
    }
    if (!this.#closed) this.#send();
  }

  #publish(seats: readonly SeatReportInit[], pipes: readonly PipeStatsInit[]): void {
    const { frame, nodeId, publish } = this.#options;
    publish(RoomReport.encode({ callId: frame.callId, epoch: frame.epoch, nodeId, seats, pipes }));
  }
}
