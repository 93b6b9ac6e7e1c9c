import type { Outgoing } from '../outgoing.ts';

/** A way out that nothing takes. */
export const nowhere: Outgoing = { hand: () => Promise.resolve(), sweep: () => Promise.resolve() };
