import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from '@weft/proto/node';

const KEY_BYTES = 32;
const LINE = /^[A-Za-z0-9_-]{43}$/;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Puts a new key in place at once, whole; leaves a file that is there. */
async function make(file: string): Promise<void> {
  const fresh = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(fresh, `${randomBytes(KEY_BYTES).toString('base64url')}\n`, { mode: 0o600 });
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
 * The keys that wrap the keys of channels' secrets: a file that all instances
 * share, one key of 256 bits as base64url on a line. The first one wraps; all
 * of them unwrap, so that a new line on top rotates. Made when missing. Throws
 * ConfigError.
 */
export async function loadKeysOfKeys(file: string): Promise<readonly Uint8Array[]> {
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
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0 || !lines.every((line) => LINE.test(line))) {
    // What was read is not told: it may be most of a key.
    throw new ConfigError(
      `the key file ${file} is not one key of 256 bits as base64url on each line: restore a copy, or move it away and enter the channels' secrets anew`,
    );
  }
  return lines.map((line) => Buffer.from(line, 'base64url'));
}
