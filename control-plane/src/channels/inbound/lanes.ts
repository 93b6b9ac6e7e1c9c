/**
 * Work that takes long, side by side: what is given under one name is done in
 * order, and holds up no other name. How much there may be is up to whoever gives it.
 */
export class Lanes {
  readonly #last = new Map<string, Promise<void>>();
  #size = 0;

  /** Pieces that are not done. */
  get size(): number {
    return this.#size;
  }

  has(name: string): boolean {
    return this.#last.has(name);
  }

  /** Settles as the work does, which begins when all that was given before under the name is over, however it ended. */
  run(name: string, work: () => Promise<void>): Promise<void> {
    this.#size += 1;
    const before = this.#last.get(name) ?? Promise.resolve();
    const done = before.then(work);
    const over = done
      .catch(() => undefined)
      .finally(() => {
        this.#size -= 1;
        if (this.#last.get(name) === over) this.#last.delete(name);
      });
    this.#last.set(name, over);
    return done;
  }

  /** Resolves when all that was given so far is over. */
  async idle(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
