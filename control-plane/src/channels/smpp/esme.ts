import { createHash } from 'node:crypto';
import { type Clock, type Log, sleep, type Timer, WeftError } from '@weft/proto';
import type { AccountTools, Doubt, Health, OpenAccount, Outbound, Sent } from '../channel.ts';
import { mayGoTo } from '../sms/settings.ts';
import { arrivalFrom } from './decode.ts';
import { segmentsOf, submissionsOf } from './encode.ts';
import { COMMANDS, FieldReader, type Pdu, STATUS } from './pdu.ts';
import { keptId } from './receipt.ts';
import { SmppSession } from './session.ts';
import type { SmppSettings } from './settings.ts';
import { decodeDataSm, decodeShortMessage, encodeShortMessage } from './short-message.ts';
import { meaningOf } from './statuses.ts';

const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 30_000;
/** What was delivered this shortly before a connection ended may be delivered again: our answer may not have arrived. */
const DOUBT_MS = 2_000;
/** For how long it may be. */
const REDELIVERY_MS = 10 * 60_000;
const MAX_DOUBTED = 1_000;
/** Long messages of which the carrier has taken some parts and not yet the rest. */
const MAX_PARTLY = 2_000;
/** Submissions of a message that a carrier did not answer while it was there: each may have reached the customer. */
const MAX_UNANSWERED = 3;
const MAX_ID = 65;
/** Hexadecimal digits of a message's content that tell it from others. */
const CONTENT_LENGTH = 32;
const NOT_BOUND_MS = 500;

interface Delivered {
  readonly sourceId: string;
  readonly atMs: number;
}

/** A message of which some parts may be with the carrier. */
interface Partly {
  readonly reference: number;
  readonly carrierIds: (string | undefined)[];
  unanswered: number;
}

export interface EsmeOptions {
  readonly settings: SmppSettings;
  readonly tools: AccountTools;
  readonly clock: Clock;
  readonly log: Log;
  /** All that was delivered before then, to owners before, was answered for certain; undefined = none has said. */
  readonly sureMs?: number | undefined;
}

/** An open SMPP account: several binds to one carrier, kept up, each with its window. */
export class Esme implements OpenAccount {
  readonly window: number;
  readonly segmentsPerSecond: number;
  readonly #options: EsmeOptions;
  readonly #sessions = new Set<SmppSession>();
  readonly #keeping: readonly Promise<void>[];
  readonly #ending = Promise.withResolvers<void>();
  /** By content: what was delivered last, and what may come again. */
  readonly #delivered = new Map<string, Delivered>();
  readonly #doubted = new Map<string, Delivered>();
  readonly #partly = new Map<string, Partly>();
  #reference: number;
  #connections = 0;
  #sinceMs: number;
  #failure = '';
  #closed = false;
  readonly #openedMs: number;
  readonly #noting: Timer;
  #deliveredMs = 0;
  #notedMs = 0;

  constructor(options: EsmeOptions) {
    const { settings, clock, tools } = options;
    this.#options = options;
    this.window = settings.binds * settings.window;
    this.segmentsPerSecond = settings.segmentsPerSecond;
    // Not the same after a restart, when parts of before may still be on their way.
    this.#reference = tools.epoch % 65_536;
    this.#sinceMs = clock.now();
    this.#openedMs = this.#sinceMs;
    this.#noting = clock.every(DOUBT_MS, () => this.#note());
    this.#keeping = Array.from({ length: settings.binds }, () => this.#keep());
  }

  get health(): Health {
    const sinceMs = this.#sinceMs;
    if (this.#sessions.size > 0) return { is: 'up', sinceMs };
    return this.#failure === ''
      ? { is: 'connecting', sinceMs }
      : { is: 'down', sinceMs, reason: this.#failure };
  }

  segmentsOf(text: string): number {
    return segmentsOf(text, this.#options.settings);
  }

  async send(message: Outbound): Promise<Sent> {
    const { settings } = this.#options;
    if (!mayGoTo(settings, message.to.value)) return { is: 'refused', code: 'country-refused' };
    const session = this.#freest();
    if (session === undefined) {
      return { is: 'later', code: 'not-bound', afterMs: NOT_BOUND_MS, throttled: false };
    }
    const { messageId } = message;
    const partly = this.#partly.get(messageId) ?? {
      ...{ reference: this.#nextReference(), carrierIds: [], unanswered: 0 },
    };
    const submissions = submissionsOf(message, settings, partly.reference);
    if (submissions.length > settings.maxSegments) return { is: 'refused', code: 'too-long' };
    const answers = await Promise.all(
      submissions.map(async (submission, at): Promise<Exclude<Sent, { is: 'sent' }> | undefined> => {
        if (partly.carrierIds[at] !== undefined) return undefined;
        try {
          const { status, body } = await session.submit(encodeShortMessage(submission));
          if (status !== STATUS.ok) return meaningOf(status);
          partly.carrierIds[at] = keptId(new FieldReader(body).text(MAX_ID), settings.idForm);
          return undefined;
        } catch (error) {
          const code = error instanceof WeftError ? error.code : 'INTERNAL';
          return { is: 'later', code, afterMs: 0, throttled: false };
        }
      }),
    );
    const trouble =
      answers.find((answer) => answer?.is === 'refused') ?? answers.find((answer) => answer !== undefined);
    if (trouble?.code === 'TIMEOUT') partly.unanswered += 1;
    if (partly.unanswered >= MAX_UNANSWERED) {
      this.#partly.delete(messageId);
      return { is: 'refused', code: 'outcome-unknown' };
    }
    if (trouble === undefined || trouble.is === 'refused') this.#partly.delete(messageId);
    else this.#remember(messageId, partly);
    if (trouble !== undefined) return trouble;
    const carrierIds = partly.carrierIds.flatMap((id) => (id === undefined || id === '' ? [] : [id]));
    return { is: 'sent', carrierIds, segments: submissions.length };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    this.#ending.resolve();
    this.#noting.cancel();
    await Promise.all([...this.#sessions].map((session) => session.close()));
    await Promise.all(this.#keeping);
  }

  /** Keeps one bind up. */
  async #keep(): Promise<void> {
    const { settings, clock, log } = this.#options;
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#closed) {
      this.#connections += 1;
      const connection = this.#connections;
      try {
        const session = await SmppSession.open({
          ...{ settings, clock, log },
          incoming: (pdu) => this.#deliver(pdu, connection),
        });
        if (this.#closed) return await session.close();
        if (this.#sessions.size === 0) this.#sinceMs = clock.now();
        this.#sessions.add(session);
        this.#failure = '';
        pauseMs = FIRST_PAUSE_MS;
        this.#lost(session, await session.ended);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (this.#failure !== reason) log.warn({ reason }, 'carrier not bound');
        this.#failure = reason;
      }
      if (this.#closed) return;
      await Promise.race([sleep(clock, pauseMs), this.#ending.promise]);
      pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
    }
  }

  #lost(session: SmppSession, reason: string): void {
    const { clock, log } = this.#options;
    this.#sessions.delete(session);
    if (this.#sessions.size === 0) this.#sinceMs = clock.now();
    if (this.#closed) return;
    this.#failure = reason;
    log.warn({ reason }, 'carrier lost');
    const nowMs = clock.now();
    for (const [content, delivered] of this.#delivered) {
      if (nowMs - delivered.atMs <= DOUBT_MS) keepNewest(this.#doubted, content, delivered, MAX_DOUBTED);
    }
  }

  /** The bind with the most room, of those that have any. */
  #freest(): SmppSession | undefined {
    let freest: SmppSession | undefined;
    for (const session of this.#sessions) {
      if (session.over) continue;
      if (freest === undefined || session.underWay < freest.underWay) freest = session;
    }
    return freest;
  }

  async #deliver({ command, sequence, body }: Pdu, connection: number): Promise<number> {
    const { settings, tools, clock, log } = this.#options;
    const content = createHash('sha256').update(body).digest('hex').slice(0, CONTENT_LENGTH);
    const nowMs = clock.now();
    const before = this.#doubted.get(content);
    this.#doubted.delete(content);
    const again = before !== undefined && nowMs - before.atMs < REDELIVERY_MS;
    const sourceId = again ? before.sourceId : `mo${content}x${tools.epoch}x${connection}x${sequence}`;
    try {
      const message = command === COMMANDS.dataSm ? decodeDataSm(body) : decodeShortMessage(body);
      await tools.arrived([arrivalFrom(message, settings, sourceId, nowMs, this.#doubtOf(content, nowMs))]);
      keepNewest(this.#delivered, content, { sourceId, atMs: nowMs }, MAX_DOUBTED);
      this.#deliveredMs = nowMs;
      return STATUS.ok;
    } catch (error) {
      const malformed = error instanceof WeftError && error.code === 'BAD_FRAME';
      log[malformed ? 'warn' : 'info']({ error: String(error) }, 'delivery not taken');
      return malformed ? STATUS.systemError : STATUS.temporary;
    }
  }

  /** What an owner before stored and perhaps did not live to answer may come again; undefined = no more, or nothing can. */
  #doubtOf(content: string, nowMs: number): Doubt | undefined {
    const { sureMs } = this.#options;
    if (sureMs === undefined || nowMs - this.#openedMs > REDELIVERY_MS) return undefined;
    return { beginsWith: `mo${content}x`, fromMs: sureMs, untilMs: this.#openedMs };
  }

  /** For the next owner: until when the carrier has all our answers. Not per message, and nothing while nothing comes. */
  #note(): void {
    const { clock, tools, log } = this.#options;
    const nowMs = clock.now();
    const doubted = [...this.#doubted.values()].filter(({ atMs }) => nowMs - atMs < REDELIVERY_MS);
    const sureMs = Math.floor(Math.min(nowMs - DOUBT_MS, ...doubted.map(({ atMs }) => atMs)));
    if (this.#deliveredMs < this.#notedMs || sureMs <= this.#notedMs) return;
    tools.memory.write(JSON.stringify({ sureMs })).then(
      () => {
        this.#notedMs = Math.max(this.#notedMs, sureMs);
      },
      (error: unknown) => log.info({ error: String(error) }, 'what was answered is not noted'),
    );
  }

  #nextReference(): number {
    this.#reference = (this.#reference + 1) % 65_536;
    return this.#reference;
  }

  #remember(messageId: string, partly: Partly): void {
    keepNewest(this.#partly, messageId, partly, MAX_PARTLY);
  }
}

/** Sets an entry; beyond the bound the one that was set longest ago goes. */
function keepNewest<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
