import { readFileSync } from 'node:fs';
import { run } from './command.mjs';
import { SetupFailure } from './failure.mjs';

/** What machine this is, as far as the set-up cares. */
export function readSystem(osRelease = readOsRelease()) {
  const id = field(osRelease, 'ID');
  const like = field(osRelease, 'ID_LIKE').split(' ');
  return {
    platform: process.platform,
    arch: process.arch,
    name: field(osRelease, 'PRETTY_NAME') || process.platform,
    codename: field(osRelease, 'VERSION_CODENAME'),
    hasApt: id === 'debian' || like.includes('debian'),
    isRoot: process.getuid?.() === 0,
  };
}

/** Refuses what Weft cannot run on at all. */
export function requireSupported({ platform, arch, name }) {
  const platforms = ['linux', 'darwin'];
  if (platforms.includes(platform) && ['x64', 'arm64'].includes(arch)) return;
  throw new SetupFailure(`Weft runs on Linux and macOS, on x64 and arm64; this is ${name} on ${arch}.`);
}

/** glibc's version as [major, minor], or undefined where there is another libc. */
export async function glibcVersion() {
  if (process.platform !== 'linux') return undefined;
  const output = await run('getconf', ['GNU_LIBC_VERSION']).catch(() => '');
  const match = /^glibc (\d+)\.(\d+)/.exec(output);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

function readOsRelease() {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}

function field(osRelease, name) {
  const match = new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(osRelease);
  return match?.[1] ?? '';
}
