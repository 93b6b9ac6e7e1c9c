import { type Clock, WeftError } from '@weft/proto';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Known } from './identify.ts';
import { normalForm } from './normal-form.ts';

/** Longer texts are not looked at. */
export const MAX_ACCOUNT_TOKEN_LENGTH = 4_096;
/** A page is rendered with a fresh one; what is good for longer could be found in an old page. */
const MAX_LIFE_S = 24 * 3_600;
/** Two machines' clocks differ by no more. */
const CLOCK_TOLERANCE_S = 60;

const text = (most: number) => z.string().trim().max(most);

/** What a shop says of the one who is signed in there: names are those of OpenID Connect, where it has them. */
const Claims = z.object({
  sub: text(128).min(1),
  name: text(80).optional(),
  level: text(40).optional(),
  value: z.int().min(0).max(1_000_000_000).optional(),
  locale: text(35).optional(),
  email: text(254).optional(),
  email_verified: z.boolean().optional(),
  phone_number: text(40).optional(),
  phone_number_verified: z.boolean().optional(),
  exp: z.number(),
});

/** Somebody who is signed in at the shop. */
export interface Account {
  readonly accountId: string;
  readonly name: string;
  readonly level: string | undefined;
  readonly value: number | undefined;
  readonly language: string | undefined;
  /** The account itself, and what the shop knows of it. */
  readonly known: readonly Known[];
}

function known(kind: 'email' | 'phone', shown: string | undefined, verified: boolean | undefined): Known[] {
  const value = shown === undefined ? undefined : normalForm(kind, shown);
  // A mailbox that anybody may type at the shop would let anybody in here.
  return value === undefined || shown === undefined
    ? []
    : [{ kind, value, shown, verified: verified === true }];
}

/**
 * Reads a shop's account token: a JWT (RFC 7519) signed with HS256 by the
 * secret that this installation shares with it, good for a day at most. Throws
 * TOKEN_EXPIRED, or TOKEN_INVALID when it is not the shop's.
 */
export async function readAccountToken(token: string, secret: Uint8Array, clock: Clock): Promise<Account> {
  const nowMs = clock.now();
  try {
    if (token.length > MAX_ACCOUNT_TOKEN_LENGTH) throw new Error('too long');
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ['HS256'],
      requiredClaims: ['exp', 'sub'],
      currentDate: new Date(nowMs),
      clockTolerance: CLOCK_TOLERANCE_S,
    });
    const claims = Claims.parse(payload);
    if (claims.exp > nowMs / 1_000 + MAX_LIFE_S + CLOCK_TOLERANCE_S) throw new Error('good for too long');
    return {
      accountId: claims.sub,
      name: claims.name ?? '',
      level: claims.level,
      value: claims.value,
      language: claims.locale,
      known: [
        { kind: 'account', value: claims.sub, shown: claims.sub, verified: true },
        ...known('email', claims.email, claims.email_verified),
        ...known('phone', claims.phone_number, claims.phone_number_verified),
      ],
    };
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw new WeftError('TOKEN_EXPIRED', 'the account token has expired', { cause: error });
    throw new WeftError('TOKEN_INVALID', "the account token is not the shop's", { cause: error });
  }
}
