/** Frames after which an acknowledgement goes out although nothing else does. */
const ACK_EVERY_FRAMES = 32;

/**
 * Which frames of the session's sequence were handled. Frames may come twice (a resume
 * sends again what was not acknowledged) and over two sockets at once (while the session
 * moves to another edge): each number is handled once, in rising order.
 */
export class Inbox {
  #lastSeq = 0;
  #ackedSeq = 0;

  /** Highest number handled; 0 = none. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /**
   * Whether to handle the frame with this number. Numbers may be left out where the
   * edge replaced a push by a newer one; they never go back. 0 = outside the sequence.
   */
  accept(seq: number): boolean {
    if (seq === 0) return true;
    if (seq <= this.#lastSeq) return false;
    this.#lastSeq = seq;
    return true;
  }

  /** Whether the edge should be told now, without waiting for a frame that carries it along. */
  get ackDue(): boolean {
    return this.#lastSeq - this.#ackedSeq >= ACK_EVERY_FRAMES;
  }

  /** Whether something was handled that the edge does not know of. */
  get unacknowledged(): boolean {
    return this.#lastSeq > this.#ackedSeq;
  }

  /** The number to put into a frame that goes out now. */
  takeAck(): number {
    this.#ackedSeq = this.#lastSeq;
    return this.#lastSeq;
  }

  /** A new session begins its own sequence. */
  reset(): void {
    this.#lastSeq = 0;
    this.#ackedSeq = 0;
  }
}
