// Puts in place whatever a checkout needs to run: Debian's servers (and, with
// --browser, what tests and the demo need besides: Chromium, PostgreSQL), npm's
// packages, Node 24, a uWebSockets.js that loads and a mediasoup-worker. What is
// there already is left alone; a run that finds everything takes a moment and,
// with --quiet, says nothing.
//
// Plain Node 20, nothing installed.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasWorker, obtainWorker } from '../media-nodes/worker/obtain.mjs';
import { run } from './setup/command.mjs';
import { SetupFailure, sentence } from './setup/failure.mjs';
import { withLock } from './setup/lock.mjs';
import { hasDependencies, hasNode, installDependencies, installNode } from './setup/npm.mjs';
import { browserPackages, installPackages, missingPackages, serverPackages } from './setup/packages.mjs';
import { step } from './setup/progress.mjs';
import { readSystem, requireSupported } from './setup/system.mjs';
import { fitAddon, hasAddon } from './setup/uwebsockets.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const flags = new Set(process.argv.slice(2));

// Locks, build folders and commands under way are cleared up as the process exits.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));

try {
  for (const flag of flags) {
    if (!['--browser', '--quiet'].includes(flag)) {
      throw new SetupFailure(`"${flag}" is not known; there are --browser and --quiet.`);
    }
  }
  const did = await setUp();
  if (!flags.has('--quiet') || did) process.stderr.write('Set-up: everything is in place.\n');
} catch (error) {
  process.stderr.write(`Set-up: ${sentence(error)}\n`);
  process.exitCode = 1;
}

async function setUp() {
  const system = readSystem();
  requireSupported(system);
  const steps = [packagesStep(system), npmStep(), nodeStep(), addonStep(), workerStep(system)];
  if ((await firstUnmet(steps)) === undefined) return false;
  await withLock(join(root, '.weft', 'setup.lock'), async () => {
    for (const { title, isMet, meet } of steps) {
      if (await isMet()) continue;
      await step(title, meet);
      if (!(await isMet())) throw new SetupFailure(`"${title}" ended well, yet its result is not there.`);
    }
  });
  return true;
}

async function firstUnmet(steps) {
  for (const one of steps) {
    if (!(await one.isMet())) return one;
  }
  return undefined;
}

function packagesStep(system) {
  const wanted = flags.has('--browser') ? [...serverPackages, ...browserPackages] : serverPackages;
  return {
    title: 'Installing Debian packages',
    isMet: () => missingPackages(wanted).length === 0,
    meet: (say) => installPackages(missingPackages(wanted), system, say),
  };
}

function npmStep() {
  return {
    title: 'Installing npm packages',
    isMet: () => hasDependencies(root),
    meet: () => installDependencies(root),
  };
}

function nodeStep() {
  return { title: 'Fetching Node 24', isMet: () => hasNode(root), meet: () => installNode(root) };
}

function addonStep() {
  return { title: 'Fitting uWebSockets.js', isMet: () => hasAddon(root), meet: () => fitAddon(root) };
}

function workerStep(system) {
  const tools = { run, withLock, system, missingPackages, installPackages, Failure: SetupFailure };
  return {
    title: 'Getting mediasoup-worker',
    isMet: () => hasWorker(tools),
    meet: (say) => obtainWorker({ ...tools, say }),
  };
}
