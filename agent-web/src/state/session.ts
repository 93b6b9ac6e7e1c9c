import { type Clock, type Log, WeftError } from '@weft/proto';
import type { EdgeAddress } from '../link/index.ts';
import type { Api, Grant } from './api.ts';

/** A token is renewed this long before it ends, so that it is still good when the edge reads it. */
const RENEW_BEFORE_MS = 30_000;
/** An edge list older than this is asked for again, beside the connection attempt that uses it. */
const EDGES_GOOD_FOR_MS = 20_000;

/** Gives tokens and edges for the link, from whatever grants them. */
export class Session {
  readonly #renew: () => Promise<Grant>;
  readonly #api: Pick<Api, 'edges'>;
  readonly #clock: Clock;
  readonly #log: Log;
  #grant: Grant | undefined;
  #renewing: Promise<Grant> | undefined;
  #edges: readonly EdgeAddress[] = [];
  #edgesAtMs = 0;

  /** @param renew asks for a grant: as a guest, or by the refresh cookie */
  constructor(renew: () => Promise<Grant>, api: Pick<Api, 'edges'>, clock: Clock, log: Log) {
    this.#renew = renew;
    this.#api = api;
    this.#clock = clock;
    this.#log = log;
  }

  get grant(): Grant | undefined {
    return this.#grant;
  }

  /** Takes a grant that came otherwise, by signing in. */
  take(grant: Grant): void {
    this.#renewing = undefined;
    this.#grant = grant;
    this.#edges = grant.edges;
    this.#edgesAtMs = this.#clock.monotonic();
  }

  forget(): void {
    this.#grant = undefined;
    this.#renewing = undefined;
  }

  /** For the link: a token that is good for a while yet. `renew` = the last one was refused. */
  readonly token = async (renew: boolean): Promise<string> => {
    const { token } = await this.#current(renew);
    return token;
  };

  /**
   * For the link: where to connect. What is known is given at once, since a reconnect must not wait for
   * HTTP; it is brought up to date beside it.
   */
  readonly edges = async (): Promise<readonly EdgeAddress[]> => {
    if (this.#grant === undefined) await this.#current(false);
    if (this.#clock.monotonic() - this.#edgesAtMs > EDGES_GOOD_FOR_MS) void this.#updateEdges();
    return this.#edges;
  };

  async #current(renew: boolean): Promise<Grant> {
    const grant = this.#grant;
    if (!renew && grant !== undefined && grant.expiresAtMs - RENEW_BEFORE_MS > this.#clock.now())
      return grant;
    const renewing = this.#renewing ?? this.#renew();
    this.#renewing = renewing;
    try {
      const renewed = await renewing;
      if (this.#renewing === renewing) this.take(renewed);
      // Signed out meanwhile, or somebody else in: it is for nobody here.
      if (this.#grant !== renewed) throw new WeftError('UNAVAILABLE');
      return renewed;
    } finally {
      if (this.#renewing === renewing) this.#renewing = undefined;
    }
  }

  async #updateEdges(): Promise<void> {
    this.#edgesAtMs = this.#clock.monotonic();
    try {
      const edges = await this.#api.edges();
      if (edges.length > 0) this.#edges = edges;
    } catch (error) {
      this.#log.debug({ error: String(error) }, 'edge list not updated');
    }
  }
}
