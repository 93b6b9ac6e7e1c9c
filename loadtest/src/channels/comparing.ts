import type { Item } from '@weft/proto';
import { textOf } from '../inbound/timelines.ts';
import type { Entry } from '../simulators/ledger.ts';

/** One customer's messages by both ledgers: the vendor's, and the desk's. */
export interface Sides {
  /** In the order in which the vendor saw them; no two texts are the same. */
  readonly entries: readonly Entry[];
  /** The conversation in its order. */
  readonly items: readonly Item[];
  /** What the desk said that it took of the agent, in order. */
  readonly answers: readonly string[];
  /** The carrier gives nothing to know a delivery by that comes again (SMPP). */
  readonly keyless: boolean;
  /** When instances that send were killed. */
  readonly deathsMs: readonly number[];
}

/** How the ledgers differ. */
export interface Differences {
  /** Taken of the vendor, and not in the conversation. */
  readonly lostIn: number;
  readonly doubledIn: number;
  /** In the conversation, and never written. */
  readonly inventedIn: number;
  /** Twice in the conversation, because a carrier without keys delivered again what it had no answer for. */
  readonly redeliveredIn: number;
  /** Not taken in any of the vendor's tries: it told the customer so. */
  readonly notTaken: number;
  /** Taken of the agent, not at the vendor, and not shown as failed either. */
  readonly lostOut: number;
  readonly doubledOut: number;
  /** Twice at the vendor, and an instance that sends was killed between the two. */
  readonly repeatedOut: number;
  /** At the vendor in another order than the agent's. */
  readonly misorderedOut: number;
  /** Shown to the agent in red, and not at the vendor. */
  readonly failedOut: number;
  /** Shown in red though the vendor has it: it was never answered for. */
  readonly unknownOut: number;
}

/**
 * What an instance wrote before it was killed is in the machine's buffers, and
 * the vendor, in a process as busy as all others, may read it so much later.
 */
const READ_LATER_MS = 1_000;

/** Compares both directions of one conversation. */
export function differencesOf({ entries, items, answers, keyless, deathsMs }: Sides): Differences {
  const there = Map.groupBy(
    items.filter(({ author }) => author?.kind === 'customer'),
    textOf,
  );
  const pushed = entries.flatMap((entry) => (entry.is === 'pushed' ? [entry] : []));
  let [lostIn, doubledIn, redeliveredIn, notTaken] = [0, 0, 0, 0];
  for (const { text, delivered, tries } of pushed) {
    const times = there.get(text)?.length ?? 0;
    if (delivered !== true) notTaken += 1;
    else if (times === 0) lostIn += 1;
    const more = Math.max(0, times - 1);
    if (keyless && tries > 1) redeliveredIn += more;
    else doubledIn += more;
  }
  const written = new Set(pushed.map(({ text }) => text));
  const inventedIn = [...there.keys()].filter((text) => !written.has(text)).length;

  const received = Map.groupBy(
    entries.flatMap((entry) => (entry.is === 'received' ? [entry] : [])),
    ({ text }) => text,
  );
  const failed = new Set(items.filter(({ status }) => status === 'failed').map(textOf));
  const order = [...received.keys()].map((text) => answers.indexOf(text)).filter((at) => at >= 0);
  let [lostOut, doubledOut, repeatedOut, misorderedOut, failedOut, unknownOut] = [0, 0, 0, 0, 0, 0];
  for (const text of answers) {
    const [first, ...more] = received.get(text) ?? [];
    if (first === undefined && failed.has(text)) failedOut += 1;
    else if (first === undefined) lostOut += 1;
    else if (failed.has(text)) unknownOut += 1;
    for (const { atMs } of more) {
      const died =
        first !== undefined &&
        deathsMs.some((deathMs) => first.atMs - READ_LATER_MS <= deathMs && deathMs <= atMs);
      if (died) repeatedOut += 1;
      else doubledOut += 1;
    }
  }
  for (const [at, place] of order.entries()) {
    if (place < (order[at - 1] ?? -1)) misorderedOut += 1;
  }
  return {
    ...{ lostIn, doubledIn, inventedIn, redeliveredIn, notTaken },
    ...{ lostOut, doubledOut, repeatedOut, misorderedOut, failedOut, unknownOut },
  };
}

const NONE: Differences = {
  ...{ lostIn: 0, doubledIn: 0, inventedIn: 0, redeliveredIn: 0, notTaken: 0 },
  ...{ lostOut: 0, doubledOut: 0, repeatedOut: 0, misorderedOut: 0, failedOut: 0, unknownOut: 0 },
};

/** Of all conversations together. */
export const sumOf = (all: readonly Differences[]): Differences =>
  all.reduce(
    (sum, one) => ({
      lostIn: sum.lostIn + one.lostIn,
      doubledIn: sum.doubledIn + one.doubledIn,
      inventedIn: sum.inventedIn + one.inventedIn,
      redeliveredIn: sum.redeliveredIn + one.redeliveredIn,
      notTaken: sum.notTaken + one.notTaken,
      lostOut: sum.lostOut + one.lostOut,
      doubledOut: sum.doubledOut + one.doubledOut,
      repeatedOut: sum.repeatedOut + one.repeatedOut,
      misorderedOut: sum.misorderedOut + one.misorderedOut,
      failedOut: sum.failedOut + one.failedOut,
      unknownOut: sum.unknownOut + one.unknownOut,
    }),
    NONE,
  );

/** Whether anything is still on its way to be equal. */
export const isSettled = ({ lostIn, lostOut }: Differences, items: readonly Item[]): boolean =>
  lostIn === 0 && lostOut === 0 && !items.some(({ status }) => status === 'queued-out');
