import { systemClock } from '@weft/proto';
import { useCallback, useEffect, useState } from 'react';
import type { OpeningNow } from '../../state/types.ts';
import { useWidget } from '../customer-context.ts';

/** What is not known to open is looked at again after so long, and so is what opens later than this. */
const LOOK_AGAIN_MS = 15 * 60_000;
/** So long the place where one writes is kept for what may be asked first. */
const PATIENCE_MS = 1_500;

/** What the service says of this customer's chat. */
export interface ChatOpening {
  /** Undefined = it could not be asked, or not yet: then the chat is as it always is. */
  readonly now: OpeningNow | undefined;
  /** It is known, or not waited for any longer. */
  readonly settled: boolean;
  /** What was asked for is given. */
  readonly answered: () => void;
}

/** Asks when the chat comes up, when somebody should be there, and when a conversation is over (no more `begun`). */
export function useOpening(begun: boolean): ChatOpening {
  const { opening } = useWidget();
  const [now, setNow] = useState<OpeningNow>();
  const [settled, setSettled] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked depends on whether a conversation goes on
  useEffect(() => {
    // Who writes already is asked for nothing.
    if (begun && now !== undefined) return undefined;
    let mine = true;
    opening
      .ask()
      .then(
        (known) => mine && setNow(known),
        () => undefined,
      )
      .finally(() => mine && setSettled(true));
    const timer = systemClock.after(PATIENCE_MS, () => setSettled(true));
    return () => {
      mine = false;
      timer.cancel();
    };
  }, [opening, begun]);
  useEffect(() => {
    if (now === undefined || now.open) return undefined;
    const leftMs = now.opensAtMs === 0 ? LOOK_AGAIN_MS : now.opensAtMs - systemClock.now();
    const timer = systemClock.after(Math.max(1_000, Math.min(leftMs, LOOK_AGAIN_MS)), () =>
      opening.ask().then(setNow, () => undefined),
    );
    return () => timer.cancel();
  }, [now, opening]);
  const answered = useCallback(() => setNow((known) => known && { ...known, asks: [] }), []);
  return { now, settled, answered };
}
