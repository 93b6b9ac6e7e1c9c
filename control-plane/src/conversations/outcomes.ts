import {
  type Bus,
  type BusSubscription,
  type Clock,
  type FaultInit,
  fromFault,
  subjects,
  TimelineOutcome,
  WeftError,
} from '@weft/proto';

/** Less than an edge waits, so that the client is told what was the matter. */
const WAIT_MS = 4_000;
/** Events whose outcome is waited for at one instance. */
const MAX_WAITING = 5_000;

type Heard = (error: WeftError | undefined) => void;

/** Waits for what the partitions' owners make of this instance's events. */
export class Outcomes implements Disposable {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Heard>();
  readonly #subscription: BusSubscription;

  constructor(options: { bus: Bus; instanceId: string; clock: Clock }) {
    this.#clock = options.clock;
    this.#subscription = options.bus.subscribe(subjects.outcome(options.instanceId), ({ data }) => {
      const { eventId, fault } = TimelineOutcome.decode(data);
      this.#waiting.get(eventId)?.(fault === undefined ? undefined : fromFault(fault));
    });
  }

  /**
   * Appends an event by `append` and resolves when its owner has applied it.
   * Throws what it was refused with, or TIMEOUT: it is in the timeline then,
   * and takes effect when the owner gets to it.
   */
  async of(eventId: string, append: () => Promise<void>): Promise<void> {
    if (this.#waiting.size >= MAX_WAITING) throw new WeftError('UNAVAILABLE', 'too much to do');
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.set(eventId, (error) => (error === undefined ? resolve() : reject(error)));
    const limit = this.#clock.after(WAIT_MS, () => reject(new WeftError('TIMEOUT')));
    try {
      // An outcome that comes before the append is acknowledged counts.
      await Promise.all([promise, append()]);
    } finally {
      limit.cancel();
      this.#waiting.delete(eventId);
    }
  }

  [Symbol.dispose](): void {
    this.#subscription.unsubscribe();
  }
}

/** Tells the instance that asked what became of its event. */
export function tellOutcome(bus: Bus, askedBy: string, eventId: string, fault?: FaultInit): void {
  bus.publish(subjects.outcome(askedBy), TimelineOutcome.encode({ eventId, fault }));
}
