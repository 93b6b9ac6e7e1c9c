import type { Clock, Timer } from '@weft/proto';
import type { Attendance } from './attendance.ts';

/** As long as the room that was left stays open. */
const RETIRING_MS = 2_000;

/**
 * Legs whose seat is gone since their participant's media comes from another node now. They receive nothing from
 * then on; what they send is there until what takes its place has had time to flow.
 */
export class Retiring {
  readonly #clock: Clock;
  readonly #over: (attendance: Attendance) => void;
  /** By participant. */
  readonly #legs = new Map<string, { readonly attendance: Attendance; readonly timer: Timer }>();

  /** @param over called with a leg that has had its time */
  constructor(clock: Clock, over: (attendance: Attendance) => void) {
    this.#clock = clock;
    this.#over = over;
  }

  /** From now on the leg only sends, for a moment. An earlier one of the same participant ends. */
  retire(attendance: Attendance): void {
    const { participantId } = attendance;
    this.end(participantId);
    attendance.endReceiving();
    const timer = this.#clock.after(RETIRING_MS, () => this.end(participantId));
    this.#legs.set(participantId, { attendance, timer });
  }

  has(attendance: Attendance): boolean {
    return this.#legs.get(attendance.participantId)?.attendance === attendance;
  }

  /** Ends the participant's retiring leg, if there is one. */
  end(participantId: string): void {
    const leg = this.#legs.get(participantId);
    if (leg === undefined) return;
    leg.timer.cancel();
    this.#legs.delete(participantId);
    this.#over(leg.attendance);
  }

  /** Ends all of them. */
  close(): void {
    for (const participantId of [...this.#legs.keys()]) this.end(participantId);
  }
}
