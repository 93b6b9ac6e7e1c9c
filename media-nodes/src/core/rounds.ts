/** Runs a round of work, and again for as long as a round asks for another; never one inside another. */
export class Rounds {
  readonly #round: () => void;
  #state: 'idle' | 'running' | 'again' = 'idle';

  constructor(round: () => void) {
    this.#round = round;
  }

  run(): void {
    const running = this.#state !== 'idle';
    this.#state = running ? 'again' : 'running';
    if (running) return;
    this.#round();
    // What a round itself causes asks for another.
    while (this.#askedAgain()) this.#round();
    this.#state = 'idle';
  }

  #askedAgain(): boolean {
    if (this.#state !== 'again') return false;
    this.#state = 'running';
    return true;
  }
}
