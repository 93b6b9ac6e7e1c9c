import {
  type Attachment,
  type Bus,
  type Clock,
  type DeadLetter,
  type DeadLetterInit,
  type ErrorCode,
  type Ids,
  type InboundArrival,
  type InboundArrivalInit,
  type LetterBox,
  type Log,
  sleep,
  type TimelineLog,
  type Timer,
  WeftError,
  type Work,
  type WorkLog,
} from '@weft/proto';
import { Following } from '../../following.ts';
import { putAttachmentOnce } from '../../store/attachments.ts';
import { meetCarrierMessages, partsOf } from '../../store/deliveries.ts';
import type { Store } from '../../store/store.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { askAccount } from '../accounts/ask.ts';
import { type KeyedEvent, progressEvent, progressOf } from '../progress.ts';
import { type Assembled, assemble, forgetParts, isPart, overdue } from './assembling.ts';
import type { Confirmations } from './confirming.ts';
import { eventsOf } from './events.ts';
import { Lanes } from './lanes.ts';
import { underFormerIds } from './mail-source.ts';
import type { Meeting } from './meeting.ts';
import { type Placed, placeArrivals } from './placing.ts';
import { recognise } from './recognising.ts';
import type { RightOfWay } from './right-of-way.ts';

/** Arrivals placed in one transaction at most. */
const MAX_BATCH = 100;
/** Store or streams are away, or another owner was quicker. */
const PASSING: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'CONFLICT']);
/** Conversations whose files are fetched at a time; beyond, everybody waits for them. */
const MAX_FETCHING = 200;
/** Tries to fetch a file before its name is all that is shown. */
const MAX_FETCHES = 3;
const FETCH_PAUSE_MS = 1_000;
const SWEEP_INTERVAL_MS = 60_000;
/** The one whose worker looks for messages that never became whole. */
const SWEEPING_PARTITION = 0;

export interface InboundContext {
  readonly work: WorkLog<InboundArrival, InboundArrivalInit>;
  readonly letters: LetterBox<DeadLetter, DeadLetterInit>;
  readonly store: Store;
  readonly timeline: TimelineLog;
  readonly accounts: Accounts;
  readonly bus: Bus;
  readonly way: RightOfWay;
  readonly meeting: Meeting;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
}

/**
 * Brings one partition's arrivals into their conversations, in order. What it
 * does twice has no effect the second time, so that dying anywhere loses and
 * doubles nothing; an arrival that cannot be done goes to the dead letters.
 */
export class InboundWorker implements AsyncDisposable {
  readonly #context: InboundContext;
  readonly #following: Following<readonly Work<InboundArrival>[]>;
  readonly #timer: Timer;
  /** By conversation: what waits for a file that its channel has, and what was written after that. */
  readonly #fetching = new Lanes();
  #sweeping: Promise<void> = Promise.resolve();

  constructor(context: InboundContext, partition: number) {
    this.#context = context;
    this.#timer = context.clock.every(SWEEP_INTERVAL_MS, () => {
      if (partition === SWEEPING_PARTITION) this.#sweeping = this.#sweeping.then(() => this.#sweep());
    });
    const { clock, work, way, log } = context;
    this.#following = new Following({
      ...{ clock, passing: PASSING, begin: () => work.work(`${partition}`, MAX_BATCH) },
      each: async (batch) => {
        await way.give();
        if (!this.#following.closed) await this.#do(batch);
      },
      failed: (error) => log.warn({ partition, error: String(error) }, 'arrivals are not followed now'),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer.cancel();
    await this.#following[Symbol.asyncDispose]();
    await this.#sweeping;
    await this.#fetching.idle();
  }

  async #do(batch: readonly Work<InboundArrival>[]): Promise<void> {
    try {
      const late = await this.#following.persist(() => this.#deliver(batch.map(({ value }) => value)));
      for (const work of batch) {
        const entering = late.get(work.value);
        if (entering === undefined) work.done();
        else void this.#finish(work, entering);
      }
    } catch (error) {
      if (this.#following.closed) return;
      const [only] = batch;
      if (batch.length > 1) {
        for (const work of batch) await this.#do([work]);
      } else if (only !== undefined) {
        await this.#bury(only, error);
      }
    }
  }

  /** It stays in the stream until its files are there, or will not be. */
  async #finish(work: Work<InboundArrival>, entering: Promise<void>): Promise<void> {
    try {
      await entering;
      work.done();
    } catch (error) {
      // Not done when this one ends before: the next one is given it.
      if (!this.#following.closed) await this.#bury(work, error).catch(() => undefined);
    }
  }

  /** A defect of ours, or something of an account that is gone, must not stop the partition. */
  async #bury({ value, seq, done }: Work<InboundArrival>, error: unknown): Promise<void> {
    const { letters, clock, log } = this.#context;
    const { accountId, sourceId } = value;
    log.error({ accountId, sourceId, error: String(error) }, 'arrival could not be brought in');
    const reason = error instanceof WeftError ? error.code : 'INTERNAL';
    await this.#following.persist(() =>
      letters.put(
        { message: { case: 'inbound', value }, reason, atMs: clock.now(), tries: 1 },
        `in ${accountId} ${sourceId} ${seq}`,
      ),
    );
    done();
  }

  /** Those that wait for a file, or for one before them, with when they are in their timelines. */
  async #deliver(batch: readonly InboundArrival[]): Promise<Entering> {
    const { store } = this.#context;
    const named = batch.some(({ channel }) => channel === 'email')
      ? await store.read((sql) => underFormerIds(sql, batch))
      : batch;
    const arrivals = named.some(({ doubt }) => doubt !== undefined)
      ? await store.write((sql) => recognise(sql, named))
      : named;
    const assembled = arrivals.some(isPart)
      ? await store.write((sql) => assemble(sql, arrivals))
      : { arrivals, whole: [] };
    const late = await this.#bring(assembled);
    await this.#receive(arrivals);
    return new Map(
      batch.flatMap((arrival, at) => {
        const entering = late.get(arrivals[at] ?? arrival);
        return entering === undefined ? [] : [[arrival, entering]];
      }),
    );
  }

  /** Messages of which some part never came are shown as they are. */
  async #sweep(): Promise<void> {
    const { store, clock, log } = this.#context;
    try {
      await this.#bring(await store.read((sql) => overdue(sql, clock.now())));
    } catch (error) {
      log.info({ error: String(error) }, 'parts of messages not looked through');
    }
  }

  async #bring({ arrivals, whole }: Assembled): Promise<Entering> {
    const { store, ids, accounts, meeting } = this.#context;
    if (this.#fetching.size >= MAX_FETCHING) await this.#fetching.idle();
    const who = await meeting.meet(arrivals);
    const confirmations: Confirmations = (accountId, text) =>
      accounts.usable(accountId)?.confirmationOf(text);
    const placed = await store.write((sql) => placeArrivals(sql, ids, arrivals, who, confirmations));
    const late = new Map<InboundArrival, Promise<void>>();
    const quick: Promise<void>[] = [];
    for (const [conversationId, inOrder] of Map.groupBy(placed, (one) => one.conversationId)) {
      if (!this.#fetching.has(conversationId) && !inOrder.some(isToFetch)) quick.push(this.#enter(inOrder));
      else {
        const work = (): Promise<void> => this.#following.persist(() => this.#enter(inOrder));
        const entering = this.#fetching.run(conversationId, work);
        for (const { arrival } of inOrder) late.set(arrival, entering);
      }
    }
    await Promise.all(quick);
    if (whole.length > 0) {
      // What is forgotten has to be in its timeline, whatever it waits for.
      await Promise.all(late.values());
      await store.write((sql) => forgetParts(sql, whole));
    }
    return late;
  }

  async #enter(inOrder: readonly Placed[]): Promise<void> {
    for (const one of inOrder) {
      for (const keyed of eventsOf(one, await this.#filesOf(one))) await this.#append(keyed);
    }
  }

  async #filesOf(placed: Placed): Promise<readonly (Attachment | string)[]> {
    const { body } = placed.arrival;
    if (body?.case !== 'message') return [];
    const files: (Attachment | string)[] = [];
    for (const { kept, reference, fileName } of body.value.files) {
      if (kept !== undefined) files.push(kept);
      else
        files.push(
          (reference === '' ? undefined : await this.#fetch(placed, reference, fileName)) ?? `[${fileName}]`,
        );
    }
    return files;
  }

  /** Undefined when the channel does not give it. */
  async #fetch(
    { arrival, conversationId, contactId }: Placed,
    reference: string,
    fileName: string,
  ): Promise<Attachment | undefined> {
    const { bus, store, clock, log } = this.#context;
    const { accountId } = arrival;
    const request = { body: { case: 'fetchFile', value: { reference, fileName } } } as const;
    for (let tries = 1; tries <= MAX_FETCHES && !this.#following.closed; tries += 1) {
      try {
        const { kept, sha256 } = await askAccount(bus, accountId, request, 'file');
        if (kept === undefined) return undefined;
        const row = { ...kept, conversationId, sha256, authorKind: 'customer', authorId: contactId } as const;
        await store.write((sql) =>
          putAttachmentOnce(sql, { ...row, atMs: Math.round(arrival.atMs), posted: false }),
        );
        return kept;
      } catch (error) {
        log.info({ accountId, tries, error: String(error) }, 'a file of a message was not fetched');
        if (!(error instanceof WeftError) || !error.retryable) return undefined;
        await sleep(clock, FETCH_PAUSE_MS);
      }
    }
    return undefined;
  }

  async #receive(arrivals: readonly InboundArrival[]): Promise<void> {
    const { store, clock, ids } = this.#context;
    const receipts = arrivals.flatMap(({ accountId, atMs, body }) => {
      if (body?.case !== 'receipt') return [];
      const { carrierId, status, failure } = body.value;
      const unknown = { conversationId: '', seq: 0, revision: 0 };
      return [{ accountId, carrierId, ...unknown, status, failure, atMs: atMs || clock.now() }];
    });
    if (receipts.length === 0) return;
    const parts = await store.write(async (sql) => {
      const met = await meetCarrierMessages(sql, receipts);
      return partsOf(sql, met);
    });
    await Promise.all(
      progressOf(parts).map((progress) =>
        // Told as often as it is received: what is no news changes nothing.
        this.#append(progressEvent(progress, ids.next('receipt'), clock.now())),
      ),
    );
  }

  async #append({ event, key }: KeyedEvent): Promise<void> {
    await this.#context.timeline.append(event, key);
  }
}

/** Arrivals that enter their timelines later than the others of their batch. */
type Entering = ReadonlyMap<InboundArrival, Promise<void>>;

/** Whether its channel has to be asked for a file of it. */
const isToFetch = ({ arrival: { body } }: Placed): boolean =>
  body?.case === 'message' &&
  body.value.files.some(({ kept, reference }) => kept === undefined && reference !== '');
