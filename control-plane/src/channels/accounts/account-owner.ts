import {
  type Bus,
  type BusSubscription,
  ChannelReply,
  type ChannelReplyInit,
  ChannelRequest,
  type Clock,
  type Directory,
  type Log,
  type ChannelRequest as Request,
  sleep,
  subjects,
  type Timer,
  toFault,
  WeftError,
} from '@weft/proto';
import type { FileKeeper } from '../../conversations/file-keeper.ts';
import type { Health, OpenAccount } from '../channel.ts';
import type { Inlet } from '../inbound/inlet.ts';
import { contactOfPerson, personOf } from '../inbound/wire.ts';
import type { BoundAccount } from '../kinds.ts';
import { menuOf, menuText } from '../menu.ts';
import { KeptMemory } from './memory.ts';
import type { Sealer } from './sealer.ts';

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 30_000;
/** How often an account that is down, and holds nothing open that would tell, is asked for. */
const PROBE_MS = 3_000;

/** Sends what waits for an open account. */
export interface Sender extends AsyncDisposable {
  readonly underWay: number;
  /** Segments per second it allows itself now; 0 = no limit. */
  readonly perSecond: number;
}

export interface OwnerContext {
  readonly instanceId: string;
  readonly bus: Bus;
  readonly directory: Directory;
  readonly sealer: Sealer;
  readonly inlet: Inlet;
  readonly files: FileKeeper;
  readonly maxFileBytes: number;
  /** Begins to send what waits for the account. */
  readonly send: (account: BoundAccount, opened: OpenAccount) => Sender;
  readonly clock: Clock;
  readonly log: Log;
}

/** The one instance's part in an account that it holds: opens it, lets it send, and answers what the others ask of it. */
export class AccountOwner implements AsyncDisposable {
  readonly #context: OwnerContext;
  readonly #account: BoundAccount;
  readonly #epoch: number;
  readonly #running: Promise<void>;
  readonly #asked: BusSubscription;
  readonly #sinceMs: number;
  readonly #ending = Promise.withResolvers<void>();
  readonly #probing: Timer;
  #probe: Promise<void> | undefined;
  #opened: OpenAccount | undefined;
  #sender: Sender | undefined;
  #failure = '';
  #closed = false;

  constructor(context: OwnerContext, account: BoundAccount, epoch: number) {
    this.#context = context;
    this.#account = account;
    this.#epoch = epoch;
    this.#sinceMs = context.clock.now();
    this.#asked = context.bus.subscribe(subjects.channel(account.accountId), (message) => {
      void this.#answer(message.data).then((reply) => message.respond(ChannelReply.encode(reply)));
    });
    this.#probing = context.clock.every(PROBE_MS, () => this.#look());
    this.#running = this.#run();
  }

  get health(): Health {
    if (this.#opened !== undefined) return this.#opened.health;
    const sinceMs = this.#sinceMs;
    return this.#failure === ''
      ? { is: 'connecting', sinceMs }
      : { is: 'down', sinceMs, reason: this.#failure };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#asked.unsubscribe();
    this.#probing.cancel();
    this.#ending.resolve();
    await this.#running;
    await this.#sender?.[Symbol.asyncDispose]();
    await this.#probe;
    await this.#opened?.[Symbol.asyncDispose]();
  }

  /** Nothing is sent while an account is down: it is this that finds that it is up again. */
  #look(): void {
    if (this.#opened?.health.is !== 'down') return;
    this.#probe ??= this.#opened.probe?.().finally(() => {
      this.#probe = undefined;
    });
  }

  async #run(): Promise<void> {
    const { directory, sealer, inlet, clock, log, send } = this.#context;
    const account = this.#account;
    const { accountId } = account;
    for (let pauseMs = FIRST_PAUSE_MS; !this.#closed; pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS)) {
      try {
        const opened = await account.open({
          arrived: (arrivals) => inlet.take(account, arrivals),
          memory: new KeptMemory({ directory, sealer }, accountId, this.#epoch),
          epoch: this.#epoch,
        });
        this.#opened = opened;
        this.#failure = '';
        if (!this.#closed) this.#sender = send(account, opened);
        return;
      } catch (error) {
        this.#failure = error instanceof WeftError ? error.message : 'it cannot be opened';
        log.warn({ accountId, error: String(error) }, 'account not opened');
      }
      await Promise.race([sleep(clock, pauseMs), this.#ending.promise]);
    }
  }

  async #answer(data: Uint8Array): Promise<ChannelReplyInit> {
    try {
      return { body: await this.#serve(ChannelRequest.decode(data)) };
    } catch (error) {
      return { body: { case: 'fault', value: toFault(error) } };
    }
  }

  async #serve({ body }: Request): Promise<NonNullable<ChannelReplyInit['body']>> {
    const { instanceId, files, maxFileBytes } = this.#context;
    switch (body?.case) {
      case 'askHealth': {
        const { health } = this;
        const value = {
          ...{ state: health.is, sinceMs: health.sinceMs, instanceId },
          reason: health.is === 'down' ? health.reason : '',
          underWay: this.#sender?.underWay ?? 0,
          perSecond: this.#sender?.perSecond ?? 0,
        };
        return { case: 'health', value };
      }
      case 'whois': {
        const contact = contactOfPerson(body.value);
        if (contact === undefined) throw new WeftError('BAD_REQUEST', 'who is meant is not said');
        const found = (await this.#open().whois?.(contact)) ?? contact;
        return { case: 'person', value: personOf(found) };
      }
      case 'fetchFile': {
        const { reference, fileName } = body.value;
        const bytes = await this.#open().fetch?.(reference, maxFileBytes);
        if (bytes === undefined) throw new WeftError('NOT_AVAILABLE', 'the channel fetches no files');
        const { attachment, sha256 } = await files.keep(fileName, once(bytes));
        return {
          case: 'file',
          value: { fileName, mediaType: attachment.mediaType, kept: attachment, sha256 },
        };
      }
      case 'askMenu':
        return { case: 'menu', value: { json: menuText(await this.#open().readMenu?.()) } };
      case 'putMenu': {
        const { json } = body.value;
        await this.#open().writeMenu?.(menuOf(json));
        return { case: 'menu', value: { json } };
      }
      default:
        throw new WeftError('BAD_REQUEST', 'nothing that this version knows is asked');
    }
  }

  #open(): OpenAccount {
    if (this.#opened === undefined) throw new WeftError('UNAVAILABLE', 'the account is not open yet');
    return this.#opened;
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
