import {
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  RetentionPolicy,
  StorageType,
  type StoredMsg,
} from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type { Codec } from '../codec.ts';
import { WeftError } from '../errors.ts';
import type { LetterBox } from '../work.ts';
import { openStream } from './jetstream-open.ts';
import type { NatsBus } from './nats-bus.ts';

const MAX_AGE_MS = 90 * 24 * 3_600_000;
const MAX_LETTERS = 1_000_000;
const API_TIMEOUT_MS = 2_000;

export interface JetStreamLettersOptions<Value, Init> {
  readonly bus: NatsBus;
  readonly replicas?: number;
  readonly stream: string;
  readonly subjects: string;
  readonly codec: Codec<Value, Init>;
  readonly subjectOf: (value: Init) => string;
}

const away = (cause: unknown): WeftError =>
  new WeftError('UNAVAILABLE', 'the dead letters cannot be reached', { cause });

/** The LetterBox over a stream; beyond its bound and its age the oldest letters go. */
export class JetStreamLetters<Value, Init> implements LetterBox<Value, Init> {
  readonly #options: JetStreamLettersOptions<Value, Init>;
  readonly #client: JetStreamClient;
  readonly #manager: JetStreamManager;

  private constructor(options: JetStreamLettersOptions<Value, Init>, manager: JetStreamManager) {
    this.#options = options;
    this.#manager = manager;
    this.#client = jetstream(options.bus.connection, { timeout: API_TIMEOUT_MS });
  }

  /** Makes the stream when it is missing. Throws UNAVAILABLE when JetStream does not answer. */
  static async create<Value, Init>(
    options: JetStreamLettersOptions<Value, Init>,
  ): Promise<JetStreamLetters<Value, Init>> {
    const config = {
      name: options.stream,
      subjects: [options.subjects],
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      max_age: nanos(MAX_AGE_MS),
      max_msgs: MAX_LETTERS,
      num_replicas: options.replicas ?? 1,
    };
    return new JetStreamLetters(options, await openStream(options.bus, config, API_TIMEOUT_MS));
  }

  async put(value: Init, key: string): Promise<void> {
    const { codec, subjectOf } = this.#options;
    try {
      await this.#client.publish(subjectOf(value), codec.encode(value), { msgID: key });
    } catch (error) {
      throw away(error);
    }
  }

  async list(before: number, most: number) {
    const found: { readonly seq: number; readonly value: Value }[] = [];
    const { first, last } = await this.#extent();
    for (let seq = before === 0 ? last : Math.min(last, before - 1); seq >= first; seq -= 1) {
      const value = await this.get(seq);
      if (value !== undefined) found.push({ seq, value });
      if (found.length === most) break;
    }
    return found;
  }

  async get(seq: number): Promise<Value | undefined> {
    try {
      const message = await this.#manager.streams.getMessage(this.#options.stream, { seq });
      return message === null ? undefined : this.#read(message);
    } catch (error) {
      throw away(error);
    }
  }

  /** Undefined for what cannot be read: it hides no other letter. */
  #read({ data, subject, seq }: StoredMsg): Value | undefined {
    try {
      return this.#options.codec.decode(data);
    } catch (error) {
      this.#options.bus.cannotRead({ subject, seq }, error);
      return undefined;
    }
  }

  async remove(seq: number): Promise<boolean> {
    if ((await this.get(seq)) === undefined) return false;
    try {
      return await this.#manager.streams.deleteMessage(this.#options.stream, seq, false);
    } catch (error) {
      throw away(error);
    }
  }

  async #extent(): Promise<{ readonly first: number; readonly last: number }> {
    try {
      const { state } = await this.#manager.streams.info(this.#options.stream);
      // An empty stream counts from 0, which is no letter's number.
      return { first: Math.max(1, state.first_seq), last: state.last_seq };
    } catch (error) {
      throw away(error);
    }
  }
}
