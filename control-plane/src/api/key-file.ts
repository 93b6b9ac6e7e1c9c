import { ConfigError } from '@weft/proto/node';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { z } from 'zod';
import { readPrivateFile } from '../private-file.ts';

/** The instance's key: signs with the private half, publishes the public one. */
export interface SigningKey {
  /** The key's name in token headers: its thumbprint (RFC 7638). */
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** The public point of Ed25519, base64url (RFC 8037). */
  readonly x: string;
}

const KeyFile = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

async function newKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return `${JSON.stringify(await exportJWK(privateKey))}\n`;
}

/**
 * The signing key kept in a file as a private JSON Web Key, made when the file
 * is missing. Replacing the file and restarting rotates the key: tokens of the
 * old one stay good for as long as its public half stays published. Throws
 * ConfigError when the file is no such key, may be read by others than its
 * owner, or cannot be written.
 */
export async function loadSigningKey(file: string): Promise<SigningKey> {
  const text = await readPrivateFile(file, newKey);
  try {
    const jwk = KeyFile.parse(JSON.parse(text));
    const privateKey = await importJWK(jwk, 'EdDSA');
    if (privateKey instanceof Uint8Array) throw new TypeError('a secret, not a key pair');
    return { kid: await calculateJwkThumbprint(jwk), privateKey, x: jwk.x };
  } catch {
    // What was read is not told: it may be most of a key.
    throw new ConfigError(
      `the key file ${file} is not a private Ed25519 JSON Web Key: move it away and a new one is made`,
    );
  }
}
