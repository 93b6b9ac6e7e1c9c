import type { Outgoing } from '../outgoing.ts';

/** A way out that nothing takes. */
export const nowhere: Outgoing = { hand: () => Promise.resolve(), sweep: () => Promise.resolve() };

/** Nothing is promised, and nothing remembered. */
export const noService = {
  terms: { queueOf: () => 'default', hasQueue: () => true, dueAtMs: () => 0, idle: () => [] },
  facts: { tell: () => undefined },
  invitations: { of: () => '' },
  sightings: { saw: () => undefined },
  staff: {
    byId: (agentId: string) => ({ displayName: agentId, role: 'agent' }) as const,
    all: () => [],
    onChange: () => ({ [Symbol.dispose]: () => undefined }),
  },
};
