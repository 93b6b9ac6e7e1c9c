import type { CallState } from './messages.ts';

// Not a name that the widget uses: on Weft's own pages both share one storage.
const KEY = 'weft-launcher';

/** Remembers that a call is live, for this tab and over a reload; and that a callback is due, for the whole browser. */
export interface LiveCallMark {
  /** What there was when this page, or the one before it, was left. */
  read(): 'live' | 'callback' | 'none';
  write(state: CallState): void;
  /** Whether news of a storage tell that another tab has a callback now. */
  tells(news: Pick<StorageEvent, 'key' | 'newValue'>): boolean;
}

/** The marks in both storages; where a page may not store anything, a reload does not bring the panel back. */
export function liveCallMark(tab: () => Storage, browser: () => Storage): LiveCallMark {
  const has = (storage: () => Storage): boolean => {
    try {
      return storage().getItem(KEY) !== null;
    } catch {
      return false;
    }
  };
  const put = (storage: () => Storage, on: boolean): void => {
    try {
      if (on) storage().setItem(KEY, 'live');
      else storage().removeItem(KEY);
    } catch {
      // Blocked storage (a sandboxed frame, a strict privacy setting): the call itself needs none.
    }
  };
  return {
    read: () => (has(tab) ? 'live' : has(browser) ? 'callback' : 'none'),
    tells: ({ key, newValue }) => key === KEY && newValue !== null,
    write: (state) => {
      const callback = state === 'callback' || state === 'calling';
      put(browser, callback);
      put(tab, state !== 'none' && !callback);
    },
  };
}
