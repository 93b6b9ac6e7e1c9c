import { emptyIndex, type Index } from './register.ts';

/** So many are remembered for certain, and twice as many at most. */
const REMEMBERED = 1_000;

/** Whom offers that are over were made to, to tell "over" from "never was"; never changed in place. */
export class SettledOffers {
  static readonly empty = new SettledOffers(emptyIndex(), emptyIndex());

  /** Agents by offer. */
  readonly #latest: Index<string>;
  readonly #earlier: Index<string>;

  private constructor(latest: Index<string>, earlier: Index<string>) {
    this.#latest = latest;
    this.#earlier = earlier;
  }

  /** Whose it was; undefined = it never was, or was forgotten. */
  agentOf(offerId: string): string | undefined {
    return this.#latest.get(offerId) ?? this.#earlier.get(offerId);
  }

  with(offerId: string, agentId: string): SettledOffers {
    return this.#latest.size < REMEMBERED
      ? new SettledOffers(this.#latest.with(offerId, agentId), this.#earlier)
      : new SettledOffers(emptyIndex<string>().with(offerId, agentId), this.#latest);
  }
}
