import {
  type Clock,
  type DeadLetter,
  type DeadLetterInit,
  type LetterBox,
  type Log,
  sleep,
  type TimelineLog,
  WeftError,
} from '@weft/proto';
import {
  type CarrierMessage,
  type DeliveryKey,
  deliveryText,
  partsOf,
  putOutcomes,
} from '../../store/deliveries.ts';
import type { Store } from '../../store/store.ts';
import { type Progress, progressEvent, progressOf } from '../progress.ts';
import type { Outcome } from './outcome.ts';

/** Outcomes that are kept in one transaction at most. */
const MAX_BATCH = 500;
const FIRST_PAUSE_MS = 50;
const LAST_PAUSE_MS = 2_000;
/** How long a store that is away is waited for by who ends: what is not kept then may go to the customer twice. */
const ENDING_MS = 5_000;

export interface SettlingContext {
  readonly store: Store;
  readonly timeline: TimelineLog;
  readonly letters: LetterBox<DeadLetter, DeadLetterInit>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Keeps what became of items: in the store, so that receipts find them, in the
 * timeline, where people see it, and only then is the work done. What comes
 * while one transaction runs goes together into the next.
 */
export class Settling implements AsyncDisposable {
  readonly #context: SettlingContext;
  readonly #waiting: Outcome[] = [];
  /** By item, of those that wait. */
  readonly #seqs = new Map<string, number>();
  #running: Promise<void> | undefined;
  /** Until when it is tried; undefined = it is not ending. */
  #untilMs: number | undefined;

  constructor(context: SettlingContext) {
    this.#context = context;
  }

  /** The stream's number of the work whose outcome is known and not kept yet; undefined = it is none of those. */
  heldAs(item: DeliveryKey): number | undefined {
    return this.#seqs.get(deliveryText(item));
  }

  /** Never waits: there are no more outcomes than there is work under way. */
  settle(outcome: Outcome): void {
    this.#waiting.push(outcome);
    this.#seqs.set(deliveryText(outcome.work.value), outcome.work.seq);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Waits for a store that is away, not for long: the next owner does again what could not be kept, or shows it as uncertain. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#untilMs = this.#context.clock.monotonic() + ENDING_MS;
    await this.#running;
  }

  async #run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, MAX_BATCH);
      try {
        await this.#keep(batch);
        this.#waiting.splice(0, batch.length);
        for (const { work } of batch) {
          this.#seqs.delete(deliveryText(work.value));
          work.done();
        }
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        if (this.#untilMs !== undefined && this.#context.clock.monotonic() > this.#untilMs) return;
        const passes =
          error instanceof WeftError && (error.code === 'UNAVAILABLE' || error.code === 'CONFLICT');
        this.#context.log[passes ? 'info' : 'error']({ error: String(error) }, 'outcomes not kept yet');
        await sleep(this.#context.clock, pauseMs);
        pauseMs = Math.min(pauseMs * 2, LAST_PAUSE_MS);
      }
    }
  }

  async #keep(batch: readonly Outcome[]): Promise<void> {
    const { store, timeline, letters, clock } = this.#context;
    const atMs = Math.round(clock.now());
    const met = await store.change((sql) =>
      putOutcomes(
        sql,
        batch.flatMap(({ work: { value }, tries, result }) => {
          // Its being held is the timeline's to know: when it goes it is another revision.
          if (result.is === 'held') return [];
          const { conversationId, seq, revision, accountId } = value;
          const segments = result.is === 'sent' ? result.segments : 0;
          const code = result.is === 'failed' ? result.code : '';
          return [
            { conversationId, seq, revision, accountId, state: result.is, tries, segments, code, atMs },
          ];
        }),
        batch.flatMap(messagesOf(atMs)),
      ),
    );
    // A receipt that came before this answer is found here.
    const early = met.filter(({ status }) => status !== 'sent');
    const untold = batch.filter(isUntold).map(({ work: { value } }) => value);
    const asked = [...early, ...untold];
    const receipts = asked.length === 0 ? [] : await store.read((sql) => partsOf(sql, asked));
    await Promise.all([
      ...batch.map((outcome) => {
        const { event, key } = progressEvent(progressBy(outcome), `${outcome.work.value.revision}`, atMs);
        return timeline.append(event, key);
      }),
      ...batch.flatMap(({ work: { value }, result, tries }) => {
        if (result.is !== 'failed' || !result.dead) return [];
        const { conversationId, seq, revision } = value;
        const letter = { message: { case: 'outbound', value }, reason: result.code, atMs, tries } as const;
        return [letters.put(letter, `out ${conversationId} ${seq} ${revision}`)];
      }),
    ]);
    await Promise.all(
      progressOf(receipts).map((progress) => {
        const { event, key } = progressEvent(progress, 'early', atMs);
        return timeline.append(event, key);
      }),
    );
  }
}

/** What an instance kept that died then: whether receipts came early is known from the store alone. */
const isUntold = ({ result }: Outcome): boolean => result.is === 'sent' && result.carrierIds.length === 0;

const messagesOf =
  (atMs: number) =>
  ({ work: { value }, result }: Outcome): CarrierMessage[] => {
    if (result.is !== 'sent') return [];
    const { accountId, conversationId, seq, revision } = value;
    return result.carrierIds.map((carrierId) => ({
      ...{ accountId, carrierId, conversationId, seq, revision, status: 'sent', failure: '', atMs },
    }));
  };

function progressBy({ work: { value }, result }: Outcome): Progress {
  const { conversationId, seq } = value;
  switch (result.is) {
    case 'sent':
      return { conversationId, value: { seq, status: 'sent' } };
    case 'failed':
      return { conversationId, value: { seq, status: 'failed', failure: result.code } };
    case 'held':
      return { conversationId, value: { seq, status: 'queued-out', heldUntilMs: result.untilMs } };
  }
}
