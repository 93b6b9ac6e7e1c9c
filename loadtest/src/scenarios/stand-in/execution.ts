import { AsyncLocalStorage } from 'node:async_hooks';

interface Running {
  readonly user: number;
  readonly iteration: number;
}

const current = new AsyncLocalStorage<Running>();
let iterations = 0;

/** Runs an iteration as the virtual user of this number, from 1. One run a process. */
export const asUser = <Value>(user: number, run: () => Value): Value =>
  current.run({ user, iteration: iterations++ }, run);

/** k6/execution: who runs. */
export const vu = {
  get idInTest(): number {
    return current.getStore()?.user ?? 0;
  },
};

/** k6/execution: the how many-th iteration it is, from 0. */
export const scenario = {
  get iterationInTest(): number {
    return current.getStore()?.iteration ?? 0;
  },
};
