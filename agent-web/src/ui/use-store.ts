import { useSyncExternalStore } from 'react';
import type { Readable } from '../state/types.ts';

/** The present value of a store of the state layer; draws again when it changes. */
export const useStore = <Value>(store: Readable<Value>): Value =>
  useSyncExternalStore(store.subscribe, store.get);
