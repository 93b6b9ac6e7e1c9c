import type { OutboundQueued, Work } from '@weft/proto';

/** What became of an item that was to go out. */
export interface Outcome {
  readonly work: Work<OutboundQueued>;
  readonly tries: number;
  readonly result:
    | { readonly is: 'sent'; readonly carrierIds: readonly string[]; readonly segments: number }
    /** @param dead it was tried until it made no sense any more: people may look at it */
    | { readonly is: 'failed'; readonly code: string; readonly dead: boolean };
}
