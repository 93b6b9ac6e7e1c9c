import { WeftError } from '@weft/proto';

/** Work done one after the other, in the order given. */
export class Line {
  readonly #maxWaiting: number;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Beyond `maxWaiting` tasks under way or waiting, further ones are refused. */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** Runs the task after all before it, whether those failed or not. Throws RATE_LIMITED when the line is full. */
  async run<Result>(task: () => Promise<Result>): Promise<Result> {
    if (this.#waiting >= this.#maxWaiting)
      throw new WeftError('RATE_LIMITED', 'too many requests are waiting for their turn');
    this.#waiting += 1;
    const before = this.#last;
    const running = (async () => {
      await before.catch(() => undefined);
      return task();
    })();
    this.#last = running;
    try {
      return await running;
    } finally {
      this.#waiting -= 1;
    }
  }

  /** Whether nothing is under way or waiting. */
  get idle(): boolean {
    return this.#waiting === 0;
  }
}
