// Where this checkout's mediasoup-worker is. The set-up puts it there; the media
// node reads it before it loads mediasoup.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** The mediasoup package's folder, or undefined before `npm ci`. */
export function mediasoupFolder() {
  for (const top of [join(here, '..'), join(here, '..', '..')]) {
    const folder = join(top, 'node_modules', 'mediasoup');
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return undefined;
}

/** Where the cached worker belongs, whether it is there or not. */
export function cachedWorkerPath(env = process.env) {
  const folder = mediasoupFolder();
  if (folder === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const cache = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'weft', 'mediasoup-worker', `${version}-${recipeHash()}`, 'mediasoup-worker');
}

/** The worker to run: the one the environment names, else the cached one. */
export function workerPath(env = process.env) {
  if (env.MEDIASOUP_WORKER_BIN) return env.MEDIASOUP_WORKER_BIN;
  const cached = cachedWorkerPath(env);
  return cached !== undefined && existsSync(cached) ? cached : undefined;
}

/** A short hash of the recipe and of the kind of machine it builds for. */
export function recipeHash() {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`);
  for (const file of recipeFiles()) hash.update(`${relative(here, file)}\n`).update(readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

function recipeFiles() {
  const subprojects = readdirSync(join(here, 'subprojects'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
  return [join(here, 'recipe.mjs'), ...subprojects];
}
