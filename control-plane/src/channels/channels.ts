import {
  type Bus,
  type Channel,
  type Clock,
  type DeadLetter,
  type DeadLetterInit,
  type InboundArrival,
  type InboundArrivalInit,
  type LetterBox,
  type Log,
  sleep,
  type TranscriptInit,
  WeftError,
  type WorkLog,
} from '@weft/proto';
import { type DeliveryKey, deliveryText, outdatedDeliveries } from '../store/deliveries.ts';
import type { Store } from '../store/store.ts';
import type { AccountChange, Accounts, KnownAccount } from './accounts/accounts.ts';
import { askAccount } from './accounts/ask.ts';
import type { OpenAccount, WebhookAnswer, WebhookRequest } from './channel.ts';
import type { Inlet } from './inbound/inlet.ts';
import type { BoundAccount } from './kinds.ts';
import { type Menu, menuOf, menuText } from './menu.ts';
import type { AnswerChannel, Answers } from './outbound/answers.ts';
import type { Beginning } from './outbound/beginning.ts';

/** How long an account that is tried out may take to come up. */
const TEST_MS = 6_000;
const TEST_LOOK_MS = 50;
const HEALTH_MS = 800;
const MAX_LETTERS = 200;
/** Characters of a letter that are shown. */
const MAX_SHOWN = 300;

export interface ChannelsOptions {
  readonly accounts: Accounts;
  readonly store: Pick<Store, 'read'>;
  readonly inlet: Inlet;
  readonly arrivals: WorkLog<InboundArrival, InboundArrivalInit>;
  readonly letters: LetterBox<DeadLetter, DeadLetterInit>;
  readonly answers: Answers;
  readonly beginning: Beginning;
  /** Asks for an item that failed to be tried again, in somebody's name. */
  readonly resend: (conversationId: string, seq: number, byId: string) => Promise<void>;
  /** Asks for a conversation to be mailed to its customer, in the customer's name. */
  readonly mailTranscript: (
    conversationId: string,
    contactId: string,
    transcript: TranscriptInit,
  ) => Promise<void>;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
}

/** How an account is doing, whoever holds it. */
export interface AccountHealth {
  readonly state: string;
  readonly sinceMs: number;
  readonly reason: string;
  readonly instanceId: string;
  readonly underWay: number;
  readonly perSecond: number;
}

/** A letter that is kept. */
export interface Letter {
  readonly seq: number;
  readonly direction: 'in' | 'out';
  readonly accountId: string;
  readonly conversationId: string;
  readonly itemSeq: number;
  readonly sourceId: string;
  /** Who wrote what came in, and the beginning of it; empty = that is in the conversation, or nobody said anything. */
  readonly from: string;
  readonly text: string;
  readonly reason: string;
  readonly atMs: number;
  readonly tries: number;
}

/** Some letters, newest first. */
export interface LetterPage {
  readonly letters: readonly Letter[];
  /** The number below which the next ones are; 0 = these were the last. */
  readonly before: number;
}

/** What the HTTP API does with channels. */
export class Channels {
  readonly #options: ChannelsOptions;

  constructor(options: ChannelsOptions) {
    this.#options = options;
  }

  get accounts(): Accounts {
    return this.#options.accounts;
  }

  /** Conversations that agents begin. */
  get beginning(): Beginning {
    return this.#options.beginning;
  }

  /**
   * A vendor's request: checked, read, stored in the stream, answered. Throws
   * ROUTE_NOT_FOUND (no such account with a webhook), SIGNATURE_REFUSED,
   * BAD_REQUEST, UNAVAILABLE.
   */
  async webhook(accountId: string, request: WebhookRequest): Promise<WebhookAnswer> {
    const { accounts, inlet, clock } = this.#options;
    const account = accounts.usable(accountId);
    if (account?.webhook === undefined) throw new WeftError('ROUTE_NOT_FOUND', 'no such webhook');
    const nowMs = clock.now();
    const verified = account.webhook.verify(request, nowMs);
    if (verified.is === 'payload') await inlet.take(account, account.webhook.parse(verified.payload, nowMs));
    return verified.answer;
  }

  /** What an agent may answer on. Throws CONVERSATION_NOT_FOUND, UNAVAILABLE. */
  answers(conversationId: string): Promise<readonly AnswerChannel[]> {
    return this.#options.answers.of(conversationId);
  }

  /** An item that failed goes out again. Throws UNAVAILABLE. */
  resend(conversationId: string, seq: number, byId: string): Promise<void> {
    return this.#options.resend(conversationId, seq, byId);
  }

  /** Whether anything can be sent by a channel. */
  has(channel: Channel): boolean {
    return this.accounts.all().some(({ enabled, bound }) => enabled && bound?.channel === channel);
  }

  /** Mails a conversation to its customer. Throws UNAVAILABLE. */
  mailTranscript(conversationId: string, contactId: string, transcript: TranscriptInit): Promise<void> {
    return this.#options.mailTranscript(conversationId, contactId, transcript);
  }

  async health({ accountId, enabled, problem }: KnownAccount): Promise<AccountHealth> {
    const nobody = { sinceMs: 0, instanceId: '', underWay: 0, perSecond: 0 };
    if (!enabled) return { ...nobody, state: 'off', reason: '' };
    if (problem !== '') return { ...nobody, state: 'down', reason: problem };
    const request = { body: { case: 'askHealth', value: {} } } as const;
    return askAccount(this.#options.bus, accountId, request, 'health', HEALTH_MS).catch(() => ({
      ...nobody,
      state: 'down',
      reason: 'no instance holds it',
    }));
  }

  /** Opens the account as it would be and waits until it is up. Empty = it came up; else why not. Throws BAD_REQUEST. */
  async tryOut(accountId: string, change: AccountChange): Promise<string> {
    const account = this.#options.accounts.bind(accountId, change);
    try {
      await using opened = await open(account);
      return await this.#comesUp(opened);
    } catch (error) {
      this.#options.log.info({ accountId, error: String(error) }, 'an account that was tried out failed');
      return error instanceof Error ? error.message : 'it cannot be opened';
    }
  }

  async #comesUp(opened: OpenAccount): Promise<string> {
    const { clock } = this.#options;
    const untilMs = clock.monotonic() + TEST_MS;
    for (;;) {
      const { health } = opened;
      if (health.is === 'up') return '';
      if (health.is === 'down') return health.reason;
      if (clock.monotonic() > untilMs) return 'no answer';
      await sleep(clock, TEST_LOOK_MS);
    }
  }

  /** What stands below an account's conversations; undefined = nothing. Throws NOT_AVAILABLE, UNAVAILABLE, BAD_REQUEST. */
  async menu(accountId: string): Promise<Menu | undefined> {
    this.#menued(accountId);
    const request = { body: { case: 'askMenu', value: {} } } as const;
    const { json } = await askAccount(this.#options.bus, accountId, request, 'menu');
    return menuOf(json);
  }

  /** Undefined takes it away. Throws NOT_AVAILABLE, UNAVAILABLE, BAD_REQUEST. */
  async putMenu(accountId: string, menu: Menu | undefined): Promise<void> {
    this.#menued(accountId);
    const request = { body: { case: 'putMenu', value: { json: menuText(menu) } } } as const;
    await askAccount(this.#options.bus, accountId, request, 'menu');
  }

  #menued(accountId: string): void {
    const { accounts } = this.#options;
    const known = accounts.get(accountId);
    if (known === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such account');
    const kind = accounts.kinds.find((one) => one.kind === known.kind);
    if (kind?.hasMenu !== true) throw new WeftError('NOT_AVAILABLE', 'its kind has no menu');
  }

  /** At most so many; those of what somebody sent again at the desk go, and are not among them. Throws UNAVAILABLE. */
  async letters(before: number, most: number): Promise<LetterPage> {
    const { letters, store } = this.#options;
    const limit = Math.min(most, MAX_LETTERS);
    const found = await letters.list(before, limit);
    const keys = found.flatMap(({ value }) => outboundOf(value));
    const outdated = await store.read((sql) => outdatedDeliveries(sql, keys));
    const gone = new Set(outdated.map(deliveryText));
    const isGone = ({ value }: { value: DeadLetter }): boolean =>
      outboundOf(value).some((key) => gone.has(deliveryText(key)));
    for (const letter of found) if (isGone(letter)) await letters.remove(letter.seq);
    return {
      letters: found.filter((letter) => !isGone(letter)).map(({ seq, value }) => letterOf(seq, value)),
      before: found.length < limit ? 0 : (found.at(-1)?.seq ?? 0),
    };
  }

  /** Does it again; the letter goes. Throws RECORD_NOT_FOUND, and what sending again throws. */
  async replay(seq: number, byId: string): Promise<void> {
    const { letters, arrivals } = this.#options;
    const letter = await letters.get(seq);
    const { message } = letter ?? {};
    if (message === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such letter');
    if (message.case === 'inbound') {
      const { accountId, sourceId } = message.value;
      await arrivals.publish(message.value, `${accountId} ${sourceId} letter ${seq}`);
    } else {
      const { conversationId, seq: itemSeq } = message.value;
      await this.#options.resend(conversationId, itemSeq, byId);
    }
    await letters.remove(seq);
  }

  /** Throws RECORD_NOT_FOUND, UNAVAILABLE. */
  async discard(seq: number): Promise<void> {
    if (!(await this.#options.letters.remove(seq))) throw new WeftError('RECORD_NOT_FOUND', 'no such letter');
  }
}

const nothing = {
  arrived: () => Promise.reject(new WeftError('UNAVAILABLE', 'this account is only tried out')),
  memory: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
  epoch: 0,
};
const open = (account: BoundAccount): Promise<OpenAccount> => account.open(nothing);

/** What a letter was to send; none for what came in. */
const outboundOf = ({ message }: DeadLetter): readonly DeliveryKey[] =>
  message?.case === 'outbound' ? [message.value] : [];

function letterOf(seq: number, { message, reason, atMs, tries }: DeadLetter): Letter {
  const base = { seq, reason, atMs, tries, accountId: message?.value.accountId ?? '' };
  return message?.case === 'outbound'
    ? {
        ...base,
        direction: 'out',
        conversationId: message.value.conversationId,
        itemSeq: message.value.seq,
        ...{ sourceId: '', from: '', text: '' },
      }
    : {
        ...base,
        direction: 'in',
        conversationId: '',
        itemSeq: 0,
        sourceId: message?.value.sourceId ?? '',
        ...saidIn(message?.value.body),
      };
}

function saidIn(body: InboundArrival['body']): Pick<Letter, 'from' | 'text'> {
  if (body === undefined || body.case === 'receipt') return { from: '', text: '' };
  const { from, text } = body.value;
  const name = from?.displayName || from?.shown || from?.value || '';
  return { from: name, text: [...text.slice(0, MAX_SHOWN * 2)].slice(0, MAX_SHOWN).join('') };
}
