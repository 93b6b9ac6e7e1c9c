import type { Clock, Participant as Person } from '@weft/proto';
import type { Attendance } from './attendance.ts';
import { BOUNDS } from './bounds.ts';
import { Budget } from './budget.ts';
import { Line } from './line.ts';
import { Replies } from './replies.ts';

/** Who may join a room, and as whom. */
export interface Seat {
  readonly person: Person;
  /** The token subject that may take it. */
  readonly subjectId: string;
}

/** A seat of the room, taken or not. Lives until an order takes the seat away. */
export class Participant {
  readonly id: string;
  seat: Seat;
  /** Undefined while nobody has joined on the seat. */
  attendance: Attendance | undefined;
  /** Requests of one participant are done in the order they came. */
  readonly line = new Line(BOUNDS.maxWaitingRequests);
  readonly budget: Budget;
  readonly replies = new Replies(BOUNDS.maxKeptReplies);

  constructor(seat: Seat, clock: Clock) {
    this.id = seat.person.participantId;
    this.seat = seat;
    this.budget = new Budget(clock, { burst: BOUNDS.requestBurst, perSecond: BOUNDS.requestsPerSecond });
  }
}
