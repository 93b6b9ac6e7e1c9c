import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, until } from '@weft/proto/testing';

/** Debian keeps it out of everybody's path. */
const DOVECOT = '/usr/sbin/dovecot';

/** A real IMAP server for a test: any user, one password. */
export interface Dovecot extends AsyncDisposable {
  readonly port: number;
  readonly password: string;
  /** Ends every connection and starts it again with the same mail. */
  restart(): Promise<void>;
  /** Gives every mail a new number, as after a restore from a backup. */
  renumber(user: string): Promise<void>;
}

const config = (folder: string, port: number, password: string, oauth: boolean): string => `
auth_mechanisms = plain login${oauth ? ' xoauth2 oauthbearer' : ''}
protocols = imap
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = nobody
default_login_user = nobody
default_internal_group = nogroup
mail_location = maildir:${folder}/mail/%n
mail_uid = nobody
mail_gid = nogroup
first_valid_uid = 1
${oauth ? oauthUsers(folder) : ''}
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=${folder}/mail/%n
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

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/**
 * Starts Debian's dovecot with mail of its own. It changes user, so it wants root.
 * @param introspectionUrl where it asks whether an access token holds; empty = it takes none
 */
export async function startDovecot(introspectionUrl = ''): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-dovecot-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'mail'));
  await chmod(join(folder, 'mail'), 0o777);
  const [port, password] = [await freePort(), 'pw'];
  const file = join(folder, 'dovecot.conf');
  await writeFile(file, config(folder, port, password, introspectionUrl !== ''));
  await writeFile(join(folder, 'oauth2.conf'), oauthConfig(introspectionUrl));
  let child: ChildProcess;
  const start = async (): Promise<void> => {
    child = spawn(DOVECOT, ['-F', '-c', file], { stdio: 'ignore' });
    await until(async () => (await answers(port)) || `dovecot does not greet on ${port}`);
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
