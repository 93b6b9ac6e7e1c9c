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
   * What to do with the frame of this number; 0 = outside the sequence. Numbers rise by one: a 'gap'
   * means that a frame was lost on the way, which only a resume brings back.
   */
  accept(seq: number): 'handle' | 'duplicate' | 'gap' {
    if (seq === 0) return 'handle';
    if (seq <= this.#lastSeq) return 'duplicate';
    if (seq > this.#lastSeq + 1) return 'gap';
    this.#lastSeq = seq;
    return 'handle';
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

  /** Another connection goes on behind this number; what it sends may be told by its content to have come before. */
  rewind(seq: number): void {
    this.#lastSeq = seq;
    this.#ackedSeq = Math.min(this.#ackedSeq, seq);
  }

  /** A new session begins its own sequence. */
  reset(): void {
    this.#lastSeq = 0;
    this.#ackedSeq = 0;
  }
}
