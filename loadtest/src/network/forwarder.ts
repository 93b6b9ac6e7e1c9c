import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./forwarder-process.ts', import.meta.url));

/** Ports of an address that lead to this machine's loopback. */
export interface Forwarder extends AsyncDisposable {
  /** Stands still with its sockets open: nothing passes, nothing answers, nothing closes. */
  stop(): void;
  /** Goes on; what was sent meanwhile arrives now. */
  go(): void;
}

/** Forwards ports of an address to this machine's loopback until disposed. Throws when it cannot listen there. */
export async function forward(address: string, ports: readonly number[]): Promise<Forwarder> {
  const child = spawn(process.execPath, [PROGRAM, address, ...ports.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const ready = await Promise.race([once(child.stdout, 'data').then(() => true), gone.then(() => false)]);
  if (!ready) throw new Error(`nothing can be forwarded from ${address}`);
  return {
    stop: () => void child.kill('SIGSTOP'),
    go: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGCONT');
      child.stdin.end();
      await gone;
    },
  };
}
