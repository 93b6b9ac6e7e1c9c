import { execFile } from 'node:child_process';
import { access, constants, mkdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The k6 whose types the scenarios are written against. */
export const K6_VERSION = '2.3.0';
/** From version 2 on a Go module's path has its number in it. */
const MODULE = `go.k6.io/k6/v2@v${K6_VERSION}`;
/** Compiling it takes minutes; a network that says nothing ends it. */
const INSTALL_TIMEOUT_MS = 30 * 60_000;
const MAX_OUTPUT_BYTES = 16 * 1_048_576;

type Environment = Readonly<Record<string, string | undefined>>;

/** A k6 that runs here. */
export interface K6 {
  /** Its name, where it is on the path, or its file. */
  readonly command: string;
  /** What it says of itself: "k6 v2.3.0 (...)". */
  readonly version: string;
}

const run = promisify(execFile);

/** Where an installed k6 belongs: outside the checkout, beside the mediasoup worker. */
export const cachedK6 = (environment: Environment): string =>
  join(
    environment.XDG_CACHE_HOME || join(environment.HOME || homedir(), '.cache'),
    ...['weft', 'k6', `${K6_VERSION}-${process.platform}-${process.arch}`, 'k6'],
  );

const versionOf = (command: string, environment: Environment): Promise<K6 | undefined> =>
  run(command, ['version'], { env: { ...environment } }).then(
    ({ stdout }) => ({ command, version: stdout.trim() }),
    () => undefined,
  );

/** The k6 on the path, else the one that was installed here; undefined where there is neither. */
export const findK6 = async (environment: Environment): Promise<K6 | undefined> =>
  (await versionOf('k6', environment)) ?? (await versionOf(cachedK6(environment), environment));

/** The last line of what a command wrote, which is where Go says what was wrong. */
const lastLine = (text: string): string | undefined =>
  text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '');

async function goInstall(environment: Environment, folder: string): Promise<void> {
  try {
    await run('go', ['install', MODULE], {
      ...{ env: { ...environment, GOBIN: folder }, timeout: INSTALL_TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES },
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if ('code' in error && error.code === 'ENOENT')
      throw new Error(
        'neither k6 nor Go is on the path: install k6 (https://grafana.com/docs/k6/latest/set-up/install-k6) or Go (https://go.dev/dl) and run this again',
      );
    const said = 'stderr' in error && typeof error.stderr === 'string' ? lastLine(error.stderr) : undefined;
    throw new Error(`"go install ${MODULE}" failed: ${said ?? error.message}`);
  }
}

/**
 * Lets Go build k6 into the cache, where `findK6` finds it from then on. Only on
 * request: k6 is under the AGPL, and whoever runs it chooses so. Throws one
 * sentence that says what to do where there is no Go or it fails.
 */
export async function installK6(environment: Environment): Promise<K6> {
  const file = cachedK6(environment);
  const folder = join(file, '..');
  const building = `${folder}.${process.pid}`;
  await mkdir(building, { recursive: true });
  try {
    await goInstall(environment, building);
    const built = join(building, 'k6');
    await access(built, constants.X_OK).catch(() => {
      throw new Error(`"go install ${MODULE}" ended well and left no k6`);
    });
    await mkdir(folder, { recursive: true });
    // The rename is what others see: never a file that is half there.
    await rename(built, file);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  const found = await versionOf(file, environment);
  if (found === undefined) throw new Error(`the k6 that Go built does not run: try "${file} version"`);
  return found;
}
