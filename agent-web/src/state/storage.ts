/** Texts kept between visits (localStorage) or reloads (sessionStorage): a port over either. */
export interface TextStore {
  /** Undefined = not there, or the browser lets nothing be kept. */
  get(key: string): string | undefined;
  /** Undefined takes it away. What cannot be kept is forgotten without a word: nothing depends on it. */
  set(key: string, text: string | undefined): void;
  /** The keys that begin so. */
  keys(prefix: string): readonly string[];
}

/** A store for as long as the page lives. */
export function memoryStore(): TextStore {
  const texts = new Map<string, string>();
  return {
    get: (key) => texts.get(key),
    set: (key, text) => {
      if (text === undefined) texts.delete(key);
      else texts.set(key, text);
    },
    keys: (prefix) => [...texts.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** What one person keeps in a store that others use after them; nobody's = the store as it is. */
export function storeOf(store: TextStore, owner: string): Pick<TextStore, 'get' | 'set'> {
  const own = (key: string): string => (owner === '' ? key : `${key} ${owner}`);
  return {
    get: (key) => store.get(own(key)),
    set: (key, text) => store.set(own(key), text),
  };
}

/** The browser's storage; where a page in a frame may not touch it (third-party storage blocked), memory. */
export function browserStore(which: 'localStorage' | 'sessionStorage'): TextStore {
  let storage: Storage;
  try {
    storage = globalThis[which];
    storage.getItem('weft');
  } catch {
    return memoryStore();
  }
  return {
    get: (key) => storage.getItem(key) ?? undefined,
    set: (key, text) => {
      try {
        if (text === undefined) storage.removeItem(key);
        else storage.setItem(key, text);
      } catch {
        // Full, or forbidden since.
      }
    },
    keys: (prefix) => Object.keys(storage).filter((key) => key.startsWith(prefix)),
  };
}
