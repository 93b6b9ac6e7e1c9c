import type { Clock, Log } from '@weft/proto';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { AccountTools, Health } from '../channel.ts';
import { type AccessToken, NoAccessToken } from './access-token.ts';
import { arrivalOf } from './arrival.ts';
import type { MailMemory, Position } from './mail-memory.ts';
import { MAX_MAIL_BYTES } from './read-mail.ts';
import type { EmailSettings } from './settings.ts';

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 60_000;
const TIMEOUT_MS = 20_000;
/** How long a server that was asked may say nothing; the library waits five minutes. */
const SILENCE_MS = 60_000;
/** How long an answer waits for what the customer's mail was about: its threading needs only ids. */
const SUBJECT_MS = 5_000;
/** IDLE is begun anew so often: servers and NATs forget connections that say nothing (RFC 2177: 29 minutes). */
const MAX_IDLE_MS = 240_000;
const IDLE_DELAY_MS = 100;
/** Looked at again without being told: what IDLE missed is not missed for long. */
const LOOK_AGAIN_MS = 60_000;
/** How far the server's clock may be from ours. */
const CLOCKS_APART_MS = 3_600_000;
const MAX_SUBJECT = 200;
/** Of a mail that is too large, what says who wrote about what. */
const HEAD_BYTES = 65_536;

export interface MailboxOptions {
  readonly settings: EmailSettings;
  /** Undefined = with the password. */
  readonly token: AccessToken | undefined;
  readonly memory: MailMemory;
  readonly tools: Pick<AccountTools, 'arrived'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Follows a mailbox: what comes is given over in order, and only what was stored
 * is counted as read. Mail that was there before the account was set up stays where it is.
 */
export class Mailbox implements AsyncDisposable {
  readonly #options: MailboxOptions;
  readonly #running: Promise<void>;
  #client: ImapFlow | undefined;
  /** The server did not take the last sign-in. */
  #refused = false;
  #health: Health;
  #closed = false;
  /** There may be something to do: the next pause is none. */
  #stirred = false;
  #resume: () => void = () => undefined;

  constructor(options: MailboxOptions) {
    this.#options = options;
    this.#health = { is: 'connecting', sinceMs: options.clock.now() };
    this.#running = this.#run();
  }

  get health(): Health {
    return this.#health;
  }

  /** What a mail in the mailbox was about; empty = it is not there, or cannot be said now. */
  async subjectOf(messageId: string): Promise<string> {
    const late = Promise.withResolvers<string>();
    using _ = this.#options.clock.after(SUBJECT_MS, () => late.resolve(''));
    return await Promise.race([this.#lookUpSubject(messageId), late.promise]);
  }

  async #lookUpSubject(messageId: string): Promise<string> {
    const client = this.#client;
    if (client === undefined || this.#health.is !== 'up') return '';
    try {
      const found = await client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true });
      const uid = Array.isArray(found) ? found.at(-1) : undefined;
      if (uid === undefined) return '';
      const mail = await client.fetchOne(`${uid}`, { envelope: true }, { uid: true });
      return (mail ? (mail.envelope?.subject ?? '') : '').replace(/\s+/g, ' ').trim().slice(0, MAX_SUBJECT);
    } catch (error) {
      this.#options.log.info({ error: String(error) }, 'subject cannot be looked up');
      return '';
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#stir();
    this.#client?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, log } = this.#options;
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#closed) {
      try {
        await this.#follow(() => {
          pauseMs = FIRST_PAUSE_MS;
        });
      } catch (error) {
        const reason = reasonOf(error);
        this.#refused = reason === 'sign-in-refused';
        if (!this.#closed) log.warn({ reason }, 'mailbox is not followed now');
        if (this.#health.is !== 'down') this.#health = { is: 'down', sinceMs: clock.now(), reason };
      } finally {
        this.#client?.close();
        this.#client = undefined;
      }
      if (this.#closed) break;
      // What ended the connection has been heard.
      this.#stirred = false;
      await this.#pause(pauseMs);
      pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
    }
  }

  /** Until the connection ends. */
  async #follow(isUp: () => void): Promise<void> {
    const { settings, token, clock } = this.#options;
    // One that was refused is not tried again.
    const client = await clientOf(settings, await token?.get(this.#refused));
    if (this.#closed) return;
    this.#client = client;
    let ended = false;
    const end = (): void => {
      ended = true;
      this.#stir();
    };
    client.on('close', end);
    client.on('error', end);
    client.on('exists', () => this.#stir());
    await client.connect();
    const { uidValidity, uidNext } = await client.mailboxOpen(settings.mailbox);
    let kept = await this.#position(client, `${uidValidity}`, uidNext);
    this.#health = { is: 'up', sinceMs: clock.now() };
    isUp();
    while (!ended && !this.#closed) {
      this.#stirred = false;
      kept = await this.#read(client, kept);
      await this.#pause(LOOK_AGAIN_MS);
    }
  }

  /** Where to read on. Under new UIDs everything since the account was set up is read again: what is known has no effect. */
  async #position(client: ImapFlow, uidValidity: string, uidNext: number): Promise<Position> {
    const { memory, clock } = this.#options;
    const kept = await memory.position();
    if (kept?.uidValidity === uidValidity) return kept;
    if (kept === undefined) return this.#keep({ uidValidity, lastUid: uidNext - 1, sinceMs: clock.now() });
    const since = await client.search({ since: new Date(kept.sinceMs - CLOCKS_APART_MS) }, { uid: true });
    const first = Array.isArray(since) && since.length > 0 ? Math.min(...since) : uidNext;
    return this.#keep({ ...kept, uidValidity, lastUid: first - 1 });
  }

  async #keep(kept: Position): Promise<Position> {
    await this.#options.memory.keepPosition(kept);
    return kept;
  }

  async #read(client: ImapFlow, from: Position): Promise<Position> {
    let kept = from;
    const range = `${kept.lastUid + 1}:*`;
    const listed = await client.fetchAll(range, { uid: true, size: true, internalDate: true }, { uid: true });
    // "n:*" names the last one even when that is older than n.
    const fresh = listed.filter(({ uid }) => uid > kept.lastUid).sort((one, other) => one.uid - other.uid);
    for (const mail of fresh) {
      if (this.#closed) break;
      await this.#deliver(client, mail);
      kept = await this.#keep({ ...kept, lastUid: mail.uid });
    }
    return kept;
  }

  async #deliver(client: ImapFlow, { uid, size = 0, internalDate }: FetchMessageObject): Promise<void> {
    const { settings, tools, clock, log } = this.#options;
    const source = size > MAX_MAIL_BYTES ? { start: 0, maxLength: HEAD_BYTES } : true;
    const mail = await client.fetchOne(`${uid}`, { source }, { uid: true });
    // Taken away by somebody else meanwhile.
    if (!mail || mail.source === undefined) return;
    const atMs = internalDate === undefined ? clock.now() : new Date(internalDate).getTime();
    const arrival = await arrivalOf(mail.source, atMs, settings);
    if (arrival.is === 'ignored') log.info({ uid, why: arrival.why }, 'mail needs nothing');
    await tools.arrived([arrival]);
    await client.messageFlagsAdd(`${uid}`, ['\\Seen'], { uid: true });
  }

  #stir(): void {
    this.#stirred = true;
    this.#resume();
  }

  /** So long, or until something stirs; not at all when it did already. */
  #pause(delayMs: number): Promise<void> {
    if (this.#stirred) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#options.clock.after(delayMs, resolve);
      this.#resume = () => {
        timer.cancel();
        resolve();
      };
    });
  }
}

/** The library is loaded when there is a mailbox: a start without one is the sooner over. */
async function clientOf(settings: EmailSettings, accessToken: string | undefined): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  const { imapHost: host, imapPort: port, imapSecurity, imapUser: user, imapPassword: pass } = settings;
  const auth = accessToken === undefined ? { user, pass } : { user, accessToken };
  return new ImapFlow({
    ...{ host, port, secure: imapSecurity === 'tls', doSTARTTLS: imapSecurity === 'starttls', logger: false },
    ...{ auth, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: SILENCE_MS },
    // IDLE right away: mail is heard of as it comes.
    ...{ autoIdleDelay: IDLE_DELAY_MS, maxIdleTime: MAX_IDLE_MS, disableCompression: true },
  });
}

/** A code, never a line of the connection: that may have a password in it. */
function reasonOf(error: unknown): string {
  if (error instanceof NoAccessToken) return error.code;
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('authenticationFailed' in error && error.authenticationFailed === true) return 'sign-in-refused';
  return 'code' in error && typeof error.code === 'string' ? error.code : 'unavailable';
}
