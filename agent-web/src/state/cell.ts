import { createStore } from 'zustand/vanilla';
import { keep } from './keep.ts';
import type { Readable } from './types.ts';

/** A Readable that its owner sets. Setting an equal value tells nobody; equal parts keep their identity. */
export interface Cell<Value> extends Readable<Value> {
  readonly set: (value: Value) => void;
}

/** Makes a cell that holds `initial`. */
export function createCell<Value>(initial: Value): Cell<Value> {
  const store = createStore<{ readonly value: Value }>(() => ({ value: initial }));
  return {
    get: () => store.getState().value,
    subscribe: (listener) => store.subscribe(listener),
    set: (next) => {
      const before = store.getState().value;
      const value = keep(before, next);
      if (!Object.is(value, before)) store.setState({ value }, true);
    },
  };
}

/**
 * A cell for long lists: a value is compared by identity alone, since looking for equal parts in ten thousand
 * rows at every message would cost more than drawing them. Its owner keeps what did not change.
 */
export function createListCell<Value>(initial: Value): Cell<Value> {
  const store = createStore<{ readonly value: Value }>(() => ({ value: initial }));
  return {
    get: () => store.getState().value,
    subscribe: (listener) => store.subscribe(listener),
    set: (value) => {
      if (!Object.is(value, store.getState().value)) store.setState({ value }, true);
    },
  };
}
