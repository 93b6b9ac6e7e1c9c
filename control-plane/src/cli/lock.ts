import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { isRunning, markOf, type ProcessMark } from './process-mark.ts';

/** How often a lock is taken over from holders that are gone before it counts as held. */
const MAX_TRIES = 5;

const Holder = z.object({ pid: z.int(), mark: z.string() });

/** A lock that was taken, until disposed; or who holds it. */
export type LockOutcome =
  | { readonly lock: AsyncDisposable; readonly holder?: never }
  | { readonly lock?: never; readonly holder: ProcessMark };

async function holderOf(file: string): Promise<ProcessMark | undefined> {
  try {
    return Holder.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

const isThere = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** Removes a lock whose holder is gone; a lock that somebody took in between is put back. */
async function removeStale(file: string, aside: string): Promise<void> {
  await rename(file, aside).catch(() => undefined);
  const moved = await holderOf(aside);
  if (moved !== undefined && isRunning(moved)) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

/**
 * Takes a lock file for this process. A holder that no longer runs has lost
 * it, so that a kill leaves nothing locked.
 */
export async function takeLock(file: string): Promise<LockOutcome> {
  const own = `${file}.${randomUUID()}`;
  const me = markOf(process.pid);
  // Linking a whole file is all or nothing: a lock is never seen half written.
  await writeFile(own, JSON.stringify(me));
  try {
    for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
      try {
        await link(own, file);
        return { lock: { [Symbol.asyncDispose]: () => rm(file, { force: true }) } };
      } catch (error) {
        if (!isThere(error)) throw error;
      }
      const holder = await holderOf(file);
      if (holder !== undefined && isRunning(holder)) return { holder };
      await removeStale(file, `${own}.stale`);
    }
    return { holder: (await holderOf(file)) ?? me };
  } finally {
    await rm(own, { force: true });
  }
}
