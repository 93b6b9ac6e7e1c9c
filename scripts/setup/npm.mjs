import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { CommandFailure, run } from './command.mjs';
import { isNetworkFailure, reason, SetupFailure } from './failure.mjs';
import { fileMark, readStamps, writeStamps } from './stamp.mjs';

/** Whether node_modules is what the lock file says, without looking inside it. */
export function hasDependencies(root) {
  const installed = modifiedAt(join(root, 'node_modules', '.package-lock.json'));
  if (installed === undefined) return false;
  return installed >= modifiedAt(join(root, 'package-lock.json')) || readStamps(root).lock === lockHash(root);
}

/** `npm ci`. No dependency's install script runs: .npmrc says so. */
export async function installDependencies(root, environment = process.env) {
  const args = ['ci', '--no-audit', '--no-fund'];
  const away = await registryAway(root, environment);
  // Without a registry npm tries each of hundreds of packages by itself, for more than ten minutes.
  if (away === undefined) await npm(root, args, 'npm ci', environment);
  else {
    await npm(root, [...args, '--offline'], 'npm ci', environment).catch(() => {
      throw away;
    });
  }
  writeStamps(root, { lock: lockHash(root) });
}

/** What to say where the registry does not answer at all; undefined where it does, whatever it says. */
async function registryAway(root, environment) {
  const args = ['view', `node@${wantedNode(root)}`, 'version', '--fetch-retries=1', '--fetch-timeout=20000'];
  try {
    await run('npm', args, { cwd: root, env: outerEnvironment(root, environment) });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandFailure) || !isNetworkFailure(error.output)) return undefined;
    return registryUnreachable('npm ci');
  }
}

const registryUnreachable = (line) =>
  new SetupFailure(
    `The npm registry cannot be reached: check the network and npm's "registry" and "proxy" settings, then run "${line}".`,
  );

/** The Node that every script of this checkout runs on. */
export function nodePath(root) {
  return join(root, 'node_modules', 'node', 'bin', 'node');
}

/** Whether that Node is there and has been seen to run. */
export function hasNode(root) {
  const mark = fileMark(nodePath(root));
  return mark !== undefined && readStamps(root).node === `${wantedNode(root)} ${mark}`;
}

/** Runs the one install script that fetches Node. */
export async function installNode(root) {
  const wanted = `v${wantedNode(root)}`;
  if ((await nodeVersion(root)) !== wanted) {
    await npm(root, ['rebuild', 'node', '--ignore-scripts=false'], 'npm rebuild node --ignore-scripts=false');
  }
  const got = await nodeVersion(root);
  if (got !== wanted) {
    throw new SetupFailure(
      `Node ${wanted} did not arrive (${got ?? 'none'} is there): run "npm rebuild node --ignore-scripts=false" to see why.`,
    );
  }
  writeStamps(root, { node: `${wantedNode(root)} ${fileMark(nodePath(root))}` });
}

async function nodeVersion(root) {
  const output = await run(nodePath(root), ['--version']).catch(() => undefined);
  return output?.trim();
}

async function npm(root, args, line, environment = process.env) {
  try {
    await run('npm', args, { cwd: root, env: outerEnvironment(root, environment) });
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    if (error.code === 'ENOENT') throw new SetupFailure('npm is not there: install it, then run this again.');
    if (isNetworkFailure(error.output)) throw registryUnreachable(line);
    throw new SetupFailure(`"${line}" failed: ${reason(error.output)}`);
  }
}

/**
 * Without this checkout's own Node, which `npm ci` is about to delete; and with
 * retries in seconds, where npm's own would take minutes to say "no network".
 */
function outerEnvironment(root, environment) {
  const own = join(root, 'node_modules');
  const path = (environment.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(own));
  const retries = {
    npm_config_fetch_retries: '2',
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '4000',
  };
  return { ...retries, ...environment, PATH: path.join(delimiter) };
}

function wantedNode(root) {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.node;
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function modifiedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
