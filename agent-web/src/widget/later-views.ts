import { type Clock, sleep } from '@weft/proto';
import { type Cell, createCell } from '../state/cell.ts';
import type { Chat } from './chat/chat.tsx';

const AGAIN_AFTER_MS = 3_000;

/** What draws the chat; undefined until it is here. */
export type ChatView = Cell<{ readonly Chat: typeof Chat } | undefined>;

/**
 * Fetches what draws the chat beside the start of the page, so that a call does not wait for it; again for as long as
 * the network does not give it.
 */
export function fetchChatView(clock: Clock): ChatView {
  const view: ChatView = createCell<{ readonly Chat: typeof Chat } | undefined>(undefined);
  const fetch = async (): Promise<void> => {
    while (view.get() === undefined) {
      const module = await import('./chat/chat.tsx').catch(() => undefined);
      if (module === undefined) await sleep(clock, AGAIN_AFTER_MS);
      else view.set({ Chat: module.Chat });
    }
  };
  // It never rejects: whatever fails is tried again.
  void fetch();
  return view;
}
