import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { CommandFailure, run, which } from './command.mjs';
import { isNetworkFailure, reason, SetupFailure } from './failure.mjs';

/** What every run needs, and what the tests and the demo need besides. */
export const serverPackages = [
  { name: 'nats-server', program: 'nats-server' },
  { name: 'etcd-server', program: 'etcd' },
];
export const browserPackages = [
  { name: 'chromium', program: 'chromium' },
  { name: 'postgresql', file: '/usr/lib/postgresql' },
  { name: 'dovecot-imapd', file: '/usr/sbin/dovecot' },
  // Speech to take noise out of, and networks to cut.
  { name: 'flite', program: 'flite' },
  { name: 'espeak-ng', program: 'espeak-ng' },
  { name: 'iproute2', program: 'ip' },
  // An SMSC that nobody here wrote, for tests.
  { name: 'libnet-smpp-perl', file: '/usr/share/perl5/Net/SMPP.pm' },
  // And a client of one.
  { name: 'kannel', file: '/usr/sbin/bearerbox' },
  // Mail through a server and from a program that nobody here wrote. A machine has one mail server: whose own would go, keeps it.
  { name: 'postfix', file: '/usr/sbin/postfix', unless: '/usr/sbin/sendmail' },
  { name: 'swaks', program: 'swaks' },
  { name: 'fonts-noto-cjk', file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc' },
];

/** The packages whose program or file is not there. A program from elsewhere counts, and so does what one would take the place of. */
export function missingPackages(packages, path = process.env.PATH) {
  return packages.filter(({ program, file, unless }) => {
    if (unless !== undefined && existsSync(unless)) return false;
    return program === undefined ? !existsSync(file) : which(program, path) === undefined;
  });
}

/** Installs Debian packages, or says who must do it and how. */
export async function installPackages(packages, system, say) {
  const names = packages.map(({ name }) => name);
  if (!system.hasApt) {
    throw new SetupFailure(
      `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} missing and ${system.name} has no apt-get: install ${names.length === 1 ? 'it' : 'them'} by hand, then run this again.`,
    );
  }
  const line = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (!system.isRoot) {
    throw new SetupFailure(`Missing: ${names.join(', ')}. Run "sudo ${line}", then run this again.`);
  }
  await withoutServiceStarts(async () => {
    say('reading the package lists');
    await apt(['update'], 'apt-get update');
    await apt(line.split(' ').slice(1), line, say);
  });
  await disableServices(names);
  const absent = missingPackages(packages).map(({ name }) => name);
  if (absent.length > 0) {
    throw new SetupFailure(
      `apt-get has ${absent.join(', ')} as installed, yet what Weft needs of it is not there: run "apt-get install --reinstall ${absent.join(' ')}", then run this again.`,
    );
  }
}

async function apt(args, line, say = () => {}) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const onLine = (text) => {
    const match = /^(Get:\d+|Unpacking|Setting up) .*/.exec(text);
    if (match !== null) say(shortLine(text));
  };
  try {
    await run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { env, onLine });
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    if (isNetworkFailure(error.output)) {
      throw new SetupFailure(
        `Debian's package server cannot be reached: check the network, then run "${line}".`,
      );
    }
    throw new SetupFailure(`"${line}" failed: ${reason(error.output)}`);
  }
}

function shortLine(text) {
  const unpacking = /^(Unpacking|Setting up) (\S+)/.exec(text);
  if (unpacking !== null) return `${unpacking[1].toLowerCase()} ${unpacking[2]}`;
  const size = / \[([^\]]+)\]$/.exec(text)?.[1] ?? '';
  return `fetching ${text.split(' ').at(-2) === size ? '' : (text.split(' ')[4] ?? '')} ${size}`.trim();
}

const policyFile = '/usr/sbin/policy-rc.d';

/**
 * Debian starts a daemon as it installs it, on its default port. Weft starts its
 * own servers, so for this time the policy says no; a policy that is there stays.
 */
async function withoutServiceStarts(work) {
  let written = false;
  try {
    writeFileSync(
      policyFile,
      '#!/bin/sh\n# Written by the set-up of Weft, for as long as it installs.\nexit 101\n',
      {
        flag: 'wx',
        mode: 0o755,
      },
    );
    written = true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const remove = () => written && rmSync(policyFile, { force: true });
  process.once('exit', remove);
  try {
    await work();
  } finally {
    remove();
    process.removeListener('exit', remove);
  }
}

const services = new Map([
  ['nats-server', 'nats-server.service'],
  ['etcd-server', 'etcd.service'],
  ['postgresql', 'postgresql.service'],
  ['postfix', 'postfix.service'],
  ['kannel', 'kannel.service'],
]);

/** What was just installed shall not come up at the next boot either. */
async function disableServices(names) {
  const units = names.flatMap((name) => services.get(name) ?? []);
  if (units.length === 0 || !existsSync('/run/systemd/system')) return;
  await run('systemctl', ['disable', ...units]).catch(() => undefined);
}
