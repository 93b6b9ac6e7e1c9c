import {
  ControlReply,
  type ControlReplyInit,
  ControlRequest,
  MediaReply,
  type MediaReplyInit,
  MediaRequest,
  type MediaTargetInit,
} from '@weft/proto';
import type { RequestTarget } from '../../link/index.ts';
import { type Ask, linkAsk } from '../ask.ts';

type ControlCase = NonNullable<ControlRequest['body']>['case'];
type MediaCase = NonNullable<MediaRequest['body']>['case'];
type BodyOf<Request extends { body: unknown }, Case> = Extract<Request['body'], { case: Case }>;

/** How a test answers each question: with a reply's body, or by throwing. Unanswered questions wait forever. */
export interface Answers {
  control?: Partial<{
    [Case in ControlCase]: (
      value: NonNullable<BodyOf<ControlRequest, Case>>['value'],
    ) => NonNullable<ControlReplyInit['body']> | Promise<NonNullable<ControlReplyInit['body']>>;
  }>;
  media?: Partial<{
    [Case in MediaCase]: (
      value: NonNullable<BodyOf<MediaRequest, Case>>['value'],
      target: MediaTargetInit,
    ) => NonNullable<MediaReplyInit['body']> | Promise<NonNullable<MediaReplyInit['body']>>;
  }>;
}

/** Answers an Ask by a test's functions, through the real codecs. */
export class FakeAsk {
  readonly answers: Required<Answers>;
  /** Names of what was asked, oldest first. */
  readonly asked: string[] = [];
  readonly bodies: NonNullable<(ControlRequest | MediaRequest)['body']>[] = [];
  readonly ask: Ask;

  constructor(answers: Answers = {}) {
    this.answers = { control: {}, media: {}, ...answers };
    this.ask = linkAsk({ request: (target, bytes) => this.#answer(target, bytes) });
  }

  async #answer(target: RequestTarget, bytes: Uint8Array): Promise<Uint8Array> {
    const { body } = target.case === 'control' ? ControlRequest.decode(bytes) : MediaRequest.decode(bytes);
    if (body === undefined) throw new Error('an empty question');
    this.asked.push(body.case);
    this.bodies.push(body);
    const answers = target.case === 'control' ? this.answers.control : this.answers.media;
    // The table is typed by case above; here case and value belong together.
    const answer = (answers as Record<string, ((value: unknown, to: unknown) => unknown) | undefined>)[
      body.case
    ];
    if (answer === undefined) return new Promise(() => undefined);
    const reply = await answer(body.value, target.value);
    return target.case === 'control'
      ? ControlReply.encode({ body: reply as NonNullable<ControlReplyInit['body']> })
      : MediaReply.encode({ body: reply as NonNullable<MediaReplyInit['body']> });
  }
}

/** Lets everything that is already resolved go on. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
