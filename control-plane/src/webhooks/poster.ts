import { lookup } from 'node:dns';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Clock } from '@weft/proto';
import { isTaken } from './fate.ts';
import { hostOf, isPublicAddress } from './public-address.ts';
import { signedHeaders } from './signature.ts';

/** How long an endpoint may take, from the look-up of its name to the end of its answer. */
const TIMEOUT_MS = 10_000;
/** Of an answer nothing is read but its status; so much of the rest is waited for. */
const MAX_ANSWER_BYTES = 16_384;

/** Why a try failed. */
export type TryReason =
  | 'status'
  | 'redirected'
  | 'timeout'
  /** Its name leads into one's own network. */
  | 'address'
  | 'certificate'
  | 'unreachable'
  /** This instance has not the key that its secret was sealed with. */
  | 'secret'
  /** What it was about is there no more. */
  | 'gone';

/** What came of a try. */
export interface Answer {
  /** 0 = there was none. */
  readonly status: number;
  /** Empty = it has taken it. */
  readonly reason: TryReason | '';
  readonly tookMs: number;
}

export interface Posting {
  readonly url: string;
  readonly secret: string;
  readonly id: string;
  readonly body: string;
  /** It is given up at once. */
  readonly signal?: AbortSignal;
}

/** A name leads to where nothing is sent. */
class RefusedAddress extends Error {}
class TimedOut extends Error {}

/** Resolves names as ever, and refuses those that lead anywhere else than to the internet: what is connected to is what was looked at. */
const lookupPublic: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return done(error ?? new Error('no address'), '', 0);
    if (!addresses.every(({ address }) => isPublicAddress(address))) return done(new RefusedAddress(), '', 0);
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family);
  });
};

/** Posts events to endpoints: within a time, following nowhere, and only to where it may. Never throws. */
export class Poster {
  readonly #clock: Clock;
  /** Whether http, and addresses of one's own network, are allowed. */
  readonly ownNetwork: boolean;

  constructor({ clock, ownNetwork }: { readonly clock: Clock; readonly ownNetwork: boolean }) {
    this.#clock = clock;
    this.ownNetwork = ownNetwork;
  }

  async post({ url, secret, id, body, signal }: Posting): Promise<Answer> {
    const begun = this.#clock.monotonic();
    const took = (): number => Math.round(this.#clock.monotonic() - begun);
    try {
      const headers = signedHeaders(secret, { id, atMs: this.#clock.now(), body });
      const status = await this.#ask(new URL(url), headers, body, signal);
      const redirected = status >= 300 && status < 400;
      return {
        ...{ status, tookMs: took() },
        reason: isTaken(status) ? '' : redirected ? 'redirected' : 'status',
      };
    } catch (error) {
      return { status: 0, reason: reasonOf(error), tookMs: took() };
    }
  }

  async #ask(
    url: URL,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    const host = hostOf(url);
    // An address in the place of a name is never looked up.
    if (!this.ownNetwork && (url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublicAddress(host))))
      throw new RefusedAddress();
    const request: ClientRequest = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      // Each on a connection of its own: one that was kept may have died unseen.
      agent: false,
      ...(this.ownNetwork ? {} : { lookup: lookupPublic }),
      ...(signal === undefined ? {} : { signal }),
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Weft-Webhooks',
      },
    });
    using _ = this.#clock.after(TIMEOUT_MS, () => request.destroy(new TimedOut()));
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    request.once('response', resolve);
    // Kept to the end: what breaks after the answer is nobody's error.
    request.on('error', reject);
    request.end(body);
    const response = await promise;
    try {
      let bytes = 0;
      for await (const part of response) {
        bytes += Buffer.byteLength(part);
        if (bytes > MAX_ANSWER_BYTES) break;
      }
    } catch {
      // It has answered.
    }
    request.destroy();
    return response.statusCode ?? 0;
  }
}

function reasonOf(error: unknown): TryReason {
  if (error instanceof TimedOut) return 'timeout';
  if (error instanceof RefusedAddress) return 'address';
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /CERT|TLS|SIGNATURE|ISSUER/.test(code) ? 'certificate' : 'unreachable';
}
