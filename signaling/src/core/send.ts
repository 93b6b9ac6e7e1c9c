import type { SendResult } from '../ports.ts';
import type { Outbox } from './outbox.ts';

/** What a send's result means for the frame, and for the frames behind it. */
export interface Judgement {
  /** The frame is on its way. When false it is next again. */
  readonly taken: boolean;
  /** The socket can take another now. When false the next send waits for `drained`. */
  readonly goOn: boolean;
}

const JUDGEMENTS: Readonly<Record<SendResult, Judgement>> = {
  sent: { taken: true, goOn: true },
  // The socket holds the bytes. More would only fill its buffer, where nothing can be replaced any more.
  backpressure: { taken: true, goOn: false },
  dropped: { taken: false, goOn: false },
};

/** How each of the socket's answers is treated. */
export const judge = (result: SendResult): Judgement => JUDGEMENTS[result];

/**
 * Gives the outbox's frames to a socket, in order, until there are no more
 * ('empty') or the socket wants no more for now ('blocked').
 */
export function pump(outbox: Outbox, send: (frame: Uint8Array) => SendResult): 'empty' | 'blocked' {
  for (;;) {
    const frame = outbox.next();
    if (frame === undefined) return 'empty';
    const { taken, goOn } = judge(send(frame));
    if (taken) outbox.taken();
    if (!goOn) return 'blocked';
  }
}
