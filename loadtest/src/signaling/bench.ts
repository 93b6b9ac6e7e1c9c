import { Rig } from '@weft/signaling/testing';
import { type Bench, count } from '../bench/bench.ts';
import { chooseCores, pin } from '../bench/cores.ts';
import { histogram } from '../bench/histogram.ts';
import { type Measure, measure } from '../bench/measure.ts';
import { percentileOf } from '../capacity/verdict.ts';
import { Channel } from '../idle/channel.ts';
import type { EdgeNews, EdgeOrder } from '../idle/messages.ts';
import type { Addressing, TwinNews, TwinOrder } from './messages.ts';
import { JOINS_AT_ONCE, MOST_LOSS, MOST_P99_MS, measureServer, type Side, type Staged } from './side.ts';

const SESSIONS = 500;
const ROUNDS = 2;

/** Measures of fan-out are called so: to one session a message, and to all of them. */
const NAMES: Readonly<Record<Addressing, string>> = { each: 'fan-out', all: 'shared-fan-out' };

/** Messages and joins that an edge carries on one core, beside a server on `ws` that does only what it must. */
export const signaling: Bench = {
  name: 'signaling',
  summary: 'fan-out and joins of one edge on one core, beside a twin on ws',
  options: {
    sessions: `clients (${SESSIONS})`,
    rounds: `times each of both is measured (${ROUNDS})`,
    load: 'messages a second at the clients: this load alone, to compare processor time, instead of a search for the greatest',
  },
  run: async (context) => {
    const sessions = count(context, 'sessions', SESSIONS);
    const rounds = count(context, 'rounds', ROUNDS);
    const load = count(context, 'load', 0);
    const cores = await chooseCores();
    await using rig = await Rig.create();
    await pin(rig.nats.pid, cores.generator, cores);
    await pin(rig.etcd.pid, cores.generator, cores);
    const stage = { rig, cores, sessions, load, context };
    const edges: Side[] = [];
    const twins: Side[] = [];
    for (let round = 1; round <= rounds; round++) {
      context.progress(`edge, round ${round} of ${rounds}`);
      edges.push(await measureEdge(stage));
      context.progress(`twin, round ${round} of ${rounds}`);
      twins.push(await measureTwin(stage));
    }
    const median = (sides: readonly Side[], read: (side: Side) => number): number =>
      percentileOf(sides.map(read), 0.5);
    const ratio = (read: (side: Side) => number): number =>
      Number((median(edges, read) / median(twins, read)).toFixed(2));
    const microseconds = (to: Addressing): number[] =>
      edges.flatMap((one) => one[to].tookEachMs.map((ms) => ms * 1_000));
    return {
      setup: {
        ...{ sessions, rounds, load, cores: { ...cores } },
        message: '200 bytes over core NATS with the SESSIONS and SHARED streams',
        fanOut: 'one publish for each message at a client',
        sharedFanOut: `one publish for ${sessions} messages, one at each client`,
        holds: `loss at most ${MOST_LOSS * 100} %, p99 at most ${MOST_P99_MS} ms`,
        twin: 'ws 8.23.0, the same frames over the same bus; no tokens, outbox, limits or metrics',
        joinsAtOnce: JOINS_AT_ONCE,
      },
      measures: [
        ...fanOutMeasures('each', edges, twins),
        ...fanOutMeasures('all', edges, twins),
        measure(
          'joins-per-second',
          'joins/s',
          edges.map((one) => one.joinsPerS),
        ),
        measure(
          'joins-per-cpu-second',
          'joins',
          edges.map((one) => one.joinsPerCpuS),
        ),
        measure(
          'join',
          'ms',
          edges.flatMap((one) => one.joinMs),
        ),
        measure(
          'twin-joins-per-cpu-second',
          'joins',
          twins.map((one) => one.joinsPerCpuS),
        ),
      ],
      fields: {
        ratio: {
          fanOut: ratio((one) => one.each.held),
          fanOutPerCpuSecond: ratio((one) => one.each.perCpuS),
          sharedFanOut: ratio((one) => one.all.held),
          sharedFanOutPerCpuSecond: ratio((one) => one.all.perCpuS),
          joinsPerCpuSecond: ratio((one) => one.joinsPerCpuS),
        },
        histograms: {
          'fan-out, µs': histogram(microseconds('each')).map((bucket) => ({ ...bucket })),
          'shared fan-out, µs': histogram(microseconds('all')).map((bucket) => ({ ...bucket })),
        },
        edgeSteps: edges.map(({ each }) => each.steps),
        edgeSharedSteps: edges.map(({ all }) => all.steps),
        twinSteps: twins.map(({ each }) => each.steps),
        twinSharedSteps: twins.map(({ all }) => all.steps),
      },
    };
  },
};

function fanOutMeasures(to: Addressing, edges: readonly Side[], twins: readonly Side[]): readonly Measure[] {
  const name = NAMES[to];
  const held = (sides: readonly Side[]): number[] => sides.map((one) => one[to].held);
  const perCpuS = (sides: readonly Side[]): number[] => sides.map((one) => one[to].perCpuS);
  return [
    measure(`${name}-per-second`, 'messages/s', held(edges)),
    measure(`${name}-per-cpu-second`, 'messages', perCpuS(edges)),
    measure(
      name,
      'ms',
      edges.flatMap((one) => one[to].tookEachMs),
    ),
    measure(`twin-${name}-per-second`, 'messages/s', held(twins)),
    measure(`twin-${name}-per-cpu-second`, 'messages', perCpuS(twins)),
  ];
}

async function measureEdge(staged: Staged): Promise<Side> {
  const { rig } = staged;
  await using edge = new Channel<EdgeOrder, EdgeNews>(
    'the edge',
    new URL('../idle/edge-process.ts', import.meta.url),
    ['--expose-gc'],
  );
  const environment = {
    ...{ WEFT_NATS_URL: rig.nats.url, WEFT_ETCD_URL: rig.etcd.url, WEFT_EDGE_PORT: '0' },
    ...{ WEFT_EDGE_ADDRESS_CONNECTS_PER_S: '0', WEFT_EDGE_ADDRESS_FRAMES_PER_S: '0' },
    ...{ WEFT_EDGE_SESSION_FRAMES_PER_S: '0', WEFT_EDGE_MAX_SESSIONS: '100000' },
  };
  const { url } = await edge.ask({ do: 'start', environment }, 'up');
  return await measureServer(staged, url, edge.pid ?? 0);
}

async function measureTwin(staged: Staged): Promise<Side> {
  await using twin = new Channel<TwinOrder, TwinNews>(
    'the twin',
    new URL('./twin-process.ts', import.meta.url),
  );
  const { url } = await twin.ask({ do: 'start', natsUrl: staged.rig.nats.url }, 'up');
  return await measureServer(staged, url, twin.pid ?? 0);
}
