import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rig } from './rig.ts';

/** Keeps what services and pages said so far, which would go with the stack; resolves with the folder, made when missing. */
export async function keepLogs({ stack, customers, agents }: Rig, folder: string): Promise<string> {
  await cp(join(stack.dataDir, 'logs'), folder, { recursive: true });
  await writeFile(join(folder, 'customers.log'), customers.said.join('\n'));
  await writeFile(join(folder, 'agents.log'), agents.said.join('\n'));
  return folder;
}
