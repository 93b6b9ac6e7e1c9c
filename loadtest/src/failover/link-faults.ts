import { systemClock } from '@weft/proto';
import { LOOPBACK } from '../network/dropping.ts';
import { cutFlows } from '../network/flows.ts';
import { untilBack } from './coming-back.ts';
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

const nodeClusterCut: Fault = {
  name: 'node-cluster-cut',
  does: "the customer's home node does not reach nats-server and etcd any more, in silence, for longer than its lease lasts; its clients reach it",
  watchMs: 20_000,
  moves: false,
  needs: 'doors',
  inject: async ({ stack, doors, call }) => {
    if (doors === undefined) throw new Error('the nodes have no doors of their own');
    const target = (await call.customer.stats()).nodeId;
    const atMs = systemClock.now();
    doors.close(target);
    const heal = async (): Promise<void> => {
      doors.reopen(target);
      await untilBack(stack, target);
    };
    return { atMs, target, heal };
  },
};

/** What happens between a page and the mesh, or between a node and the rest of it. */
export const linkFaults: readonly Fault[] = [networkChange, nodeClusterCut];
