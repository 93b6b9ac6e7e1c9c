import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs ip(8) with the words of one line; resolves with what it prints. Throws with its words. */
export async function ip(line: string): Promise<string> {
  return (await run('ip', line.split(' '))).stdout;
}

/** Runs tc(8) alike. */
export async function tc(words: readonly string[]): Promise<void> {
  await run('tc', [...words]);
}

/** Whether this process may change the machine's network. */
export const mayChangeNetwork = (): boolean => process.platform === 'linux' && process.getuid?.() === 0;
