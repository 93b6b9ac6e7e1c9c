import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { CommandFailure } from './failure.ts';

/** Where daemons are that are not in everybody's PATH. */
const DAEMON_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The path of a program; undefined when it is nowhere. */
async function findProgram(name: string, path = process.env.PATH ?? ''): Promise<string | undefined> {
  for (const folder of [...path.split(delimiter), ...DAEMON_FOLDERS]) {
    if (folder === '') continue;
    const file = join(folder, name);
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return file;
  }
  return undefined;
}

/** What a stack starts that is not of Weft. */
export interface Programs {
  readonly nats: string;
  readonly etcd: string;
  /** Makes a server end with its launcher (util-linux); undefined where there is none, as on macOS. */
  readonly setpriv: string | undefined;
}

/** Finds them. Throws CommandFailure when a server is missing. */
export async function findPrograms(path?: string): Promise<Programs> {
  const need = async (name: string): Promise<string> => {
    const file = await findProgram(name, path);
    if (file === undefined) throw new CommandFailure(`${name} is missing: "npm run setup" installs it.`);
    return file;
  };
  return {
    nats: await need('nats-server'),
    etcd: await need('etcd'),
    setpriv: process.platform === 'linux' ? await findProgram('setpriv', path) : undefined,
  };
}
