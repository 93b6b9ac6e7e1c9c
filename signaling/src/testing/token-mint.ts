import { type Directory, keys } from '@weft/proto';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What a token says. Members that are not given are as a good token has them. */
export interface TokenClaims {
  readonly subjectId?: string;
  readonly role?: string;
  readonly name?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now; negative = expired. */
  readonly expiresInS?: number;
  /** When it was made, milliseconds since the Unix epoch; the token does not say when absent. */
  readonly issuedAtMs?: number;
}

/** Makes session tokens as the control plane does, with a key of its own. */
export class TokenMint {
  readonly #key: CryptoKey;
  readonly #keyId: string;
  /** The public key set, as it stands in etcd. */
  readonly keySet: string;

  private constructor(key: CryptoKey, keyId: string, keySet: string) {
    this.#key = key;
    this.#keyId = keyId;
    this.keySet = keySet;
  }

  static async create(keyId = 'test-key'): Promise<TokenMint> {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const jwk = { ...(await exportJWK(publicKey)), kid: keyId, alg: 'EdDSA', use: 'sig' };
    return new TokenMint(privateKey, keyId, JSON.stringify({ keys: [jwk] }));
  }

  /** Puts the key set where edges look for it. */
  async publish(directory: Directory): Promise<void> {
    await directory.transact([{ do: 'put', key: keys.jwks, value: this.keySet }]);
  }

  token(claims: TokenClaims = {}): Promise<string> {
    const { role = 'customer', name = 'Test' } = claims;
    const iat = claims.issuedAtMs === undefined ? {} : { iat: claims.issuedAtMs / 1_000 };
    return new SignJWT({ role, name, ...iat })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.#keyId })
      .setIssuer(claims.issuer ?? 'weft')
      .setAudience(claims.audience ?? 'weft-edge')
      .setSubject(claims.subjectId ?? 'subject-1')
      .setExpirationTime(`${claims.expiresInS ?? 600}s`)
      .sign(this.#key);
  }
}
