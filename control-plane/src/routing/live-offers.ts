import type { LiveOffer } from './queue.ts';
import { emptyIndex, type Index, Register } from './register.ts';
import { type Change, Tree } from './tree.ts';

/** A ringing offer's end, and which of several came first. */
interface Due {
  readonly atMs: number;
  readonly number: number;
  readonly offer: LiveOffer;
}

const NONE: readonly string[] = [];
const byTime = (a: Due, b: Due): number => a.atMs - b.atMs || a.number - b.number;

/** The offers of a queue that are not over, found by id, by call and by when they end; never changed in place. */
export class LiveOffers {
  static readonly empty = new LiveOffers(Register.empty(), emptyIndex(), Tree.empty(byTime));

  readonly #offers: Register<LiveOffer>;
  /** Offers by the call they are for, in the order in which they were made. */
  readonly #ofCall: Index<readonly string[]>;
  /** Those that ring. */
  readonly #dues: Tree<Due, Due>;

  private constructor(offers: Register<LiveOffer>, ofCall: Index<readonly string[]>, dues: Tree<Due, Due>) {
    this.#offers = offers;
    this.#ofCall = ofCall;
    this.#dues = dues;
  }

  get size(): number {
    return this.#offers.size;
  }

  get(offerId: string): LiveOffer | undefined {
    return this.#offers.get(offerId);
  }

  has(offerId: string): boolean {
    return this.#offers.has(offerId);
  }

  /** In the order in which they were made. */
  values(): Iterable<LiveOffer> {
    return this.#offers.values();
  }

  /** Offers and invitations of one call, in the order in which they were made. */
  ofCall(callId: string): readonly LiveOffer[] {
    return (this.#ofCall.get(callId) ?? NONE).flatMap((offerId) => this.#offers.get(offerId) ?? []);
  }

  /** When the next one ends that nobody answers (monotonic); undefined = none rings. */
  get dueAtMs(): number | undefined {
    return this.#dues.first?.atMs;
  }

  /** Those that ring and have had their time, in the order in which they were made. */
  overdue(nowMs: number): readonly LiveOffer[] {
    const overdue: Due[] = [];
    for (const due of this.#dues.values()) {
      if (due.atMs > nowMs) break;
      overdue.push(due);
    }
    return overdue.sort((a, b) => a.number - b.number).map(({ offer }) => offer);
  }

  /** One that is there may be in another phase now, and is otherwise as it was. */
  with(offer: LiveOffer): LiveOffers {
    const { offerId, callId } = offer;
    const before = this.#dueOf(this.#offers.get(offerId));
    const offers = this.#offers.with(offerId, offer);
    const rest = before === undefined ? this.#dues : this.#dues.without(before);
    const due = dueOf(offer, offers);
    return new LiveOffers(
      offers,
      this.has(offerId)
        ? this.#ofCall
        : this.#ofCall.with(callId, [...(this.#ofCall.get(callId) ?? NONE), offerId]),
      due === undefined ? rest : rest.with(due, due),
    );
  }

  without(offerId: string): LiveOffers {
    const offer = this.#offers.get(offerId);
    if (offer === undefined) return this;
    const others = (this.#ofCall.get(offer.callId) ?? NONE).filter((id) => id !== offerId);
    const due = this.#dueOf(offer);
    return new LiveOffers(
      this.#offers.without(offerId),
      others.length === 0 ? this.#ofCall.without(offer.callId) : this.#ofCall.with(offer.callId, others),
      due === undefined ? this.#dues : this.#dues.without(due),
    );
  }

  /** Offers that are other than in those that these came from, in the order in which they were made. */
  changesSince(before: LiveOffers): readonly Change<LiveOffer>[] {
    return this.#offers.changesSince(before.#offers);
  }

  #dueOf(offer: LiveOffer | undefined): Due | undefined {
    return offer === undefined ? undefined : dueOf(offer, this.#offers);
  }
}

function dueOf(offer: LiveOffer, offers: Register<LiveOffer>): Due | undefined {
  const number = offers.numberOf(offer.offerId);
  if (offer.phase !== 'ringing' || number === undefined) return undefined;
  return { atMs: offer.offeredAtMs + offer.timeoutMs, number, offer };
}
