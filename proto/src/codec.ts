import protobuf from 'protobufjs/minimal.js';

/** protobufjs's wire writer and reader; the generated code uses nothing else of it. */
export type Writer = protobuf.Writer;
export type Reader = protobuf.Reader;

export const NO_BYTES = new Uint8Array(0);

/** A message type's way to and from bytes, and from JSON. */
export interface Codec<Message, Init> {
  /** Bytes of the message; absent fields are their zero value. */
  encode(message: Init): Uint8Array<ArrayBuffer>;
  /**
   * The message in these bytes. Unknown fields are passed over; an unknown enum
   * number reads as "unspecified". Throws MalformedMessage when the bytes are
   * not this schema's.
   */
  decode(bytes: Uint8Array): Message;
  /** A whole message with absent fields at their zero value. */
  create(init: Init): Message;
  /** The message in an operator-readable form (etcd values). */
  toJson(message: Init): string;
  /** Unknown members are passed over. Throws MalformedMessage on wrong types or text that is not JSON. */
  fromJson(text: string): Message;
  /** The same of what a text was parsed to already. */
  fromValue(value: unknown): Message;
}

/** The bytes or the JSON do not follow the schema. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

export function codec<Message, Init>(
  write: (message: Init, writer: Writer) => Writer,
  read: (reader: Reader, end: number) => Message,
  from: (value: unknown) => Message,
): Codec<Message, Init> {
  const encode = (message: Init): Uint8Array<ArrayBuffer> => {
    // The writer's own buffer, which is longer and may be one of a pool that a message must not pin or alias.
    // (slice() of a Node Buffer copies nothing.)
    return new Uint8Array(write(message, protobuf.Writer.create()).finish(true));
  };
  const decode = (bytes: Uint8Array): Message => {
    try {
      // A Node Buffer would be read as views of it, and a message must own its bytes.
      const reader = protobuf.Reader.create(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      return read(reader, reader.len);
    } catch (error) {
      throw malformed(error);
    }
  };
  return {
    encode,
    decode,
    create: (init) => decode(encode(init)),
    toJson: (message) => JSON.stringify(decode(encode(message))),
    fromJson: (text) => {
      try {
        return from(JSON.parse(text));
      } catch (error) {
        throw malformed(error);
      }
    },
    fromValue: (value) => {
      try {
        return from(value);
      } catch (error) {
        throw malformed(error);
      }
    },
  };
}

const malformed = (error: unknown): MalformedMessage =>
  error instanceof MalformedMessage
    ? error
    : new MalformedMessage(error instanceof Error ? error.message : String(error), { cause: error });

/** Nested lengths may lie: a message that read past its own end is refused. */
export function checked<Message>(message: Message, reader: Reader, end: number, name: string): Message {
  if (reader.pos !== end) throw new MalformedMessage(`${name} runs past its end`);
  return message;
}

const refuse = (what: string, value: unknown): never => {
  throw new MalformedMessage(`expected ${what}, got ${value === null ? 'null' : typeof value}`);
};

/** Readers of JSON values; an absent value is the zero value, a value of another type is refused. */
export const json = {
  object: (value: unknown): Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : refuse('an object', value),
  list: (value: unknown): readonly unknown[] =>
    value === undefined ? [] : Array.isArray(value) ? value : refuse('a list', value),
  text: (value: unknown): string =>
    value === undefined ? '' : typeof value === 'string' ? value : refuse('a text', value),
  number: (value: unknown): number =>
    value === undefined
      ? 0
      : typeof value === 'number' && Number.isFinite(value)
        ? value
        : refuse('a number', value),
  bool: (value: unknown): boolean =>
    value === undefined ? false : typeof value === 'boolean' ? value : refuse('true or false', value),
  bytes: (value: unknown): Uint8Array => (value === undefined ? NO_BYTES : refuse('no bytes in JSON', value)),
  oneOf: <Text extends string>(numbers: Readonly<Record<Text, number>>, value: unknown): Text =>
    typeof value === 'string' && Object.hasOwn(numbers, value) ? (value as Text) : ('unspecified' as Text),
  choice: <Choice>(
    value: unknown,
    cases: Readonly<Record<string, (v: unknown) => Choice>>,
  ): Choice | undefined => {
    if (value === undefined) return undefined;
    const { case: name, value: inner } = json.object(value);
    const read = typeof name === 'string' && Object.hasOwn(cases, name) ? cases[name] : undefined;
    return read?.(inner);
  },
};
