import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The edge as a process of its own, as a launcher starts it. Disposing kills it. */
export class EdgeProcess implements Disposable {
  readonly child: ChildProcess;
  output = '';
  errors = '';

  constructor(environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [main], { env: { ...process.env, ...environment } });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.output += chunk;
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.errors += chunk;
    });
  }

  /** Resolves with its exit code, null when a signal ended it. */
  async exit(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  [Symbol.dispose](): void {
    this.child.kill('SIGKILL');
  }
}
