import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LIFE_S = 600;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Makes session tokens for agents of a local stack with the stack's own key:
 * signing in hundreds of them would measure the hashing of their passwords.
 */
export class StaffTokens {
  readonly #key: KeyObject;
  readonly #keyId: string;

  private constructor(key: KeyObject, keyId: string) {
    this.#key = key;
    this.#keyId = keyId;
  }

  static async of(dataDir: string): Promise<StaffTokens> {
    const text = await readFile(join(dataDir, 'control-key.json'), 'utf8');
    const key = createPrivateKey({ key: JSON.parse(text), format: 'jwk' });
    const { crv, kty, x } = key.export({ format: 'jwk' });
    // The key's name is its thumbprint (RFC 7638): the members that it needs, in their order.
    const keyId = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
    return new StaffTokens(key, keyId);
  }

  agent(agentId: string, nowMs: number): string {
    const issuedAtS = Math.floor(nowMs / 1_000);
    const header = part({ alg: 'EdDSA', kid: this.#keyId, typ: 'JWT' });
    const payload = part({
      ...{ iss: 'weft', aud: 'weft-edge', sub: agentId, role: 'agent', name: agentId },
      ...{ iat: issuedAtS, exp: issuedAtS + LIFE_S },
    });
    const signed = `${header}.${payload}`;
    return `${signed}.${sign(null, Buffer.from(signed), this.#key).toString('base64url')}`;
  }
}
