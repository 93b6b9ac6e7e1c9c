import { LOOPBACK } from '../network/dropping.ts';
import { cutFlows } from '../network/flows.ts';
import type { Fault } from './fault.ts';
import { processesOf } from './processes.ts';

const networkChange: Fault = {
  name: 'network-change',
  does: "all that the customer's browser has open falls silent for good, media and signaling; what it opens anew works",
  watchMs: 15_000,
  moves: false,
  needs: 'root',
  inject: async ({ customers, networks }) => {
    const hooks = [LOOPBACK, ...(networks?.hooks ?? [])];
    const cut = await cutFlows(await processesOf(customers), hooks);
    return { atMs: cut.atMs, target: 'customer', heal: async () => cut[Symbol.asyncDispose]() };
  },
};

/** What happens between a page and the mesh. */
export const linkFaults: readonly Fault[] = [networkChange];
