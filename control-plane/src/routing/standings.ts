import { type Bus, CallRequest, type Clock, type QueueStanding, subjects, type Timer } from '@weft/proto';
import { offeredCalls, offerOf, onDuty, type QueueState } from './queue.ts';

/** Mere changes of place are told together after this: a queue of a thousand moves all its places at once. */
const JOIN_MS = 250;

/** Where every waiting call stands. A call that rings keeps its place for those behind it, but has none to tell. */
export function standingsOf(state: QueueState): ReadonlyMap<string, QueueStanding> {
  const agentsOnDuty = onDuty(state);
  const ringing = offeredCalls(state);
  return new Map(
    state.waiting.map(({ callId }, index) => [
      callId,
      ringing.has(callId)
        ? { callId, stage: 'ringing', queuePlace: 0, agentsOnDuty }
        : { callId, stage: 'queued', queuePlace: index + 1, agentsOnDuty },
    ]),
  );
}

/** Where one call stands; undefined when it does not wait. */
export function standingOf(state: QueueState, callId: string): QueueStanding | undefined {
  const index = state.waiting.findIndex((call) => call.callId === callId);
  if (index < 0) return undefined;
  const agentsOnDuty = onDuty(state);
  return offerOf(state, callId) === undefined
    ? { callId, stage: 'queued', queuePlace: index + 1, agentsOnDuty }
    : { callId, stage: 'ringing', queuePlace: 0, agentsOnDuty };
}

/** Tells the calls' owners where their calls stand: that it rings, or no longer does, at once; a place after JOIN_MS. */
export class Standings implements Disposable {
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #told = new Map<string, QueueStanding>();
  #waiting: Timer | undefined;
  #latest: QueueState | undefined;

  constructor(bus: Bus, clock: Clock) {
    this.#bus = bus;
    this.#clock = clock;
  }

  /** What was told in another way, as the answer to Enqueue. */
  noteTold(standing: QueueStanding): void {
    this.#told.set(standing.callId, standing);
  }

  update(state: QueueState): void {
    this.#latest = state;
    const now = standingsOf(state);
    for (const callId of this.#told.keys()) if (!now.has(callId)) this.#told.delete(callId);
    let later = false;
    for (const standing of now.values()) {
      const told = this.#told.get(standing.callId);
      if (told !== undefined && told.stage !== standing.stage) this.#tell(standing);
      else if (!isSame(told, standing)) later = true;
    }
    if (later && this.#waiting === undefined) {
      this.#waiting = this.#clock.after(JOIN_MS, () => this.#tellAll());
    }
  }

  [Symbol.dispose](): void {
    this.#waiting?.cancel();
  }

  #tellAll(): void {
    this.#waiting = undefined;
    if (this.#latest === undefined) return;
    for (const standing of standingsOf(this.#latest).values()) {
      if (!isSame(this.#told.get(standing.callId), standing)) this.#tell(standing);
    }
  }

  #tell(standing: QueueStanding): void {
    this.#told.set(standing.callId, standing);
    this.#bus.publish(
      subjects.call(standing.callId),
      CallRequest.encode({ body: { case: 'standing', value: standing } }),
    );
  }
}

const isSame = (a: QueueStanding | undefined, b: QueueStanding): boolean =>
  a !== undefined &&
  a.stage === b.stage &&
  a.queuePlace === b.queuePlace &&
  a.agentsOnDuty === b.agentsOnDuty;
