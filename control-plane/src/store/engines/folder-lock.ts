import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigError } from '@weft/proto/node';
import { takeLock } from '../../cli/lock.ts';

/** Makes this process the one that has the folder's database, until disposed: two would destroy it. Throws ConfigError while another lives. */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  const { lock, holder } = await takeLock(`${folder}.lock`);
  if (lock !== undefined) return lock;
  throw new ConfigError(`process ${holder.pid} has the store in ${folder}: stop it, or name another folder`);
}
