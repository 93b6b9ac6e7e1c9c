import { createStore } from 'zustand/vanilla';
import type { Readable } from './types.ts';

/** A Readable that its owner sets. Setting what is there already tells nobody. */
export interface Cell<Value> extends Readable<Value> {
  readonly set: (value: Value) => void;
}

/** Makes a cell that holds `initial`. */
export function createCell<Value>(initial: Value): Cell<Value> {
  const store = createStore<{ readonly value: Value }>(() => ({ value: initial }));
  return {
    get: () => store.getState().value,
    subscribe: (listener) => store.subscribe(listener),
    set: (value) => {
      if (!Object.is(value, store.getState().value)) store.setState({ value }, true);
    },
  };
}
