import { useState } from 'react';
import { browserStore } from '../state/storage.ts';

const store = browserStore('localStorage');

/** Something that is on or off and is remembered over visits. */
export function useKeptFlag(key: string, usual: boolean): readonly [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    const kept = store.get(key);
    return kept === undefined ? usual : kept === 'on';
  });
  const set = (next: boolean): void => {
    setOn(next);
    store.set(key, next ? 'on' : 'off');
  };
  return [on, set];
}
