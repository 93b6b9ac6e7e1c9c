import { type Clock, sleep } from '@weft/proto';
import type { Dictionary } from '../i18n/dictionary.ts';
import { type Cell, createCell } from '../state/cell.ts';
import type { Callback } from './callback/callback.tsx';
import type { Chat } from './chat/chat.tsx';
import type { CallRating } from './chat/rating.tsx';

const AGAIN_AFTER_MS = 3_000;

/** What draws what nobody sees at first; undefined until it is here. */
export type LaterViews = Cell<
  | {
      readonly Chat: typeof Chat;
      readonly Callback: typeof Callback;
      readonly CallRating: typeof CallRating;
    }
  | undefined
>;

/**
 * Fetches it beside the start of the page, so that a call does not wait for it; again for as long as the network
 * does not give it. `speak` is given its English words before anything is drawn.
 */
export function fetchLaterViews(
  clock: Clock,
  speak: (name: 'callback' | 'voice', words: Dictionary) => void,
): LaterViews {
  const views: LaterViews = createCell(undefined as ReturnType<LaterViews['get']>);
  const fetch = async (): Promise<void> => {
    while (views.get() === undefined) {
      const module = await import('./later.ts').catch(() => undefined);
      if (module === undefined) {
        await sleep(clock, AGAIN_AFTER_MS);
        continue;
      }
      speak('callback', module.callback);
      speak('voice', module.voice);
      views.set({ Chat: module.Chat, Callback: module.Callback, CallRating: module.CallRating });
    }
  };
  // It never rejects: whatever fails is tried again.
  void fetch();
  return views;
}
