import { type Clock, type Directory, isId, keys, type Log, type View, WeftError } from '@weft/proto';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Admission, Identity } from '../ports.ts';
import type { SignOuts } from './sign-outs.ts';

const ISSUER = 'weft';
const AUDIENCE = 'weft-edge';
/** How far the control plane's clock may be from ours. */
const CLOCK_TOLERANCE_S = 5;

/** The Ed25519 keys of a JSON Web Key Set (RFC 7517, RFC 8037); other members are passed over. */
const keySetSchema = z.object({
  keys: z
    .array(z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() }))
    .min(1)
    .max(16),
});

const claimsSchema = z.object({
  sub: z.string().refine(isId),
  role: z.enum(['customer', 'agent', 'operator']),
  name: z.string().default(''),
  iat: z.number().min(0).default(0),
});

const NAME_CHARS = 80;

type Keys = ReturnType<typeof createLocalJWKSet>;

export interface JwtAdmissionOptions {
  readonly directory: Directory;
  readonly signOuts: Pick<SignOuts, 'covers'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Checks session tokens (JWT, EdDSA) against the key set that the control
 * plane keeps in etcd. The set is watched; while etcd is away, or holds
 * something unreadable, the last good one stays in use.
 */
export class JwtAdmission implements Admission, AsyncDisposable {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #signOuts: JwtAdmissionOptions['signOuts'];
  readonly #view: View;
  #keys: Keys | undefined;

  private constructor(view: View, options: JwtAdmissionOptions) {
    this.#view = view;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#signOuts = options.signOuts;
    view.onChange((key, entry) => {
      if (key === keys.jwks && entry !== undefined) this.#use(entry.value);
    });
    const entry = view.entries.get(keys.jwks);
    if (entry !== undefined) this.#use(entry.value);
  }

  /** Resolves when the key set, if there is one yet, has been read. Throws WeftError while etcd is away. */
  static async create(options: JwtAdmissionOptions): Promise<JwtAdmission> {
    return new JwtAdmission(await options.directory.watch(keys.jwks), options);
  }

  get unready(): string | undefined {
    return this.#keys === undefined ? 'no key to check tokens with yet' : undefined;
  }

  async admit(token: string): Promise<Identity> {
    if (this.#keys === undefined)
      throw new WeftError('UNAVAILABLE', 'There is no key to check tokens with yet');
    const claims = claimsSchema.safeParse(await this.#verify(token, this.#keys));
    if (!claims.success) throw new WeftError('TOKEN_INVALID', 'The token lacks a claim');
    const { sub, role, name, iat } = claims.data;
    const identity = {
      ...{ subjectId: sub, role, displayName: name.slice(0, NAME_CHARS) },
      issuedAtMs: Math.round(iat * 1_000),
    };
    if (!this.stands(identity)) throw new WeftError('TOKEN_EXPIRED', 'The session was ended');
    return identity;
  }

  stands({ subjectId, issuedAtMs }: Identity): boolean {
    return !this.#signOuts.covers(subjectId, issuedAtMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#view[Symbol.asyncDispose]();
  }

  async #verify(token: string, keySet: Keys): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: ['EdDSA'],
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(this.#clock.now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new WeftError('TOKEN_EXPIRED', undefined, { cause: error });
      throw new WeftError('TOKEN_INVALID', undefined, { cause: error });
    }
  }

  #use(text: string): void {
    const read = readKeySet(text);
    if (read === undefined) {
      this.#log.warn({}, 'key set cannot be read; the one before stays in use');
      return;
    }
    this.#keys = createLocalJWKSet(read);
    this.#log.info({ keyIds: read.keys.map((key) => key.kid) }, 'key set read');
  }
}

function readKeySet(text: string): JSONWebKeySet | undefined {
  try {
    return keySetSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
