import type { OutboundQueued, Work } from '@weft/proto';
import type { Delivery } from '../../store/tables.ts';

/** What became of an item that was to go out. */
export interface Outcome {
  readonly work: Work<OutboundQueued>;
  readonly tries: number;
  readonly result:
    | { readonly is: 'sent'; readonly carrierIds: readonly string[]; readonly segments: number }
    /** @param dead it was tried until it made no sense any more: people may look at it */
    | { readonly is: 'failed'; readonly code: string; readonly dead: boolean }
    /** It is not the hour for it: nothing was tried. */
    | { readonly is: 'held'; readonly untilMs: number };
}

/** What became of it, by what the store has of it. @param mostTries after more of them it was given up */
export function outcomeOf(work: Work<OutboundQueued>, was: Delivery, mostTries: number): Outcome {
  const { state, segments, code } = was;
  const result: Outcome['result'] =
    state === 'sent'
      ? // Its carrier's ids were kept with it.
        { is: 'sent', carrierIds: [], segments }
      : { is: 'failed', code, dead: was.tries > mostTries };
  return { work, tries: was.tries, result };
}
