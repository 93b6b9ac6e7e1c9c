// Not a name that the widget uses: on Weft's own pages both share one storage.
const KEY = 'weft-launcher';

/** Remembers, for this tab and over a reload, that a call is live. */
export interface LiveCallMark {
  /** Whether a call was live when this page, or the one before it in this tab, was left. */
  read(): boolean;
  write(live: boolean): void;
}

/** The mark in sessionStorage; where a page may not store anything, a reload does not bring the panel back. */
export function liveCallMark(storage: () => Storage): LiveCallMark {
  return {
    read: () => {
      try {
        return storage().getItem(KEY) === 'live';
      } catch {
        return false;
      }
    },
    write: (live) => {
      try {
        if (live) storage().setItem(KEY, 'live');
        else storage().removeItem(KEY);
      } catch {
        // Blocked storage (a sandboxed frame, a strict privacy setting): the call itself needs none.
      }
    },
  };
}
