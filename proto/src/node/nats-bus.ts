import { connect, type Msg, type NatsConnection } from '@nats-io/transport-node';
import type { Bus, BusMessage, BusSubscription } from '../bus.ts';
import { systemClock } from '../clock.ts';
import { MalformedMessage } from '../codec.ts';
import { WeftError } from '../errors.ts';
import type { Log } from '../log.ts';
import { NatsOutbox } from './nats-outbox.ts';
import { type Asking, NatsQuestions } from './nats-questions.ts';

const DEFAULT_TIMEOUT_MS = 2_000;

/** Reads of a message what is asked for: most handlers know its subject. */
class NatsMessage implements BusMessage {
  readonly #msg: Msg;
  readonly #outbox: NatsOutbox;

  constructor(msg: Msg, outbox: NatsOutbox) {
    this.#msg = msg;
    this.#outbox = outbox;
  }

  get subject(): string {
    return this.#msg.subject;
  }

  get data(): Uint8Array {
    return this.#msg.data;
  }

  respond(data: Uint8Array): void {
    const { reply } = this.#msg;
    if (reply !== undefined && reply !== '') this.#outbox.send(reply, data);
  }
}

/** User and password, where an address names them ("nats://user:password@host:port"): the client itself does not look there. */
function credentialsIn(servers: readonly string[]): { readonly user?: string; readonly pass?: string } {
  const named = servers.find((server) => server.includes('@'));
  if (named === undefined || !URL.canParse(named)) return {};
  const { username, password } = new URL(named);
  return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
}

/** An address without what must not be logged. */
const addressOf = (server: string): string => server.replace(/\/\/[^@/]*@/, '//');

/** The client's own way to its server, which it shows to nobody: undefined where another version has it elsewhere. */
const wayOf = (connection: NatsConnection): { discard(): void } | undefined =>
  (connection as { readonly protocol?: { readonly transport?: { discard(): void } } }).protocol?.transport;

/** The Bus over one NATS connection, which reconnects for as long as the process lives. */
export class NatsBus implements Bus {
  readonly connection: NatsConnection;
  readonly #log: Log;
  readonly #outbox: NatsOutbox;
  readonly #questions: NatsQuestions;
  readonly #listeners = new Set<(connected: boolean) => void>();
  #connected = true;
  #unreadable = 0;

  private constructor(connection: NatsConnection, log: Log) {
    this.connection = connection;
    this.#log = log;
    this.#outbox = new NatsOutbox(connection, log);
    this.#questions = new NatsQuestions(connection, this.#outbox, systemClock);
  }

  /** Connects to a comma-separated list of servers, with the user and password that one of them names. Throws UNAVAILABLE when none answers within `timeoutMs`. */
  static async create(options: {
    servers: string;
    name: string;
    log: Log;
    timeoutMs?: number;
  }): Promise<NatsBus> {
    const servers = options.servers.split(',');
    try {
      const connection = await connect({
        servers: servers.map(addressOf),
        ...credentialsIn(servers),
        name: options.name,
        timeout: options.timeoutMs ?? 5_000,
        maxReconnectAttempts: -1,
        reconnectTimeWait: 200,
        reconnectJitter: 100,
        pingInterval: 2_000,
        maxPingOut: 2,
        waitOnFirstConnect: false,
        // The trace of whoever asks, kept with each question in case it fails, costs more than the question.
        noAsyncTraces: true,
      });
      const bus = new NatsBus(connection, options.log);
      void bus.#follow();
      return bus;
    } catch (error) {
      throw new WeftError('UNAVAILABLE', `no NATS server answers at ${servers.map(addressOf).join(',')}`, {
        cause: error,
      });
    }
  }

  /** Messages that came or were kept and that this process could not make anything of. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /**
   * Writes down that one cannot be read: damaged, or from a newer version. Whoever
   * read it goes on with the next, so that it stops nobody; it is never let go in silence.
   */
  cannotRead(where: { readonly subject: string; readonly seq?: number }, error: unknown): void {
    this.#unreadable += 1;
    this.#log.error({ ...where, error: String(error) }, 'message cannot be read');
  }

  get connected(): boolean {
    return this.#connected;
  }

  onConnected(listener: (connected: boolean) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => this.#listeners.delete(listener) };
  }

  publish(subject: string, data: Uint8Array): void {
    if (!this.connection.isClosed()) this.#outbox.send(subject, data);
  }

  request(
    subject: string,
    data: Uint8Array,
    options: { readonly timeoutMs?: number } = {},
  ): Promise<Uint8Array> {
    return this.#questions.ask(subject, data, { timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS });
  }

  /** A request of which JetStream knows by its id whether it is the same again. Throws like a request. */
  ask(subject: string, data: Uint8Array, asking: Asking): Promise<Uint8Array> {
    return this.#questions.ask(subject, data, asking);
  }

  subscribe(
    subject: string,
    handler: (message: BusMessage) => void,
    options: { readonly queue?: string } = {},
  ): BusSubscription {
    const subscription = this.connection.subscribe(subject, {
      ...(options.queue === undefined ? {} : { queue: options.queue }),
      callback: (error, msg) => {
        if (error !== null) {
          this.#log.warn({ subject, error: error.message }, 'subscription failed');
          return;
        }
        try {
          handler(new NatsMessage(msg, this.#outbox));
        } catch (failure) {
          if (failure instanceof MalformedMessage) {
            this.cannotRead({ subject: msg.subject }, failure);
            return;
          }
          this.#log.error({ subject: msg.subject, error: String(failure) }, 'message handler failed');
        }
      },
    });
    const unsubscribe = (): void => {
      if (!subscription.isClosed()) subscription.unsubscribe();
    };
    return { unsubscribe, [Symbol.dispose]: unsubscribe };
  }

  async flush(): Promise<void> {
    try {
      this.#outbox.handOver();
      await this.connection.flush();
    } catch (error) {
      throw new WeftError('UNAVAILABLE', 'the message bus is away', { cause: error });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#outbox.handOver();
    if (!this.connection.isClosed()) await this.connection.close();
  }

  async #follow(): Promise<void> {
    let way = wayOf(this.connection);
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect') this.#set(false);
      // A server that answers no ping takes nothing either: the client would wait until all it has sent is taken.
      else if (status.type === 'staleConnection') way?.discard();
      else if (status.type === 'reconnect') {
        way = wayOf(this.connection);
        this.#set(true);
      }
    }
  }

  #set(connected: boolean): void {
    if (this.#connected === connected) return;
    this.#connected = connected;
    if (connected) this.#log.info({}, 'message bus is back');
    else this.#log.warn({}, 'message bus is away');
    for (const listener of this.#listeners) listener(connected);
  }
}
