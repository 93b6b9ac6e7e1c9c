import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(import.meta.resolve('@weft/control-plane/main'));

/** A control plane in a process of its own. */
export interface ControlProcess extends AsyncDisposable {
  readonly pid: number;
}

/**
 * Resolves when it is up; throws with what it printed when it ends before.
 * With a folder for it, a profile of its processor time is written there at its end.
 */
export async function startControlProcess(
  environment: Readonly<Record<string, string>>,
  profileDir: string | undefined,
): Promise<ControlProcess> {
  const profiling = profileDir === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profileDir];
  const child = spawn(process.execPath, [...profiling, MAIN], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stderr.on('data', (text) => {
    printed += String(text);
  });
  const up = Promise.withResolvers<void>();
  child.once('exit', (code) => up.reject(new Error(`the control plane ended with ${code}: ${printed}`)));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    if (line.includes('control plane is up')) up.resolve();
  });
  await up.promise;
  // What it logs from now on is read, so that it need not wait, and dropped.
  lines.close();
  child.stdout.resume();
  return { pid: child.pid ?? -1, [Symbol.asyncDispose]: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
