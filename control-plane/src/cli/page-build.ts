import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, sleep } from '@weft/proto';
import { CommandFailure } from './failure.ts';
import { takeLock } from './lock.ts';
import { lastSentence } from './log-file.ts';

/** What the pages are made from: a change in any of it means a new build. */
const SOURCES = [
  'agent-web/*.{ts,json,html}',
  'agent-web/{src,vite,public,shop,desk,ops,admin,widget}/**/*',
  'proto/src/**/*.ts',
  'package-lock.json',
];
/** In these files a change does not change the pages. */
const NOT_SOURCES = /[.]test[.]tsx?$|[/](testing|e2e|node)[/]/;

const STAMP = '.stamp';
const KEPT_OUTPUT = 16_384;
const LOCK_PAUSE_MS = 200;

/** A text that changes with the pages' sources. */
export async function sourceHash(root: string): Promise<string> {
  const found: string[] = [];
  for await (const entry of glob(SOURCES, { cwd: root, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !NOT_SOURCES.test(path)) found.push(path);
  }
  const hash = createHash('sha256');
  for (const path of found.sort()) {
    const content = await readFile(path);
    hash.update(`${path.slice(root.length)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const isFresh = async (dist: string, hash: string): Promise<boolean> =>
  existsSync(join(dist, 'shop', 'index.html')) &&
  (await readFile(join(dist, STAMP), 'utf8').catch(() => '')) === hash;

/** Runs the build to its end; `say` gets its lines. Throws CommandFailure with its last sentence. */
function build(root: string, say: (line: string) => void, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', 'build', '--silent', '-w', '@weft/agent-web'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(signal === undefined ? {} : { signal }),
    });
    let output = '';
    const take = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-KEPT_OUTPUT);
      const line = output.trimEnd().split('\n').at(-1);
      if (line !== undefined && line.trim() !== '') say(line.trim().slice(0, 100));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => {
      reject(new CommandFailure(`npm cannot be run (${error.message}): is it in PATH?`));
    });
    child.once('close', (code) => {
      if (code === 0) resolve();
      else {
        const why = lastSentence(output) ?? `it ended with ${code}`;
        reject(
          new CommandFailure(
            `The pages could not be built: ${why}. "npm run build -w agent-web" shows all of it.`,
          ),
        );
      }
    });
  });
}

/** Waits for a stack elsewhere on this checkout that builds. */
async function lockBuild(file: string, clock: Clock, say: (line: string) => void): Promise<AsyncDisposable> {
  for (;;) {
    const { lock } = await takeLock(file);
    if (lock !== undefined) return lock;
    say('another build is under way');
    await sleep(clock, LOCK_PAUSE_MS);
  }
}

/**
 * Sees to it that agent-web/dist holds the pages as their sources are now.
 * Throws CommandFailure when the build fails or is aborted.
 */
export async function ensurePages(
  root: string,
  clock: Clock,
  say: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const dist = join(root, 'agent-web', 'dist');
  const cache = join(root, 'node_modules', '.cache', 'weft');
  await mkdir(cache, { recursive: true });
  if (await isFresh(dist, await sourceHash(root))) return;
  await using _lock = await lockBuild(join(cache, 'pages.lock'), clock, say);
  // Read again: whoever held the lock may have built it, and files may have changed meanwhile.
  const hash = await sourceHash(root);
  if (await isFresh(dist, hash)) return;
  say('building the pages');
  await build(root, say, signal);
  await writeFile(join(dist, STAMP), hash);
}
