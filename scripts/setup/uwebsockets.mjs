import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { lowerGlibc } from './elf.mjs';
import { reason, SetupFailure } from './failure.mjs';
import { nodePath } from './npm.mjs';
import { fileMark, readStamps, writeStamps } from './stamp.mjs';
import { glibcVersion } from './system.mjs';

// The addon was linked against glibc 2.38 and wants its C23 number parsing, which
// differs from the older one only in taking "0b" for binary. Everything else it
// wants is in glibc 2.36 (docs/decisions/0003-uwebsockets.md).
const askedMinor = 38;
const loweredMinor = 36;
const olderNames = new Map([
  ['__isoc23_strtol', 'strtol'],
  ['__isoc23_strtoul', 'strtoul'],
  ['__isoc23_sscanf', 'sscanf'],
]);

/** sha256 of the file in the package, and of what the rebinding must make of it. */
export const pins = {
  'uws_linux_x64_137.node': {
    pristine: '98128405dba2fb608448e921a979530f70c946a2cc9889c15f2fa70c2d00ab05',
    lowered: '8d5817f3a52803cb69a0e3d54f6487b533fda603aa63dab8ea09f9762d992e0b',
  },
  'uws_linux_arm64_137.node': {
    pristine: '88618b30ddf6b2b62310db89f40a701616676352aac5e0f6184dd8ef876199ce',
    lowered: '84c03ca18de632e52cce378f073f8b008c0817c957d2e475284ce08f75c88a77',
  },
};

/** Whether the addon has been seen to load. */
export function hasAddon(root) {
  const mark = fileMark(addonPath(root));
  return mark !== undefined && readStamps(root).uWebSockets === mark;
}

/** Makes the addon fit this system's glibc where it is older, and loads it once. */
export async function fitAddon(root) {
  const file = addonPath(root);
  if (!existsSync(file))
    throw new SetupFailure(
      `uWebSockets.js's addon is not there ("${file}"): run "npm ci", then run this again.`,
    );
  if (process.platform === 'linux') {
    const glibc = await glibcVersion();
    if (glibc === undefined)
      throw new SetupFailure('uWebSockets.js needs glibc, which this Linux does not have.');
    if (glibc[1] < loweredMinor) {
      throw new SetupFailure(
        `uWebSockets.js needs glibc 2.${loweredMinor}, as in Debian 12; this system has ${glibc.join('.')}.`,
      );
    }
    if (glibc[1] < askedMinor) replaceAddon(file);
  }
  await loadAddon(root);
  writeStamps(root, { uWebSockets: fileMark(file) });
}

function replaceAddon(file) {
  const bytes = readFileSync(file);
  const fitted = fitBytes(bytes, pins[file.split('/').at(-1)]);
  if (fitted === bytes) return;
  // The file may be a hard link into npm's cache: never write to it, put another there.
  const next = `${file}.${process.pid}`;
  try {
    writeFileSync(next, fitted);
    chmodSync(next, 0o644);
    renameSync(next, file);
  } finally {
    rmSync(next, { force: true });
  }
}

/** The addon's bytes with its glibc lowered; the same buffer where that is done. */
export function fitBytes(bytes, pin) {
  const hash = sha256(bytes);
  if (hash === pin.lowered) return bytes;
  if (hash !== pin.pristine) {
    throw new SetupFailure(
      `uWebSockets.js's addon is not the file that was pinned (sha256 ${hash}): run "npm ci"; if it stays so, do not use it.`,
    );
  }
  const lowered = lowerGlibc(bytes, olderNames, loweredMinor);
  if (sha256(lowered) !== pin.lowered) {
    throw new SetupFailure(
      "Rebinding uWebSockets.js's addon gave another file than the pinned one: this is a bug.",
    );
  }
  return lowered;
}

async function loadAddon(root) {
  const script = "const uws = require('uWebSockets.js'); if (typeof uws.App !== 'function') process.exit(1);";
  await run(nodePath(root), ['-e', script], { cwd: root, timeoutMs: 20_000 }).catch((error) => {
    throw new SetupFailure(`uWebSockets.js does not load here: ${reason(error.output ?? error.message)}`);
  });
}

/** The addon that Node 24 loads on this machine. */
export function addonPath(root) {
  const name = `uws_${process.platform}_${process.arch}_137.node`;
  return join(root, 'node_modules', 'uWebSockets.js', name);
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
