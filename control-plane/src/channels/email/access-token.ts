import type { Clock } from '@weft/proto';
import { z } from 'zod';
import { ask, type Fetch } from '../vendor-http.ts';
import type { EmailSettings } from './settings.ts';

/** A token is not used in its last minute: a connection may be made with it a little later. */
const RENEW_BEFORE_MS = 60_000;
/** How long a token is good when the provider does not say (RFC 6749 section 5.1 only recommends that it does). */
const USUAL_LIFE_S = 300;

/** Numbers come as text, whatever their size. */
const Granted = z.object({
  access_token: z.string().min(1).max(8_192),
  expires_in: z
    .string()
    .regex(/^\d{1,9}$/)
    .default(`${USUAL_LIFE_S}`),
});

/** Why there is no token: `sign-in-refused` when the provider does not want to, else `unavailable`. */
export class NoAccessToken extends Error {
  override readonly name = 'NoAccessToken';
  readonly code: 'sign-in-refused' | 'unavailable';

  constructor(code: NoAccessToken['code']) {
    super(`no access token: ${code}`);
    this.code = code;
  }
}

type TokenSettings = Pick<
  EmailSettings,
  'oauthTokenUrl' | 'oauthClientId' | 'oauthClientSecret' | 'oauthRefreshToken' | 'oauthScope'
>;

/**
 * Access tokens for a mailbox (RFC 6749): by a refresh token that somebody gave
 * consent for (section 6), or where there is none by the client's own
 * credentials (section 4.4). One request at a time, however many wait.
 */
export class AccessToken {
  readonly #settings: TokenSettings;
  readonly #fetcher: Fetch;
  readonly #clock: Clock;
  #token = '';
  #untilMs = 0;
  #asking: Promise<string> | undefined;

  constructor(settings: TokenSettings, fetcher: Fetch, clock: Clock) {
    this.#settings = settings;
    this.#fetcher = fetcher;
    this.#clock = clock;
  }

  /** A token that holds. `renew` = the last one was refused. Throws NoAccessToken. */
  async get(renew = false): Promise<string> {
    if (!renew && this.#untilMs - RENEW_BEFORE_MS > this.#clock.now()) return this.#token;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<string> {
    const { oauthTokenUrl, oauthClientId, oauthClientSecret, oauthRefreshToken, oauthScope } = this.#settings;
    const body = new URLSearchParams({
      ...(oauthRefreshToken === ''
        ? { grant_type: 'client_credentials' }
        : { grant_type: 'refresh_token', refresh_token: oauthRefreshToken }),
      ...{ client_id: oauthClientId, client_secret: oauthClientSecret },
      ...(oauthScope === '' ? {} : { scope: oauthScope }),
    });
    const askedAtMs = this.#clock.now();
    const reply = await ask(this.#fetcher, new URL(oauthTokenUrl), { method: 'POST', body });
    if (reply.is !== 'json' || reply.status >= 500) throw new NoAccessToken('unavailable');
    const granted = Granted.safeParse(reply.body).data;
    if (reply.status !== 200 || granted === undefined) throw new NoAccessToken('sign-in-refused');
    this.#token = granted.access_token;
    this.#untilMs = askedAtMs + Number(granted.expires_in) * 1_000;
    return this.#token;
  }
}
