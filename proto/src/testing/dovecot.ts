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

/** Debian keeps it out of everybody's path. */
const DOVECOT = '/usr/sbin/dovecot';
const DELIVERY_AGENT = '/usr/lib/dovecot/dovecot-lda';
/** How long it may take to greet on a busy machine. */
const GREETING_MS = 30_000;

/** A real IMAP server: any user, one password. */
export interface Dovecot extends AsyncDisposable {
  readonly port: number;
  readonly password: string;
  /** Where each user's Maildir is, by name: another server may put mail there, too. */
  readonly mailFolder: string;
  /**
   * Puts a mail into somebody's inbox with dovecot's own delivery agent.
   * @param sender of the envelope; empty = it is a report that nobody answers
   */
  deliver(user: string, sender: string, mail: Uint8Array): Promise<void>;
  /** Ends every connection and starts it again with the same mail. */
  restart(): Promise<void>;
  /** Gives every mail a new number, as after a restore from a backup. */
  renumber(user: string): Promise<void>;
}

/** Whether Debian's dovecot is on this machine. */
export const hasDovecot = (): boolean => existsSync(DOVECOT) && existsSync(DELIVERY_AGENT);

/** Whom its processes run as. */
interface RunsAs {
  readonly user: string;
  readonly group: string;
}

const config = (folder: string, port: number, password: string, { user, group }: RunsAs): string => `
auth_mechanisms = plain login
protocols = imap
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${user}
default_login_user = ${user}
default_internal_group = ${group}
mail_location = maildir:${folder}/mail/%n
mail_uid = ${user}
mail_gid = ${group}
first_valid_uid = 1
postmaster_address = postmaster@weft.test
!include_try ${folder}/oauth2-users.conf
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${folder}/mail/%n allow_all_users=yes
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;

const oauthUsers = (folder: string): string => `
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${folder}/oauth2.conf
}
`;

/** Asks the provider who a token belongs to (RFC 7662). */
const oauthConfig = (introspectionUrl: string): string => `
introspection_mode = post
introspection_url = ${introspectionUrl}
username_attribute = client_id
active_attribute = active
active_value = true
`;

const run = promisify(execFile);

/** It changes user where it can; else everything of it is oneself's. */
async function runsAs(): Promise<RunsAs> {
  if (process.getuid?.() === 0) return { user: 'nobody', group: 'nogroup' };
  const [user, group] = await Promise.all(['-un', '-gn'].map((flag) => run('id', [flag])));
  return { user: user?.stdout.trim() ?? '', group: group?.stdout.trim() ?? '' };
}

async function deliver(file: string, user: string, sender: string, mail: Uint8Array): Promise<void> {
  const agent = spawn(DELIVERY_AGENT, ['-c', file, '-d', user, '-f', sender], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // It may end before it has read everything; how it ended says why.
  agent.stdin.on('error', () => undefined);
  agent.stdin.end(mail);
  const [code] = (await once(agent, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`dovecot's delivery agent ended with ${code}`);
}

/**
 * Starts Debian's dovecot with mail of its own, in a folder that goes with it.
 * @param introspectionUrl where it asks whether an access token holds; empty = it takes none
 */
export async function startDovecot(introspectionUrl = ''): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-dovecot-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'mail'));
  await chmod(join(folder, 'mail'), 0o777);
  const [port, password] = [await freePort(), 'pw'];
  const file = join(folder, 'dovecot.conf');
  await writeFile(file, config(folder, port, password, await runsAs()));
  if (introspectionUrl !== '') {
    await writeFile(join(folder, 'oauth2.conf'), oauthConfig(introspectionUrl));
    await writeFile(join(folder, 'oauth2-users.conf'), oauthUsers(folder));
  }
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawn(DOVECOT, ['-F', '-c', file], { stdio: 'ignore' });
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`dovecot ended with ${child.exitCode}`);
        return (await greets(port)) || `dovecot does not greet on ${port}`;
      },
      { timeoutMs: GREETING_MS },
    );
  };
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  };
  await start();
  return {
    port,
    password,
    mailFolder: join(folder, 'mail'),
    deliver: (user, sender, mail) => deliver(file, user, sender, mail),
    restart: async () => {
      await stop();
      await start();
    },
    renumber: async (user) => {
      await stop();
      const mails = join(folder, 'mail', user);
      for (const name of [
        'dovecot-uidlist',
        'dovecot.index',
        'dovecot.index.log',
        'dovecot.index.cache',
        'dovecot-uidvalidity',
      ])
        await rm(join(mails, name), { force: true });
      await start();
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
