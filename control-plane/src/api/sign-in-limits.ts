import { randomBytes } from 'node:crypto';
import { type Clock, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import { readBrowserCookie, setBrowserCookie } from './cookie.ts';
import { addressName, RateLimit } from './rate-limit.ts';
import { BROWSER_LIFE_MS, type KnownBrowser, type Tokens } from './tokens.ts';

const MAX_ADDRESSES = 20_000;
const MAX_LOGINS = 20_000;
const MAX_BROWSERS = 20_000;
/** People who share a browser; of more, those who signed in last. */
const MAX_SHARING = 8;

/** A try to sign in that was let through. */
export interface SignInTry {
  /** It was the right password, and does not count. */
  giveBack(): void;
}

/**
 * How often passwords may be tried: from one address, for one login. A browser
 * that this person has signed in from before has tries of its own, so that
 * nobody who guesses from elsewhere, however often, keeps them out.
 */
export class SignInLimits {
  readonly #tokens: Tokens;
  readonly #byAddress: RateLimit;
  readonly #byLogin: RateLimit;
  readonly #byBrowser: RateLimit;

  constructor(tokens: Tokens, clock: Clock, perMinute: number) {
    const pace = { clock, burst: perMinute, perMinute };
    this.#tokens = tokens;
    this.#byAddress = new RateLimit({ ...pace, maxNames: MAX_ADDRESSES });
    this.#byLogin = new RateLimit({ ...pace, maxNames: MAX_LOGINS });
    this.#byBrowser = new RateLimit({ ...pace, maxNames: MAX_BROWSERS });
  }

  /** Throws RATE_LIMITED with when to come back. */
  async take(request: FastifyRequest, login: string): Promise<SignInTry> {
    const browser = await this.#browserOf(request);
    if (browser?.logins.includes(login) === true) {
      const name = `${browser.browserId} ${login}`;
      refuseFor(this.#byBrowser.take(name));
      return { giveBack: () => this.#byBrowser.giveBack(name) };
    }
    const address = addressName(request.ip);
    refuseFor(this.#byAddress.take(address) || this.#byLogin.take(login));
    return {
      giveBack: () => {
        this.#byAddress.giveBack(address);
        this.#byLogin.giveBack(login);
      },
    };
  }

  /** The Set-Cookie value by which the browser is known as one that this person signed in from. */
  async cookieFor(request: FastifyRequest, login: string, secure: boolean): Promise<string> {
    const known = await this.#browserOf(request);
    const browserId = known?.browserId ?? randomBytes(16).toString('base64url');
    const others = known?.logins.filter((other) => other !== login) ?? [];
    const logins = [login, ...others].slice(0, MAX_SHARING);
    const { token } = await this.#tokens.issueBrowser({ browserId, logins });
    return setBrowserCookie(token, BROWSER_LIFE_MS, secure);
  }

  async #browserOf({ headers }: FastifyRequest): Promise<KnownBrowser | undefined> {
    const token = readBrowserCookie(headers.cookie);
    if (token === undefined) return undefined;
    return this.#tokens.readBrowser(token).catch((error: unknown) => {
      if (error instanceof WeftError) return undefined;
      throw error;
    });
  }
}

function refuseFor(waitMs: number): void {
  if (waitMs > 0) throw new WeftError('RATE_LIMITED', 'too many tries to sign in', { retryAfterMs: waitMs });
}
