import { systemClock } from '@weft/proto';
import { Bursts } from '../load/bursts.ts';
import { mayChangeNetwork } from '../network/command.ts';
import { dropPackets, LOOPBACK } from '../network/dropping.ts';
import { udpPortsOf } from '../network/flows.ts';
import type { Fault } from './fault.ts';
import { processesOf } from './processes.ts';

const BURSTS = { everyMs: 3_000, forMs: 300 };
const LOST_SHARE = 0.03;

/** Nothing dies, but it looks so: what would take a busy machine or a bad network for a death would move the call. */
export const noFault: Fault = {
  name: 'none',
  does: 'nothing dies: all cores are busy for 300 ms every 3 s, and 3 % of the packets between pages and nodes are lost, each way',
  watchMs: 60_000,
  moves: false,
  harmless: true,
  inject: async ({ customers, agents, networks }) => {
    await using owned = new AsyncDisposableStack();
    const atMs = systemClock.now();
    owned.use(await Bursts.create(BURSTS));
    const loses = mayChangeNetwork();
    if (loses) {
      const pids = await Promise.all([customers, agents].map(processesOf));
      const rule = { udpPorts: await udpPortsOf(pids.flat()), tcpFlows: [], share: LOST_SHARE };
      owned.use(await dropPackets(rule, [LOOPBACK, ...(networks?.hooks ?? [])]));
    }
    const mess = owned.move();
    const target = loses ? 'bursts and loss' : 'bursts alone: it takes root to lose packets';
    return { atMs, target, heal: () => mess.disposeAsync() };
  },
};
