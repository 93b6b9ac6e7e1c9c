import type { Clock, InboundArrival, InboundArrivalInit, InboundFileInit, Log, WorkLog } from '@weft/proto';
import type { FileKeeper } from '../../conversations/file-keeper.ts';
import type { Arrival, InboundFile, Markup } from '../channel.ts';
import type { BoundAccount } from '../kinds.ts';
import { ORIGINAL_TYPE, originalOf, originalText } from '../original.ts';
import type { RightOfWay } from './right-of-way.ts';
import { arrivalOf, type StreamedArrival } from './wire.ts';

/** What an account may bring in at one time, by webhook or otherwise. */
const MAX_ARRIVALS = 1_000;

export interface InletOptions {
  readonly work: WorkLog<InboundArrival, InboundArrivalInit>;
  readonly files: Pick<FileKeeper, 'keep' | 'keepUnseen'>;
  readonly way: RightOfWay;
  readonly clock: Clock;
  readonly log: Log;
  /** Told what came in, for numbers. */
  readonly arrived?: (kind: string, what: Arrival['is']) => void;
}

/** The way in: whatever a channel brings is in the stream before the channel is told that it was taken. */
export class Inlet {
  readonly #options: InletOptions;
  /** By account and person: the last of theirs on its way to the stream. Bounded by whoever asks: requests under way. */
  readonly #lanes = new Map<string, Promise<void>>();

  constructor(options: InletOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the stream has stored all of it; what one person said, in the order in which it is given here.
   * Throws UNAVAILABLE: the carrier is to try again.
   */
  async take(account: BoundAccount, arrivals: readonly Arrival[]): Promise<void> {
    const { log, arrived } = this.#options;
    const streamed: StreamedArrival[] = [];
    for (const arrival of arrivals.slice(0, MAX_ARRIVALS)) {
      arrived?.(account.kind, arrival.is);
      if (arrival.is !== 'ignored') streamed.push(arrival);
      else log.debug({ accountId: account.accountId, why: arrival.why }, 'arrival ignored');
    }
    if (arrivals.length > MAX_ARRIVALS) {
      log.warn({ accountId: account.accountId, left: arrivals.length - MAX_ARRIVALS }, 'arrivals left out');
    }
    await Promise.all(
      streamed.map((arrival) => {
        if (arrival.is === 'receipt') return this.#store(account, arrival);
        const { kind, value } = arrival.from;
        return this.#inOrder(`${account.accountId} ${kind} ${value}`, () => this.#store(account, arrival));
      }),
    );
  }

  /** What is behind something that was not taken is not taken either: both come again. */
  async #inOrder(lane: string, work: () => Promise<void>): Promise<void> {
    const before = this.#lanes.get(lane);
    const own = before === undefined ? work() : before.then(work);
    this.#lanes.set(lane, own);
    try {
      await own;
    } finally {
      if (this.#lanes.get(lane) === own) this.#lanes.delete(lane);
    }
  }

  async #store(account: BoundAccount, arrival: StreamedArrival): Promise<void> {
    const { work, way } = this.#options;
    const files = arrival.is === 'message' ? await this.#keep(arrival.files) : [];
    const original = arrival.is === 'message' ? await this.#keepMarkup(arrival.markup, files) : undefined;
    const wired = arrivalOf(account, arrival, files, original);
    await way.first(() => work.publish(wired, `${wired.accountId} ${wired.sourceId}`));
  }

  /** Bytes go to the attachments' folder first: the stream holds what fits a message. */
  #keep(files: readonly InboundFile[]): Promise<readonly InboundFileInit[]> {
    return Promise.all(
      files.map(async ({ fileName, mediaType, from }) => {
        if (from.is === 'remote') return { fileName, mediaType, reference: from.reference };
        const { bytes } = from;
        const kept = await this.#options.files.keep(fileName, one(bytes)).catch((error: unknown) => {
          this.#options.log.info({ error: String(error) }, 'a file that came in was not taken');
          return undefined;
        });
        return kept === undefined
          ? { fileName, mediaType }
          : { fileName, mediaType, kept: kept.attachment, sha256: kept.sha256 };
      }),
    );
  }

  /** How a mail looked; one that cannot be kept is shown by its words alone. */
  async #keepMarkup(
    markup: Markup | undefined,
    files: readonly InboundFileInit[],
  ): Promise<InboundFileInit | undefined> {
    if (markup === undefined) return undefined;
    const [fileName, mediaType] = ['original.json', ORIGINAL_TYPE];
    const ids = files.map(({ kept }) => kept?.attachmentId ?? '');
    const bytes = Buffer.from(originalText(originalOf(markup, ids)));
    try {
      const { attachment, sha256 } = await this.#options.files.keepUnseen(fileName, mediaType, one(bytes));
      return { fileName, mediaType, kept: attachment, sha256 };
    } catch (error) {
      this.#options.log.info({ error: String(error) }, 'how a mail looked was not kept');
      return undefined;
    }
  }
}

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
