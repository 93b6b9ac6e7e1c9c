import { type Clock, type Log, WeftError } from '@weft/proto';
import { z } from 'zod';
import type { AccountMemory } from '../channel.ts';
import { ask, type Fetch } from '../vendor-http.ts';
import type { WechatSettings } from './settings.ts';

/** WeChat makes the next token so long before the end; both hold meanwhile. */
const RENEW_BEFORE_MS = 300_000;
/** A token by force: WeChat allows 20 a day, 30 s apart. */
const FORCE_APART_MS = 31_000;
const FORCES_A_DAY = 18;
const DAY_MS = 86_400_000;

const answerSchema = z.object({
  access_token: z.string().min(1).max(2_048),
  expires_in: z.string().regex(/^\d{1,6}$/),
});
const errorSchema = z.object({ errcode: z.string() });

/** What is kept over a restart. */
const keptSchema = z.object({
  appId: z.string(),
  token: z.string(),
  untilMs: z.number(),
  forcedAtMs: z.array(z.number()).max(FORCES_A_DAY + 1),
});
type Kept = z.output<typeof keptSchema>;

/**
 * The one token of an account, by stable_token: asked for when there is none,
 * when it is about to end and when WeChat does not take it any more; one request
 * at a time, however many wait for it. Only who leases the account has this.
 */
export class AccessToken {
  readonly #settings: WechatSettings;
  readonly #memory: AccountMemory;
  readonly #fetcher: Fetch;
  readonly #clock: Clock;
  readonly #log: Log;
  #kept: Kept;
  #asking: Promise<string> | undefined;

  private constructor(options: AccessTokenOptions, kept: Kept) {
    this.#settings = options.settings;
    this.#memory = options.memory;
    this.#fetcher = options.fetcher;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#kept = kept;
  }

  /** Takes up what an earlier owner kept. Throws UNAVAILABLE. */
  static async create(options: AccessTokenOptions): Promise<AccessToken> {
    const { appId } = options.settings;
    const kept = readKept(await options.memory.read());
    const fresh: Kept = { appId, token: '', untilMs: 0, forcedAtMs: [] };
    return new AccessToken(options, kept?.appId === appId ? kept : fresh);
  }

  /** A token that holds. Throws UNAVAILABLE; SIGN_IN_REFUSED when app id and secret are not a pair. */
  async get(): Promise<string> {
    const { token, untilMs } = this.#kept;
    return untilMs - RENEW_BEFORE_MS > this.#clock.now() ? token : this.#askOnce('');
  }

  /** Told that WeChat refused this one; the one to use now. Throws as `get`. */
  async instead(refused: string): Promise<string> {
    return this.#kept.token === refused ? this.#askOnce(refused) : this.get();
  }

  #askOnce(refused: string): Promise<string> {
    this.#asking ??= this.#renew(refused).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #renew(refused: string): Promise<string> {
    const given = await this.#ask(false);
    if (given !== refused) return given;
    // The same again, though it is not taken: somebody made it void.
    const nowMs = this.#clock.now();
    const forced = this.#kept.forcedAtMs.filter((atMs) => atMs > nowMs - DAY_MS);
    if (forced.length >= FORCES_A_DAY || nowMs - (forced.at(-1) ?? 0) < FORCE_APART_MS)
      throw new WeftError('UNAVAILABLE', 'no other token may be asked for yet');
    this.#kept = { ...this.#kept, forcedAtMs: [...forced, nowMs] };
    this.#log.info({ forcedToday: forced.length + 1 }, 'access token renewed by force');
    return this.#ask(true);
  }

  async #ask(force: boolean): Promise<string> {
    const { appId, appSecret, apiUrl } = this.#settings;
    const reply = await ask(this.#fetcher, new URL('/cgi-bin/stable_token', apiUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: force },
      }),
    });
    if (reply.is !== 'json') throw new WeftError('UNAVAILABLE', 'no answer about an access token');
    const answer = answerSchema.safeParse(reply.body);
    if (!answer.success) throw refusal(reply.body);
    const { access_token: token, expires_in: seconds } = answer.data;
    this.#kept = { ...this.#kept, token, untilMs: this.#clock.now() + Number(seconds) * 1_000 };
    // A token that is not kept is asked for again by the next owner: no reason to fail.
    await this.#memory.write(JSON.stringify(this.#kept)).catch((error: unknown) => {
      this.#log.warn({ error: String(error) }, 'access token not kept');
    });
    return token;
  }
}

interface AccessTokenOptions {
  readonly settings: WechatSettings;
  readonly memory: AccountMemory;
  readonly fetcher: Fetch;
  readonly clock: Clock;
  readonly log: Log;
}

/** Wrong app id, wrong secret, an address that is not on the list: people must mend it. */
const FOR_PEOPLE = new Set(['40013', '40125', '40164', '41002', '41004', '50004', '50007']);

function refusal(body: unknown): WeftError {
  const error = errorSchema.safeParse(body);
  const code = error.success ? error.data.errcode.slice(0, 12) : 'unknown';
  return FOR_PEOPLE.has(code)
    ? new WeftError('SIGN_IN_REFUSED', `WeChat gives no token: ${code}`)
    : new WeftError('UNAVAILABLE', `WeChat gives no token now: ${code}`);
}

function readKept(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  try {
    return keptSchema.parse(JSON.parse(text));
  } catch {
    // Of another version: as if nothing were kept.
    return undefined;
  }
}
