import type { Kind } from './kinds.ts';

/** Every kind of channel that there is. */
export const KINDS: readonly Kind[] = [];
