import {
  type Clock,
  ControlReply,
  ControlRequest,
  type ControlRequestInit,
  MalformedMessage,
  MediaReply,
  MediaRequest,
  type MediaRequestInit,
  type MediaTargetInit,
  sleep,
  WeftError,
} from '@weft/proto';
import type { Link } from '../link/index.ts';

type Answers<Reply extends { readonly case: string; readonly value: unknown }> = {
  readonly [One in Reply as One['case']]: One['value'];
};
/** Each kind of the control plane's answers with its content. */
type ControlAnswers = Answers<NonNullable<ControlReply['body']>>;
/** Each kind of a media node's answers with its content. */
type MediaAnswers = Answers<NonNullable<MediaReply['body']>>;

/** Questions to the mesh with their expected kind of answer. A port: tests answer them. */
export interface Ask {
  /** Rejects with the WeftError of the answer; INTERNAL when it is of another kind. */
  control<Case extends keyof ControlAnswers>(
    expected: Case,
    body: NonNullable<ControlRequestInit['body']>,
  ): Promise<ControlAnswers[Case]>;
  /** The same of a call's media node. */
  media<Case extends keyof MediaAnswers>(
    target: MediaTargetInit,
    expected: Case,
    body: NonNullable<MediaRequestInit['body']>,
  ): Promise<MediaAnswers[Case]>;
}

/** Questions to one node about one call. */
export type AskNode = <Case extends keyof MediaAnswers>(
  expected: Case,
  body: NonNullable<MediaRequestInit['body']>,
) => Promise<MediaAnswers[Case]>;

/** Tries of a question that meets a call on the move, and the first pause between them, doubled up to 4 times: 6 s in all. */
const STALE_TRIES = 10;
const STALE_PAUSE_MS = 60;
const MAX_DOUBLINGS = 4;

/**
 * `target` is asked for at every question: a call's epoch rises. A question that a
 * node refuses because the call has just moved on is asked again, with the epoch
 * this side knows by then.
 */
export const askNode =
  (ask: Ask, target: () => MediaTargetInit, clock: Clock): AskNode =>
  async (expected, body) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await ask.media(target(), expected, body);
      } catch (error) {
        const stale = error instanceof WeftError && error.code === 'STALE_EPOCH';
        if (!stale || tries >= STALE_TRIES) throw error;
        await sleep(clock, STALE_PAUSE_MS * 2 ** Math.min(tries - 1, MAX_DOUBLINGS));
      }
    }
  };

/** First pause before a question that must be answered is asked again; doubled alike. */
const AGAIN_MS = 500;

/**
 * Asks again, more and more slowly, for as long as the answer is `wanted` and may
 * yet come: for what nobody else would mend. Undefined when it is not wanted any more. Rejects with an
 * answer that is final.
 */
export async function keepAsking<Answer>(
  ask: () => Promise<Answer>,
  wanted: () => boolean,
  clock: Clock,
): Promise<Answer | undefined> {
  for (let failures = 0; wanted(); failures += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof WeftError) || !error.retryable) throw error;
      await sleep(clock, AGAIN_MS * 2 ** Math.min(failures, MAX_DOUBLINGS));
    }
  }
  return undefined;
}

/** The same, each question asked again until it is answered. Rejects with NOT_JOINED when it is not wanted any more. */
export const keepAskingNode =
  (ask: AskNode, wanted: () => boolean, clock: Clock): AskNode =>
  async (expected, body) => {
    const answer = await keepAsking(() => ask(expected, body), wanted, clock);
    if (answer === undefined) throw new WeftError('NOT_JOINED');
    return answer;
  };

/** Over the link. */
export function linkAsk(link: Pick<Link, 'request'>): Ask {
  return {
    control: async <Case extends keyof ControlAnswers>(
      expected: Case,
      body: NonNullable<ControlRequestInit['body']>,
    ): Promise<ControlAnswers[Case]> => {
      const bytes = await link.request({ case: 'control', value: {} }, ControlRequest.encode({ body }));
      return answer<ControlAnswers, Case>(read(ControlReply.decode, bytes).body, expected);
    },
    media: async <Case extends keyof MediaAnswers>(
      target: MediaTargetInit,
      expected: Case,
      body: NonNullable<MediaRequestInit['body']>,
    ): Promise<MediaAnswers[Case]> => {
      const bytes = await link.request({ case: 'media', value: target }, MediaRequest.encode({ body }));
      return answer<MediaAnswers, Case>(read(MediaReply.decode, bytes).body, expected);
    },
  };
}

function read<Message>(decode: (bytes: Uint8Array) => Message, bytes: Uint8Array): Message {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof MalformedMessage)
      throw new WeftError('INTERNAL', 'unreadable answer', { cause: error });
    throw error;
  }
}

function answer<Values, Case extends keyof Values & string>(
  reply: { readonly case: string; readonly value: unknown } | undefined,
  expected: Case,
): Values[Case] {
  if (reply?.case === expected) return reply.value as Values[Case];
  throw new WeftError('INTERNAL', `expected ${expected}, got ${reply?.case ?? 'nothing'}`);
}
