import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { greets } from './greeting.ts';
import { freePort } from './server.ts';
import { until } from './until.ts';

const POSTFIX = '/usr/sbin/postfix';
const DAEMONS = '/usr/lib/postfix/sbin';
/** How long it may take to greet on a busy machine. */
const GREETING_MS = 30_000;
/** Of whoever owns the mail that dovecot reads (Debian: nobody and nogroup). */
const MAIL_OWNER = 65_534;

/** A real mail server, which takes mail for mailboxes that dovecot has, and reports what it cannot deliver. */
export interface Postfix extends AsyncDisposable {
  readonly port: number;
}

/** Whether Debian's postfix is on this machine and can be started: it is root's, and gives its processes to others. */
export const hasPostfix = (): boolean =>
  process.getuid?.() === 0 && existsSync(POSTFIX) && existsSync(`${DAEMONS}/master`);

const userOf = (address: string): string => address.split('@')[0] ?? '';
const domainOf = (address: string): string => address.split('@')[1] ?? '';

/** A slash at the end of a mailbox asks for a Maildir (virtual(8)). */
const mainConfig = (folder: string, mailFolder: string, addresses: readonly string[]): string => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = mx.weft.test
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
disable_dns_lookups = yes
virtual_mailbox_domains = ${[...new Set(addresses.map(domainOf))].join(', ')}
virtual_mailbox_base = ${mailFolder}
virtual_mailbox_maps = inline:{ ${addresses.map((one) => `${one}=${userOf(one)}/`).join(', ')} }
virtual_minimum_uid = 1
virtual_uid_maps = static:${MAIL_OWNER}
virtual_gid_maps = static:${MAIL_OWNER}
transport_maps = inline:{ {gone.example = gone:} }
`;

/** Its own services (master(5)): no other machine is asked, so that none of those that look up names are there. */
const services = (port: number): string =>
  [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'proxymap unix - - n - - proxymap',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'virtual unix - n n - - virtual',
    // Where nobody has an address, which is found out only once the mail was taken (EX_NOUSER of sysexits.h).
    'gone unix - n n - - pipe user=nobody argv=/bin/sh -c {exit 67}',
    'anvil unix - - n - 1 anvil',
    'postlog unix-dgram n - n - 1 postlogd',
    '',
  ].join('\n');

/**
 * Starts Debian's postfix with a queue of its own. Mail to `gone.example` comes back to its sender as the
 * server's own report.
 *
 * @param mailFolder where each user's Maildir is, by the part of the address before the "@"
 * @param addresses whose mail goes there; others of their domains are refused
 */
export async function startPostfix(mailFolder: string, addresses: readonly string[]): Promise<Postfix> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-postfix-'));
  await chmod(folder, 0o755);
  const settings = join(folder, 'etc');
  for (const name of ['etc', 'queue', 'data']) await mkdir(join(folder, name));
  await promisify(execFile)('chown', ['postfix', join(folder, 'data')]);
  const port = await freePort();
  await writeFile(join(settings, 'main.cf'), mainConfig(folder, mailFolder, addresses));
  await writeFile(join(settings, 'master.cf'), services(port));
  const child: ChildProcess = spawn(POSTFIX, ['-c', settings, 'start-fg'], {
    stdio: 'ignore',
    // It starts others, which are to end with it.
    detached: true,
  });
  const stop = async (): Promise<void> => {
    await promisify(execFile)(POSTFIX, ['-c', settings, 'stop']).catch(() => undefined);
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`postfix ended with ${child.exitCode}`);
        return (await greets(port)) || `postfix does not greet on ${port}`;
      },
      { timeoutMs: GREETING_MS },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, [Symbol.asyncDispose]: stop };
}
