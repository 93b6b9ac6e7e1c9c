/** Who wants to hear of one kind of event. Told in the order they came. */
export class Listeners<Event> {
  readonly #listeners = new Set<(event: Event) => void>();

  /** Adds one; the returned function takes it away. */
  add(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells all that are here now, also those that an earlier one takes away. */
  tell(event: Event): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
