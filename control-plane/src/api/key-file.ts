import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from '@weft/proto/node';
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import { z } from 'zod';

/** The instance's key: signs with the private half, publishes the public one. */
export interface SigningKey {
  /** The key's name in token headers: its thumbprint (RFC 7638). */
  readonly kid: string;
  readonly privateKey: CryptoKey;
  /** The public point of Ed25519, base64url (RFC 8037). */
  readonly x: string;
}

const KeyFile = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Makes a key and puts it in place at once, whole and readable by its owner only; leaves a file that is there. */
async function make(file: string): Promise<void> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const fresh = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(fresh, `${JSON.stringify(jwk)}\n`, { mode: 0o600, flag: 'w' });
  await chmod(fresh, 0o600);
  try {
    // Fails when another instance was faster: then its key is the one.
    await link(fresh, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(fresh, { force: true });
  }
}

/**
 * The signing key kept in a file as a private JSON Web Key, made when the file
 * is missing. Replacing the file and restarting rotates the key: tokens of the
 * old one stay good for as long as its public half stays published. Throws
 * ConfigError when the file is no such key, may be read by others than its
 * owner, or cannot be written.
 */
export async function loadSigningKey(file: string): Promise<SigningKey> {
  const text = await readFile(file, 'utf8').catch(async (error: unknown) => {
    if (!isMissing(error)) throw new ConfigError(`the key file ${file} cannot be read: ${String(error)}`);
    try {
      await make(file);
      return await readFile(file, 'utf8');
    } catch (failure) {
      throw new ConfigError(`the key file ${file} cannot be written: ${String(failure)}`);
    }
  });
  if (((await stat(file)).mode & 0o077) !== 0) {
    throw new ConfigError(`the key file ${file} can be read by others: run "chmod 600 ${file}"`);
  }
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
