import { createInbox, headers, type Msg, type NatsConnection } from '@nats-io/transport-node';
import type { Clock, Timer } from '../clock.ts';
import { WeftError } from '../errors.ts';
import type { NatsOutbox } from './nats-outbox.ts';

/** Questions that wait for an answer at a time; one more is refused with UNAVAILABLE. */
const MAX_UNDER_WAY = 50_000;
/** What the server answers, with nothing in it, where nobody listens. */
const NOBODY = 503;
const MESSAGE_ID = 'Nats-Msg-Id';
const AWAY = 'the message bus is away';

interface Question {
  readonly subject: string;
  readonly resolve: (data: Uint8Array) => void;
  readonly reject: (error: WeftError) => void;
  readonly timer: Timer;
}

/** How a question is asked. */
export interface Asking {
  readonly timeoutMs: number;
  /** JetStream stores what has the same id once. */
  readonly messageId?: string;
}

/**
 * Questions over one connection, whose answers come to one inbox. The client's
 * own requests make an error with its trace for each answer that comes, in case
 * it were needed, and a promise for each time-out.
 */
export class NatsQuestions {
  readonly #connection: NatsConnection;
  readonly #outbox: NatsOutbox;
  readonly #clock: Clock;
  readonly #prefix = `${createInbox()}.`;
  readonly #underWay = new Map<string, Question>();
  #asked = 0;

  constructor(connection: NatsConnection, outbox: NatsOutbox, clock: Clock) {
    this.#connection = connection;
    this.#outbox = outbox;
    this.#clock = clock;
    connection.subscribe(`${this.#prefix}*`, {
      callback: (error, message) => {
        if (error === null) this.#answered(message);
      },
    });
    void connection.closed().then(() => this.#closed());
  }

  /** Throws WeftError NO_RESPONDER, TIMEOUT or UNAVAILABLE. */
  ask(subject: string, data: Uint8Array, { timeoutMs, messageId }: Asking): Promise<Uint8Array> {
    if (this.#underWay.size >= MAX_UNDER_WAY)
      return Promise.reject(new WeftError('UNAVAILABLE', 'too many questions wait for an answer'));
    if (this.#connection.isClosed()) return Promise.reject(new WeftError('UNAVAILABLE', AWAY));
    this.#asked += 1;
    const token = this.#asked.toString(36);
    const reply = `${this.#prefix}${token}`;
    try {
      const options = messageId === undefined ? { reply } : { reply, headers: idHeader(messageId) };
      this.#outbox.send(subject, data, options);
    } catch (error) {
      return Promise.reject(error);
    }
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const timer = this.#clock.after(timeoutMs, () => {
      this.#underWay.delete(token);
      reject(new WeftError('TIMEOUT', `no answer on ${subject}`));
    });
    this.#underWay.set(token, { subject, resolve, reject, timer });
    return promise;
  }

  #answered({ subject, data, headers: fields }: Msg): void {
    const token = subject.slice(this.#prefix.length);
    const question = this.#underWay.get(token);
    // Answered twice, or too late.
    if (question === undefined) return;
    this.#underWay.delete(token);
    question.timer.cancel();
    if (data.length > 0 || fields?.code !== NOBODY) question.resolve(data);
    else question.reject(new WeftError('NO_RESPONDER', `nobody answers on ${question.subject}`));
  }

  #closed(): void {
    for (const { timer, reject } of this.#underWay.values()) {
      timer.cancel();
      reject(new WeftError('UNAVAILABLE', AWAY));
    }
    this.#underWay.clear();
  }
}

function idHeader(messageId: string): ReturnType<typeof headers> {
  const fields = headers();
  fields.set(MESSAGE_ID, messageId);
  return fields;
}
