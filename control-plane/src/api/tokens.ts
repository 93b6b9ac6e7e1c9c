import { type Clock, WeftError } from '@weft/proto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { People } from '../ports.ts';
import type { KeyRing } from './key-ring.ts';

const ISSUER = 'weft';
/** Who a session token is for: edges, and this API itself. */
const SESSION_AUDIENCE = 'weft-edge';
/** Who a refresh cookie is for: this API only. An edge refuses it. */
const REFRESH_AUDIENCE = 'weft-refresh';
/** What the cookie of a known browser is for: trying passwords of those who signed in there. */
const BROWSER_AUDIENCE = 'weft-browser';
/** What a ticket to look at a mail is for: that mail, shown so, to the agent who asked. */
const ORIGINAL_AUDIENCE = 'weft-original';

/** How long a session token is good. Checked when a socket says hello, so this bounds joining; SignOutRecords end staying. */
const SESSION_LIFE_MS = 10 * 60_000;
/** How long a frame may take to ask for the mail that is to be shown in it. */
const ORIGINAL_LIFE_MS = 60_000;
/** How long an agent stays signed in without giving the password again: one long shift. Never prolonged. */
export const REFRESH_LIFE_MS = 12 * 3_600_000;
/** For how long a browser is known after somebody last signed in there. */
export const BROWSER_LIFE_MS = 180 * 24 * 3_600_000;
/** For how long after its end a guest's token still says who the guest was. */
export const GUEST_MEMORY_MS = 24 * 3_600_000;
/** Longer texts are not looked at. */
export const MAX_TOKEN_LENGTH = 4_096;

const Roles = z.enum(['customer', 'agent', 'operator']);

/** Who a session token says its bearer is. */
export interface Bearer {
  readonly subjectId: string;
  readonly role: z.infer<typeof Roles>;
  readonly name: string;
  /** Of a customer whom the shop has signed in, a text that follows from the account; else empty. */
  readonly account: string;
}

/** What a refresh cookie says. */
export interface RefreshClaims {
  readonly login: string;
  /** Changes with the password, so that a new password ends what the old one began. */
  readonly generation: string;
}

/** A refresh cookie that was read. */
export interface ReadRefresh extends RefreshClaims {
  readonly issuedAtMs: number;
}

/** A browser that staff have signed in from. */
export interface KnownBrowser {
  readonly browserId: string;
  /** Who signed in there, the last one first. */
  readonly logins: readonly string[];
}

/** What a ticket to look at a mail says. */
export interface OriginalClaims {
  readonly agentId: string;
  readonly originalId: string;
  /** Pictures from elsewhere are fetched. */
  readonly remotePictures: boolean;
}

/** A token and when it ends. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

const SessionPayload = z.object({
  sub: z.string().min(1),
  role: Roles,
  name: z.string(),
  acc: z.string().default(''),
  iat: z.number().min(0).default(0),
});
const OriginalPayload = z.object({ sub: z.string().min(1), mail: z.string().min(1), remote: z.boolean() });
const BrowserPayload = z.object({ sub: z.string().min(1), logins: z.array(z.string()) });
const RefreshPayload = z.object({ sub: z.string().min(1), gen: z.string().min(1), iat: z.number() });

/** Issues and checks Weft's tokens: JWTs (RFC 7519) signed with Ed25519 (RFC 8037). */
export class Tokens {
  readonly #ring: KeyRing;
  readonly #clock: Clock;
  readonly #people: Pick<People, 'haveEnded'>;

  constructor(ring: KeyRing, clock: Clock, people: Pick<People, 'haveEnded'>) {
    this.#ring = ring;
    this.#clock = clock;
    this.#people = people;
  }

  /** A token that opens a session at any edge. */
  issueSession(bearer: Bearer): Promise<IssuedToken> {
    const { subjectId, role, name, account } = bearer;
    const claims = { role, name, ...(account === '' ? {} : { acc: account }) };
    return this.#issue(SESSION_AUDIENCE, subjectId, claims, SESSION_LIFE_MS);
  }

  /** A token that gets new session tokens for the same person. */
  issueRefresh(claims: RefreshClaims): Promise<IssuedToken> {
    return this.#issue(REFRESH_AUDIENCE, claims.login, { gen: claims.generation }, REFRESH_LIFE_MS);
  }

  /**
   * Who bears this session token. Throws TOKEN_EXPIRED, also when the person was
   * signed out since, or TOKEN_INVALID when it is not one of ours. `graceMs`: a token that ended no longer ago is taken.
   */
  async readSession(token: string, graceMs = 0): Promise<Bearer> {
    const { sub, role, name, acc, iat } = await this.#read(token, SESSION_AUDIENCE, SessionPayload, graceMs);
    if (this.#people.haveEnded(sub, Math.round(iat * 1_000)))
      throw new WeftError('TOKEN_EXPIRED', 'the session was ended');
    return { subjectId: sub, role, name, account: acc };
  }

  /** What the refresh cookie says. Throws TOKEN_EXPIRED or TOKEN_INVALID. */
  async readRefresh(token: string): Promise<ReadRefresh> {
    const { sub, gen, iat } = await this.#read(token, REFRESH_AUDIENCE, RefreshPayload, 0);
    return { login: sub, generation: gen, issuedAtMs: Math.round(iat * 1_000) };
  }

  /** A token by which a browser is known again. It lets nobody in. */
  issueBrowser({ browserId, logins }: KnownBrowser): Promise<IssuedToken> {
    return this.#issue(BROWSER_AUDIENCE, browserId, { logins: [...logins] }, BROWSER_LIFE_MS);
  }

  /** The browser that has this token. Throws TOKEN_EXPIRED or TOKEN_INVALID. */
  async readBrowser(token: string): Promise<KnownBrowser> {
    const { sub, logins } = await this.#read(token, BROWSER_AUDIENCE, BrowserPayload, 0);
    return { browserId: sub, logins };
  }

  /** A ticket for a frame, which can send no token: it is in the address, and ends soon. */
  issueOriginal({ agentId, originalId, remotePictures }: OriginalClaims): Promise<IssuedToken> {
    const claims = { mail: originalId, remote: remotePictures };
    return this.#issue(ORIGINAL_AUDIENCE, agentId, claims, ORIGINAL_LIFE_MS);
  }

  /** What the ticket is for. Throws TOKEN_EXPIRED or TOKEN_INVALID. */
  async readOriginal(ticket: string): Promise<OriginalClaims> {
    const { sub, mail, remote } = await this.#read(ticket, ORIGINAL_AUDIENCE, OriginalPayload, 0);
    return { agentId: sub, originalId: mail, remotePictures: remote };
  }

  async #issue(audience: string, subject: string, claims: JWTPayload, lifeMs: number): Promise<IssuedToken> {
    const { kid, privateKey } = this.#ring.own;
    // To the millisecond (a NumericDate may have a fraction, RFC 7519 section 2): what is ended is ended by when it was made.
    const issuedAtS = Math.floor(this.#clock.now()) / 1_000;
    const expiresAtS = Math.floor(issuedAtS) + Math.floor(lifeMs / 1_000);
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setSubject(subject)
      .setIssuedAt(issuedAtS)
      .setExpirationTime(expiresAtS)
      .sign(privateKey);
    return { token, expiresAtMs: expiresAtS * 1_000 };
  }

  async #read<Payload>(
    token: string,
    audience: string,
    shape: z.ZodType<Payload>,
    graceMs: number,
  ): Promise<Payload> {
    if (token.length > MAX_TOKEN_LENGTH) throw new WeftError('TOKEN_INVALID', 'the token is too long');
    try {
      const { payload } = await jwtVerify(token, this.#ring.find, {
        issuer: ISSUER,
        audience,
        algorithms: ['EdDSA'],
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(this.#clock.now()),
        clockTolerance: Math.floor(graceMs / 1_000),
      });
      return shape.parse(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new WeftError('TOKEN_EXPIRED', undefined, { cause: error });
      throw new WeftError('TOKEN_INVALID', undefined, { cause: error });
    }
  }
}
