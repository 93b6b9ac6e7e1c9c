/** How many parts what comes in over channels is dealt over; changing it needs an empty stream. */
export const INBOUND_PARTITIONS = 8;

/** One piece of work out of a stream. */
export interface Work<Value> {
  readonly value: Value;
  /** In the stream. */
  readonly seq: number;
  /** It need not be done again: the stream forgets it. */
  done(): void;
  /** It is still being worked on: whoever holds work for minutes says so each minute. */
  touch(): void;
}

/** Work by one name, in the order it came, as many pieces as are there at a time. */
export interface WorkReader<Value> extends AsyncIterable<readonly Work<Value>[]> {
  /** Ends the iteration; what is not done stays. */
  close(): void;
}

/**
 * Work that is kept until it is done: a JetStream stream. What was published is
 * given out until `done`, at least once; there is one worker for a name, who is
 * given all that is not done from the first piece on.
 */
export interface WorkLog<Value, Init> {
  /**
   * Resolves when the stream has stored it. What was stored under the same key
   * within the last ten minutes is not stored again. Throws UNAVAILABLE when that cannot be had
   * within a few seconds: it may be stored all the same.
   */
  publish(value: Init, key: string): Promise<void>;
  /**
   * Becomes the one worker: whoever was it before is given no more.
   * Ends when the stream cannot be followed any further. Throws UNAVAILABLE.
   */
  work(name: string, most: number): Promise<WorkReader<Value>>;
  /** How much is not done. Throws UNAVAILABLE. */
  pending(name: string): Promise<number>;
}

/** What could not be done, kept for people. */
export interface LetterBox<Value, Init> {
  /** Throws UNAVAILABLE. */
  put(value: Init, key: string): Promise<void>;
  /** Those before a number (0 = the newest), newest first. Throws UNAVAILABLE. */
  list(before: number, most: number): Promise<readonly { readonly seq: number; readonly value: Value }[]>;
  get(seq: number): Promise<Value | undefined>;
  /** False when there was none. */
  remove(seq: number): Promise<boolean>;
}
