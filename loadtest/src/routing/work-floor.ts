import { type Bus, type Clock, type Offer, WeftError } from '@weft/proto';
import { BusClient } from './bus-client.ts';

export const REGION = 'eu';
/** Calls that are requested at the same time at most. */
const MAX_REQUESTING = 64;
/** An agent to whom nothing is offered is not waited for at the end. */
const CLOSE_MS = 10_000;

/** Agents who take every call at once and hang up at once, and customers of whom so many always wait. */
export class Floor implements Disposable {
  /** From the end of an agent's call to the next one that rings. */
  readonly offerMs: number[] = [];
  /** From an agent's yes to the call, seated and stored. */
  readonly acceptMs: number[] = [];
  /** Requests that were refused, by code. */
  readonly refused = new Map<string, number>();
  acceptedInAll = 0;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #parts = new DisposableStack();
  #measuring = false;
  #open = true;
  #wanted = 0;
  #waiting = 0;
  #requesting = 0;
  #busy = 0;
  #customers = 0;

  constructor(bus: Bus, clock: Clock) {
    this.#bus = bus;
    this.#clock = clock;
  }

  /** Accepted since the measuring began. */
  get accepted(): number {
    return this.acceptMs.length;
  }

  /** Resolves when so many calls wait and all agents are there. */
  async open(size: { readonly agents: number; readonly queued: number }): Promise<void> {
    this.#wanted = size.queued;
    this.#request();
    while (this.#waiting < size.queued) await this.#pause();
    for (let agent = 0; agent < size.agents; agent += 1) await this.#signOn(`agent-${agent}`);
  }

  measure(): void {
    this.#measuring = true;
  }

  /** No more calls; resolves when nobody is in the middle of one. */
  async close(): Promise<void> {
    this.#measuring = false;
    this.#open = false;
    const untilMs = this.#clock.monotonic() + CLOSE_MS;
    while (this.#busy + this.#requesting > 0 && this.#clock.monotonic() < untilMs) await this.#pause();
  }

  [Symbol.dispose](): void {
    this.#open = false;
    this.#parts[Symbol.dispose]();
  }

  async #signOn(agentId: string): Promise<void> {
    const desk = new BusClient(this.#bus, {
      ...{ sessionId: `session-${agentId}`, subjectId: agentId, role: 'agent', region: REGION },
    });
    let freeSinceMs = this.#clock.monotonic();
    const subscriptions = desk.listen((push) => {
      if (push.case !== 'offer' || !this.#open) return;
      if (this.#measuring) this.offerMs.push(this.#clock.monotonic() - freeSinceMs);
      void this.#take(desk, push.value).then((atMs) => {
        freeSinceMs = atMs;
      });
    });
    for (const subscription of subscriptions) this.#parts.use(subscription);
    await desk.ask({ case: 'syncDesk', value: {} });
  }

  /** Answers when it hung up. */
  async #take(desk: BusClient, { offerId, callId }: Offer): Promise<number> {
    const startedMs = this.#clock.monotonic();
    this.#busy += 1;
    try {
      await desk.ask({ case: 'answerOffer', value: { offerId, accept: true } });
      this.acceptedInAll += 1;
      if (this.#measuring) this.acceptMs.push(this.#clock.monotonic() - startedMs);
      this.#waiting -= 1;
      this.#request();
      const endedMs = this.#clock.monotonic();
      void this.#quietly(desk.ask({ case: 'hangUp', value: { callId } })).finally(() => {
        this.#busy -= 1;
      });
      return endedMs;
    } catch (error) {
      this.#busy -= 1;
      this.#note(error);
      return this.#clock.monotonic();
    }
  }

  /** Customers come until as many wait as are to. */
  #request(): void {
    while (
      this.#open &&
      this.#waiting + this.#requesting < this.#wanted &&
      this.#requesting < MAX_REQUESTING
    ) {
      this.#requesting += 1;
      this.#customers += 1;
      const name = `customer-${this.#customers}`;
      const page = new BusClient(this.#bus, {
        ...{ sessionId: `session-${name}`, subjectId: name, role: 'customer', region: REGION },
      });
      const asked = page.ask({ case: 'requestCall', value: { kind: 'voice' } }).then(() => {
        this.#waiting += 1;
      });
      void this.#quietly(asked).finally(() => {
        this.#requesting -= 1;
        this.#request();
      });
    }
  }

  #quietly(asked: Promise<unknown>): Promise<void> {
    return asked.then(
      () => undefined,
      (error: unknown) => this.#note(error),
    );
  }

  #note(error: unknown): void {
    const code = error instanceof WeftError ? error.code : String(error);
    this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(20, resolve);
    });
  }
}
