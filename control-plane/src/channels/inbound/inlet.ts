import type { Clock, InboundArrival, InboundArrivalInit, Log, WorkLog } from '@weft/proto';
import type { FileKeeper } from '../../conversations/file-keeper.ts';
import type { Arrival, InboundFile } from '../channel.ts';
import type { BoundAccount } from '../kinds.ts';
import { arrivalOf, type StreamedArrival } from './wire.ts';

/** What an account may bring in at one time, by webhook or otherwise. */
const MAX_ARRIVALS = 1_000;

export interface InletOptions {
  readonly work: WorkLog<InboundArrival, InboundArrivalInit>;
  readonly files: Pick<FileKeeper, 'keep'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Told what came in, for numbers. */
  readonly arrived?: (kind: string, what: Arrival['is']) => void;
}

/** The way in: whatever a channel brings is in the stream before the channel is told that it was taken. */
export class Inlet {
  readonly #options: InletOptions;

  constructor(options: InletOptions) {
    this.#options = options;
  }

  /** Resolves when the stream has stored all of it. Throws UNAVAILABLE: the carrier is to try again. */
  async take(account: BoundAccount, arrivals: readonly Arrival[]): Promise<void> {
    const { work, log, arrived } = this.#options;
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
      streamed.map(async (arrival) => {
        const files = arrival.is === 'message' ? await this.#keep(arrival.files) : [];
        const wired = arrivalOf(account, arrival, files);
        await work.publish(wired, `${wired.accountId} ${wired.sourceId}`);
      }),
    );
  }

  /** Bytes go to the attachments' folder first: the stream holds what fits a message. */
  #keep(files: readonly InboundFile[]) {
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
}

async function* one(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
