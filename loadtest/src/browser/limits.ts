/** Waiting times of the tests: generous, since two busy cores may carry everything at once. No verdict hangs on them. */
export const LOAD_TIMEOUT_MS = 60_000;
export const CALL_TIMEOUT_MS = 60_000;
export const MEDIA_TIMEOUT_MS = 60_000;
