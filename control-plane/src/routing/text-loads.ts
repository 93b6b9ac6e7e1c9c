/** How many conversations agents have open, as a queue of calls counts them. */
export interface TextLoads {
  /** Changes whenever any of them has. */
  readonly version: number;
  /** As known now; 0 while nobody follows. */
  openOf(agentId: string): number;
  /** Kept up, and told after each change, until it is disposed of. */
  follow(listener: () => void): Disposable;
}
