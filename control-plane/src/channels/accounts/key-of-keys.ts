import { randomBytes } from 'node:crypto';
import { ConfigError } from '@weft/proto/node';
import { readPrivateFile } from '../../private-file.ts';

const KEY_BYTES = 32;
const LINE = /^[A-Za-z0-9_-]{43}$/;

const newKey = (): string => `${randomBytes(KEY_BYTES).toString('base64url')}\n`;

/**
 * The keys that wrap the keys of channels' secrets: a file that all instances
 * share, one key of 256 bits as base64url on a line. The first one wraps; all
 * of them unwrap, so that a new line on top rotates. Made when missing. Throws
 * ConfigError.
 */
export async function loadKeysOfKeys(file: string): Promise<readonly Uint8Array[]> {
  const text = await readPrivateFile(file, newKey);
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0 || !lines.every((line) => LINE.test(line))) {
    // What was read is not told: it may be most of a key.
    throw new ConfigError(
      `the key file ${file} is not one key of 256 bits as base64url on each line: restore a copy, or move it away and enter the channels' secrets anew`,
    );
  }
  return lines.map((line) => Buffer.from(line, 'base64url'));
}
