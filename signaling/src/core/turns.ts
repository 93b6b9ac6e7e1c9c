/** Lets so many do something at a time; the others wait in the order they came. */
export class Turns {
  readonly #atATime: number;
  readonly #maxWaiting: number;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(atATime: number, maxWaiting: number) {
    this.#atATime = atATime;
    this.#maxWaiting = maxWaiting;
  }

  /** Resolves when it is this one's turn, which lasts until disposed; undefined at once when too many wait. */
  async next(): Promise<Disposable | undefined> {
    if (this.#running < this.#atATime) this.#running++;
    else if (this.#waiting.length >= this.#maxWaiting) return undefined;
    // The one that ends hands its turn on.
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    let over = false;
    return {
      [Symbol.dispose]: () => {
        if (over) return;
        over = true;
        const next = this.#waiting.shift();
        if (next === undefined) this.#running--;
        else next();
      },
    };
  }
}
