import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DataFolder } from './data-folder.ts';
import { CommandFailure } from './failure.ts';
import { newPassword } from './sign-ins.ts';

const BusUser = z.object({ user: z.string(), password: z.string() });
const BusUsers = z.object({ weft: BusUser, system: BusUser });

/** The users of a stack's nats-server: the services', and the one that hears of connections that close. */
export type BusUsers = z.infer<typeof BusUsers>;

/** The users of a data folder, made with new passwords at its first start; readable by their owner only. Throws CommandFailure when the file is broken. */
export async function ensureBusUsers(folder: DataFolder): Promise<BusUsers> {
  const file = folder.file('nats-users.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) {
    try {
      return BusUsers.parse(JSON.parse(text));
    } catch {
      throw new CommandFailure(`${file} cannot be read as users of nats-server: remove it for new ones.`);
    }
  }
  const users = {
    weft: { user: 'weft', password: newPassword() },
    system: { user: 'system', password: newPassword() },
  };
  const next = `${file}.${process.pid}`;
  await writeFile(next, `${JSON.stringify(users, null, 2)}\n`, { mode: 0o600 });
  await rename(next, file);
  return users;
}
