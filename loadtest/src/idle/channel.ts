import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Long enough for 10,000 handshakes on a busy machine. */
const ANSWER_TIMEOUT_MS = 300_000;

/** A child process that takes orders one at a time and answers each with one piece of news. */
export class Channel<Order extends object, News extends { readonly is: string; readonly why?: string }>
  implements AsyncDisposable
{
  readonly #child: ChildProcess;
  readonly #name: string;

  constructor(name: string, file: URL, execArgv: readonly string[] = []) {
    this.#name = name;
    this.#child = fork(file, { execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves with the answer. Throws with the reason when the child reports a failure, ends, or says nothing in time. */
  async ask<Is extends News['is']>(order: Order, is: Is): Promise<Extract<News, { readonly is: Is }>> {
    const done = new AbortController();
    const options = { signal: AbortSignal.any([done.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]) };
    try {
      this.#child.send(order);
      const news: News = await Promise.race([
        once(this.#child, 'message', options).then(([message]) => message as News),
        once(this.#child, 'exit', options).then(([code]) => {
          throw new Error(`${this.#name} ended with ${code}`);
        }),
      ]);
      if (news.is !== is) throw new Error(`${this.#name}: ${news.why ?? `${news.is} instead of ${is}`}`);
      return news as Extract<News, { readonly is: Is }>;
    } finally {
      done.abort();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }
}
