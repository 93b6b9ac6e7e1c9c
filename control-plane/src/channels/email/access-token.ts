import type { Clock, Log } from '@weft/proto';
import { z } from 'zod';
import { ask, type Fetch } from '../vendor-http.ts';
import type { MailMemory } from './mail-memory.ts';
import type { EmailSettings } from './settings.ts';

/** A token is not used in its last minute: a connection may be made with it a little later. */
const RENEW_BEFORE_MS = 60_000;
/** How long a token is good when the provider does not say (RFC 6749 section 5.1 only recommends that it does). */
const USUAL_LIFE_S = 300;

/** Numbers come as text, whatever their size. */
const Granted = z.object({
  access_token: z.string().min(1).max(8_192),
  /** To be used from now on (RFC 6749 section 6): Microsoft's old one ends after ninety days. */
  refresh_token: z.string().min(1).max(4_096).optional().catch(undefined),
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

interface AccessTokenOptions {
  readonly settings: TokenSettings;
  readonly memory: Pick<MailMemory, 'renewed' | 'keepRenewed'>;
  readonly fetcher: Fetch;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Access tokens for a mailbox (RFC 6749): by a refresh token that somebody gave
 * consent for (section 6), or where there is none by the client's own
 * credentials (section 4.4). One request at a time, however many wait.
 */
export class AccessToken {
  readonly #settings: TokenSettings;
  readonly #memory: Pick<MailMemory, 'renewed' | 'keepRenewed'>;
  readonly #fetcher: Fetch;
  readonly #clock: Clock;
  readonly #log: Log;
  /** What the provider gave in the place of the settings' refresh token; empty = nothing. */
  #renewed = '';
  #token = '';
  #untilMs = 0;
  #asking: Promise<string> | undefined;

  constructor(options: AccessTokenOptions) {
    this.#settings = options.settings;
    this.#memory = options.memory;
    this.#fetcher = options.fetcher;
    this.#clock = options.clock;
    this.#log = options.log;
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
    const given = this.#settings.oauthRefreshToken;
    if (given === '') return this.#askWith('');
    this.#renewed ||= (await this.#memory.renewed(given).catch(() => undefined)) ?? '';
    if (this.#renewed === '') return this.#askWith(given);
    try {
      return await this.#askWith(this.#renewed);
    } catch (error) {
      if (!(error instanceof NoAccessToken) || error.code !== 'sign-in-refused') throw error;
      // Consent was given anew under the token of the settings, or the last one was lost on its way.
      return this.#askWith(given);
    }
  }

  /** @param refreshToken empty = by the client's own credentials */
  async #askWith(refreshToken: string): Promise<string> {
    const { oauthTokenUrl, oauthClientId, oauthClientSecret, oauthScope } = this.#settings;
    const body = new URLSearchParams({
      ...(refreshToken === ''
        ? { grant_type: 'client_credentials' }
        : { grant_type: 'refresh_token', refresh_token: refreshToken }),
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
    await this.#keep(refreshToken, granted.refresh_token ?? '');
    return this.#token;
  }

  /** A refresh token that cannot be kept is used as long as this one lives. */
  async #keep(before: string, renewed: string): Promise<void> {
    if (before === '' || renewed === '' || renewed === before) return;
    this.#renewed = renewed;
    await this.#memory
      .keepRenewed(this.#settings.oauthRefreshToken, renewed)
      .catch((error: unknown) => this.#log.warn({ error: String(error) }, 'refresh token not kept'));
  }
}
