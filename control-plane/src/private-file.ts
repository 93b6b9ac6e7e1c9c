import { randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from '@weft/proto/node';

const has = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/**
 * The text of a file of keys. Where it is missing it is made of `fresh`, at once and whole, readable by its owner
 * only; of instances that make it together, one's is everybody's. Throws ConfigError when it cannot be read or
 * written, or may be read by others.
 */
export async function readPrivateFile(file: string, fresh: () => string | Promise<string>): Promise<string> {
  const text = await readFile(file, 'utf8').catch(async (error: unknown) => {
    if (!has(error, 'ENOENT')) throw new ConfigError(`the key file ${file} cannot be read: ${String(error)}`);
    try {
      await make(file, await fresh());
      return await readFile(file, 'utf8');
    } catch (failure) {
      throw new ConfigError(`the key file ${file} cannot be written: ${String(failure)}`);
    }
  });
  if (((await stat(file)).mode & 0o077) !== 0)
    throw new ConfigError(`the key file ${file} can be read by others: run "chmod 600 ${file}"`);
  return text;
}

/** Leaves a file that is there. */
async function make(file: string, text: string): Promise<void> {
  const whole = `${file}.${randomUUID()}`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(whole, text, { mode: 0o600 });
    // The mode of a new file is less what the process masks; of one that was there it is not set.
    await chmod(whole, 0o600);
    // Fails when another instance was faster: then its file is the one.
    await link(whole, file);
  } catch (error) {
    if (!has(error, 'EEXIST')) throw error;
  } finally {
    await rm(whole, { force: true });
  }
}
