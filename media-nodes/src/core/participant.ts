import type { Clock, Participant as Person } from '@weft/proto';
import type { Attendance } from './attendance.ts';
import { BOUNDS } from './bounds.ts';
import { Budget } from './budget.ts';
import { Line } from './line.ts';
import { Replies } from './replies.ts';
import { type LegRole, type Promotion, roleAfter } from './role.ts';

/** Who may join a room, and as whom. */
export interface Seat {
  readonly person: Person;
  /** The token subject that may take it. */
  readonly subjectId: string;
  /** What the control plane says the participant's leg here is. */
  readonly role: LegRole;
  /** Whose media may reach it, by participant; undefined = everybody's. */
  readonly hears: ReadonlySet<string> | undefined;
}

/** A seat of the room, taken or not. Lives until an order takes the seat away. */
export class Participant {
  readonly id: string;
  /** Set while a promotion here stands above what orders say. */
  promotion: Promotion | undefined;
  /** Undefined while nobody has joined on the seat. */
  attendance: Attendance | undefined;
  /** Requests of one participant are done in the order they came. */
  readonly line = new Line(BOUNDS.maxWaitingRequests);
  readonly budget: Budget;
  readonly replies = new Replies(BOUNDS.maxKeptReplies);

  #seat: Seat;
  #role: LegRole;

  constructor(seat: Seat, clock: Clock) {
    this.id = seat.person.participantId;
    this.#seat = seat;
    this.#role = seat.role;
    this.budget = new Budget(clock, { burst: BOUNDS.requestBurst, perSecond: BOUNDS.requestsPerSecond });
  }

  get seat(): Seat {
    return this.#seat;
  }

  /** Nothing is forwarded to the leg here, and nothing of it to other nodes. */
  get standby(): boolean {
    return this.#role === 'standby';
  }

  /** The leg here is home by the control plane's word, not by a promotion alone. */
  get homeByOrder(): boolean {
    return this.#role === 'home' && this.#seat.role === 'home';
  }

  /** Whether this participant may know of another one, and get its media. */
  mayHear(participantId: string): boolean {
    return this.#seat.hears?.has(participantId) ?? true;
  }

  /** Takes the seat as an order has it. Says why the leg has another role than before; undefined = it has the same. */
  order(seat: Seat, epoch: number): string | undefined {
    const before = this.#role;
    const verdict = roleAfter(seat.role, epoch, this.promotion);
    this.#seat = seat;
    this.#role = verdict.role;
    if (!verdict.promotionStands) this.promotion = undefined;
    return before === verdict.role ? undefined : verdict.reason;
  }

  /** The leg here is home from now on, before any order says so. */
  promote(promotion: Promotion): void {
    this.#role = 'home';
    this.promotion = promotion;
  }
}
