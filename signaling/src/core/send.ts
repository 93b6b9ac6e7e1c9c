import type { SendResult, Socket } from '../ports.ts';
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

/** So much goes to the kernel in one piece: what uWebSockets.js gathers (16 KiB), less the heads of the frames. */
const PIECE_BYTES = 15_000;

type Sink = Pick<Socket<never>, 'send' | 'inOnePiece' | 'bufferedBytes'>;

/**
 * Gives the outbox's frames to a socket, in order and in as few pieces as can be,
 * until there are no more ('empty') or the socket wants no more for now ('blocked').
 * `told` is called with what became of how many frames.
 */
export function pump(
  outbox: Outbox,
  socket: Sink,
  told: (result: SendResult, frames: number) => void,
): 'empty' | 'blocked' {
  while (outbox.unsent > 0) {
    const alone = outbox.unsent === 1;
    const { result, frames } = alone ? sendNext(outbox, socket) : sendPiece(outbox, socket);
    if (frames > 1) told('sent', frames - 1);
    told(result, 1);
    if (!judge(result).goOn) return 'blocked';
  }
  return 'empty';
}

/** What became of the last of so many frames; those before it were sent. */
interface Sent {
  readonly result: SendResult;
  readonly frames: number;
  readonly bytes: number;
}

function sendNext(outbox: Outbox, socket: Sink): Sent {
  const frame = outbox.next();
  if (frame === undefined) return { result: 'sent', frames: 0, bytes: 0 };
  const result = socket.send(frame);
  if (judge(result).taken) outbox.taken();
  return { result, frames: 1, bytes: frame.length };
}

function sendPiece(outbox: Outbox, socket: Sink): Sent {
  let [frames, bytes] = [0, 0];
  let last: SendResult = 'sent';
  socket.inOnePiece(() => {
    do {
      const sent = sendNext(outbox, socket);
      last = sent.result;
      frames += 1;
      bytes += sent.bytes;
    } while (judge(last).goOn && outbox.unsent > 0 && bytes < PIECE_BYTES);
  });
  // What was gathered went to the kernel in the end only: now it is known whether it took all.
  const result = judge(last).goOn && socket.bufferedBytes > 0 ? 'backpressure' : last;
  return { result, frames, bytes };
}
