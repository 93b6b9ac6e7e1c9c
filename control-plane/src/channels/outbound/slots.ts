/** Room for so many at a time; who asked first goes first. Who waits is bounded by whoever asks. */
export class Slots {
  readonly #most: () => number;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;
  #closed = false;

  constructor(most: () => number) {
    this.#most = most;
  }

  /** Resolves when there is room, or it is closed. */
  async take(): Promise<void> {
    if (this.#taken >= this.#most() && !this.#closed) {
      await new Promise<void>((go) => {
        this.#waiting.push(go);
      });
    } else {
      this.#taken += 1;
    }
  }

  free(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#taken -= 1;
    else next();
  }

  /** Lets all go who wait. */
  close(): void {
    this.#closed = true;
    for (const go of this.#waiting.splice(0)) go();
  }
}
