import type { Clock } from '@weft/proto';

interface Issued {
  readonly token: string;
  readonly endsMs: number;
}

/** From the document of getStableAccessToken. */
const LIFE_MS = 7_200_000;
const RENEWED_BEFORE_MS = 300_000;
const FORCED_APART_MS = 30_000;
const FORCED_A_DAY = 20;
const DAY_MS = 86_400_000;

/** What the platform says of a token, as a return code. */
const TOKEN_WRONG = 40001;
const TOKEN_OLD = 42001;
const TOO_OFTEN = 45009;

/**
 * The platform's side of stable_token: the same token until five minutes before
 * its end, then the next one while both hold; by force the old one ends at once.
 */
export class Tokens {
  readonly #clock: Clock;
  readonly #random: () => string;
  readonly #lifeMs: number;
  #issued: readonly Issued[] = [];
  #forcedAtMs: readonly number[] = [];
  /** Requests that were answered with a token. */
  given = 0;

  constructor(clock: Clock, random: () => string, lifeMs = LIFE_MS) {
    this.#clock = clock;
    this.#random = random;
    this.#lifeMs = lifeMs;
  }

  give(force: boolean): { readonly token: string; readonly seconds: number } | { readonly errcode: number } {
    const nowMs = this.#clock.now();
    if (force) {
      this.#forcedAtMs = this.#forcedAtMs.filter((atMs) => atMs > nowMs - DAY_MS);
      const lastMs = this.#forcedAtMs.at(-1) ?? Number.NEGATIVE_INFINITY;
      if (this.#forcedAtMs.length >= FORCED_A_DAY || nowMs - lastMs < FORCED_APART_MS)
        return { errcode: TOO_OFTEN };
      this.#forcedAtMs = [...this.#forcedAtMs, nowMs];
      this.#issued = [];
    }
    this.#issued = this.#issued.filter(({ endsMs }) => endsMs > nowMs);
    const renewBeforeMs = Math.min(RENEWED_BEFORE_MS, this.#lifeMs / 2);
    let newest = this.#issued.at(-1);
    if (newest === undefined || newest.endsMs - nowMs <= renewBeforeMs) {
      newest = { token: this.#random(), endsMs: nowMs + this.#lifeMs };
      this.#issued = [...this.#issued.slice(-1), newest];
    }
    this.given += 1;
    return { token: newest.token, seconds: Math.floor((newest.endsMs - nowMs) / 1_000) };
  }

  /** 0 = it holds. */
  check(token: string): number {
    const found = this.#issued.find((one) => one.token === token);
    if (found === undefined) return TOKEN_WRONG;
    return found.endsMs > this.#clock.now() ? 0 : TOKEN_OLD;
  }

  /** Makes every token void, as a stranger with the secret could. */
  void(): void {
    this.#issued = [];
  }
}
