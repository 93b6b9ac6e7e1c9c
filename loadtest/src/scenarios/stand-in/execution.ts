import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<number>();

/** Runs as the virtual user of this number, from 1. */
export const asUser = <Value>(id: number, run: () => Value): Value => current.run(id, run);

/** k6/execution: who runs. */
export const vu = {
  get idInTest(): number {
    return current.getStore() ?? 0;
  },
};
