import { type Bus, CallRequest, type Clock, type QueueStanding, subjects, type Timer } from '@weft/proto';
import { emptyQueue, type QueueState } from './queue.ts';

/** Mere changes of place are told together after this: a queue of a thousand moves all its places at once. */
const JOIN_MS = 250;
/** Places up to here are told each time they change; who stands further back does not mind a moment. */
const FRONT = 10;
/**
 * Places behind the front that are told at a time. Each is a message, a step of its call and a push, and in a
 * long queue that moves all of them change all the time.
 */
const BEHIND_AT_ONCE = 40;

interface Told {
  readonly standing: QueueStanding;
  /** Less = it was told earlier. */
  readonly turn: number;
}

/** Where every waiting call stands. A call that rings keeps its place for those behind it, but has none to tell. */
export function standingsOf(state: QueueState): ReadonlyMap<string, QueueStanding> {
  const standings = new Map<string, QueueStanding>();
  for (const { callId } of state.waiting) standings.set(callId, standingAt(state, callId, standings.size));
  return standings;
}

/** Where one call stands; undefined when it does not wait. */
export function standingOf(state: QueueState, callId: string): QueueStanding | undefined {
  const place = state.waiting.placeOf(callId);
  return place === undefined ? undefined : standingAt(state, callId, place);
}

/** `place`: how many wait before it. */
function standingAt({ offers, desks }: QueueState, callId: string, place: number): QueueStanding {
  const agentsOnDuty = desks.connected;
  return offers.ofCall(callId).length === 0
    ? { callId, stage: 'queued', queuePlace: place + 1, agentsOnDuty }
    : { callId, stage: 'ringing', queuePlace: 0, agentsOnDuty };
}

/**
 * Tells the calls' owners where their calls stand: that it rings, or no longer does, at once; a place after JOIN_MS,
 * in a queue of more than FRONT + BEHIND_AT_ONCE later, those first that were told longest ago.
 */
export class Standings implements Disposable {
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #told = new Map<string, Told>();
  #turn = 0;
  #waiting: Timer | undefined;
  #latest: QueueState = emptyQueue('');

  constructor(bus: Bus, clock: Clock) {
    this.#bus = bus;
    this.#clock = clock;
  }

  /** What was told in another way, as the answer to Enqueue. */
  noteTold(standing: QueueStanding): void {
    this.#turn += 1;
    this.#told.set(standing.callId, { standing, turn: this.#turn });
  }

  /** After each step, with the state that came of it. */
  update(state: QueueState): void {
    const before = this.#latest;
    this.#latest = state;
    for (const callId of touchedCalls(before, state)) {
      const standing = standingOf(state, callId);
      const told = this.#told.get(callId)?.standing;
      if (standing === undefined) this.#told.delete(callId);
      else if (told !== undefined && told.stage !== standing.stage) this.#tell(standing);
    }
    const moved = state.waiting !== before.waiting || state.desks.connected !== before.desks.connected;
    if (moved && state.waiting.size > 0) this.#tellSoon();
  }

  [Symbol.dispose](): void {
    this.#waiting?.cancel();
  }

  #tellSoon(): void {
    this.#waiting ??= this.#clock.after(JOIN_MS, () => {
      this.#waiting = undefined;
      this.#tellPlaces();
    });
  }

  #tellPlaces(): void {
    const others = [...standingsOf(this.#latest).values()].filter(
      (standing) => !isSame(this.#told.get(standing.callId)?.standing, standing),
    );
    const turnOf = ({ callId }: QueueStanding): number => this.#told.get(callId)?.turn ?? 0;
    const behind = others
      .filter(({ queuePlace }) => queuePlace > FRONT)
      .sort((one, other) => turnOf(one) - turnOf(other));
    for (const standing of others) if (standing.queuePlace <= FRONT) this.#tell(standing);
    for (const standing of behind.slice(0, BEHIND_AT_ONCE)) this.#tell(standing);
    if (behind.length > BEHIND_AT_ONCE) this.#tellSoon();
  }

  #tell(standing: QueueStanding): void {
    this.noteTold(standing);
    this.#bus.publish(
      subjects.call(standing.callId),
      CallRequest.encode({ body: { case: 'standing', value: standing } }),
    );
  }
}

/** Calls that came, went, or began or ceased to ring. */
function touchedCalls(before: QueueState, now: QueueState): ReadonlySet<string> {
  const changes = [...now.waiting.changesSince(before.waiting), ...now.offers.changesSince(before.offers)];
  return new Set(changes.flatMap((change) => (change.now ?? change.before)?.callId ?? []));
}

const isSame = (a: QueueStanding | undefined, b: QueueStanding): boolean =>
  a !== undefined &&
  a.stage === b.stage &&
  a.queuePlace === b.queuePlace &&
  a.agentsOnDuty === b.agentsOnDuty;
