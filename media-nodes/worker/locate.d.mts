/** The mediasoup package's folder, or undefined before `npm ci`. */
export function mediasoupFolder(): string | undefined;
/** Where the cached worker belongs, whether it is there or not. */
export function cachedWorkerPath(env?: Record<string, string | undefined>): string | undefined;
/** The worker to run: the one the environment names, else the cached one. */
export function workerPath(env?: Record<string, string | undefined>): string | undefined;
/** A short hash of the recipe and of the kind of machine it builds for. */
export function recipeHash(): string;
