import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url));

/** An instance in a process of its own, to be killed. */
export class ControlProcess implements AsyncDisposable {
  /** What it logged, as messages. */
  readonly messages: readonly string[];
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, messages: readonly string[]) {
    this.#child = child;
    this.messages = messages;
  }

  /** Resolves when it is up; throws with what it printed when it ends before. */
  static async start(environment: Readonly<Record<string, string>>): Promise<ControlProcess> {
    const child = spawn(process.execPath, [MAIN], {
      env: { PATH: process.env.PATH, ...environment, WEFT_LOG_LEVEL: 'debug' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const messages: string[] = [];
    const up = Promise.withResolvers<void>();
    createInterface({ input: child.stdout }).on('line', (line) => {
      const { msg } = JSON.parse(line) as { msg?: string };
      messages.push(msg ?? '');
      if (msg === 'control plane is up') up.resolve();
    });
    let printed = '';
    child.stderr.on('data', (text) => {
      printed += String(text);
    });
    child.once('exit', (code) => up.reject(new Error(`ended with ${code}: ${printed}`)));
    await up.promise;
    return new ControlProcess(child, messages);
  }

  /** SIGKILL is waited for; SIGSTOP and SIGCONT are only sent. */
  async kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill('SIGKILL');
  }
}
