import { readFile } from 'node:fs/promises';
import { Rig } from '@weft/signaling/testing';
import { type Bench, type Context, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { Channel } from './channel.ts';
import type { ClientNews, ClientOrder, EdgeNews, EdgeOrder, Weight } from './messages.ts';

const CONNECTIONS = 10_000;
const ROUNDS = 3;
/** Clients that come and go before the first weighing, so that code and tables of the process are as in use. */
const WARM_UP = 500;
/** Descriptors that a process needs beside its sockets. */
const OTHER_FILES = 200;
/** Several sources: one address has about 28,000 ports to connect from. */
const ADDRESSES = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4'];

/** Memory of a real edge's process for each idle, signed-in WebSocket. */
export const idle: Bench = {
  name: 'idle',
  summary: 'memory of an edge for each idle, signed-in WebSocket',
  options: {
    connections: `how many (${CONNECTIONS})`,
    rounds: `edges weighed, one after the other (${ROUNDS})`,
  },
  run: async (context) => {
    const connections = count(context, 'connections', CONNECTIONS);
    const rounds = count(context, 'rounds', ROUNDS);
    await checkFiles(connections);
    await using rig = await Rig.create();
    const weighings: Weighing[] = [];
    for (let round = 1; round <= rounds; round++) {
      context.progress(`round ${round} of ${rounds}`);
      weighings.push(await weigh(rig, connections, context));
    }
    const each = (grown: (one: Weighing) => number): number[] =>
      weighings.map((one) => grown(one) / connections);
    return {
      setup: {
        connections,
        rounds,
        warmUpConnections: WARM_UP,
        sourceAddresses: ADDRESSES.length,
        pingIntervalMs: 10_000,
      },
      measures: [
        // From a fresh start: what an operator sees grow, the price of warming up included.
        measure(
          'bytes-per-connection',
          'B',
          each(({ cold, full }) => full.rss - cold.rss),
        ),
        measure(
          'bytes-per-connection-warm',
          'B',
          each(({ warm, full }) => full.rss - warm.rss),
        ),
        measure(
          'heap-bytes-per-connection',
          'B',
          each(({ warm, full }) => full.heapUsed - warm.heapUsed),
        ),
        measure(
          'external-bytes-per-connection',
          'B',
          each(({ warm, full }) => full.external - warm.external),
        ),
      ],
      fields: {
        rssBytes: weighings.map(({ full }) => full.rss),
        sessions: weighings.map(({ full }) => full.sessions),
      },
    };
  },
};

/** One edge: just started, after the warm-up with nobody left, and with everybody there. */
interface Weighing {
  readonly cold: Weight;
  readonly warm: Weight;
  readonly full: Weight;
}

async function weigh(rig: Rig, connections: number, context: Context): Promise<Weighing> {
  await using edge = new Channel<EdgeOrder, EdgeNews>(
    'the edge',
    new URL('./edge-process.ts', import.meta.url),
    ['--expose-gc'],
  );
  await using clients = new Channel<ClientOrder, ClientNews>(
    'the clients',
    new URL('./client-process.ts', import.meta.url),
  );
  const { url } = await edge.ask({ do: 'start', environment: environmentOf(rig) }, 'up');
  const weighed = async (): Promise<Weight> => (await edge.ask({ do: 'weigh' }, 'weighed')).weight;
  const connect = async (n: number): Promise<void> => {
    const tokens = await Promise.all(
      Array.from({ length: n }, (_, i) => rig.mint.token({ subjectId: `idle-${i}` })),
    );
    await clients.ask({ do: 'connect', url, tokens, addresses: ADDRESSES }, 'connected');
  };
  const cold = await weighed();
  await connect(Math.min(WARM_UP, connections));
  await clients.ask({ do: 'leave' }, 'left');
  const warm = await weighed();
  if (warm.sessions !== 0) throw new Error(`${warm.sessions} sessions outlived their goodbye`);
  const startedMs = context.clock.monotonic();
  await connect(connections);
  const tookS = (context.clock.monotonic() - startedMs) / 1_000;
  context.progress(`${connections} connected in ${tookS.toFixed(1)} s`);
  await clients.ask({ do: 'idle' }, 'idled');
  const full = await weighed();
  if (full.sessions !== connections)
    throw new Error(`the edge holds ${full.sessions} sessions of ${connections}`);
  return { cold, warm, full };
}

/** The edge as it comes, but without the limit on new connections of one address: all of these come from four. */
const environmentOf = (rig: Rig): Record<string, string> => ({
  WEFT_NATS_URL: rig.nats.url,
  WEFT_ETCD_URL: rig.etcd.url,
  WEFT_EDGE_PORT: '0',
  WEFT_EDGE_ADDRESS_CONNECTS_PER_S: '0',
  WEFT_EDGE_MAX_SESSIONS: '1000000',
  WEFT_EDGE_ADDRESS_FRAMES_PER_S: '0',
});

/** Node raises its limit of open files to the hard one by itself; that must be enough. */
async function checkFiles(connections: number): Promise<void> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const hard = /^Max open files\s+\S+\s+(\d+)/m.exec(limits)?.[1];
  const needed = connections + OTHER_FILES;
  if (hard !== undefined && Number(hard) < needed) {
    throw new Error(
      `${connections} connections need ${needed} open files and the limit is ${hard}: raise it with "ulimit -n"`,
    );
  }
}
