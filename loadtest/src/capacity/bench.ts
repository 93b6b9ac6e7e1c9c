import { type Bench, count } from '../bench/bench.ts';
import { histogram } from '../bench/histogram.ts';
import { measure } from '../bench/measure.ts';
import type { Heard, Way } from '../bots/messages.ts';
import { PICTURE, SPEECH } from '../bots/rooms.ts';
import { SUITE } from '../bots/srtp.ts';
import { Calls, CONSUMERS_PER_CALL, READ_EVERY } from './calls.ts';
import { LECTURES, PACKET_BYTES, packetsPerCore, READ, RECEIVERS } from './fan-out.ts';
import { growth } from './memory.ts';
import { MEASURE_MS, Stage } from './stage.ts';
import { MOST_LOSS, MOST_P99_MS, percentileOf } from './verdict.ts';

const ROUNDS = 3;
/** Latency is read where a core still has a reserve. */
const SHARE = 0.7;

/** What one mediasoup worker carries on one core, in the stream's own packets. */
export const capacity: Bench = {
  name: 'capacity',
  summary: 'packets, consumers, latency and memory of one media worker on one core',
  options: { rounds: `times each knee is looked for (${ROUNDS})` },
  run: async (context) => {
    const rounds = count(context, 'rounds', ROUNDS);
    const { progress } = context;
    progress('weighing rooms');
    await using stage = await Stage.create(progress);
    const weighed = await growth(stage.cores);
    progress(`${LECTURES} senders with ${RECEIVERS} receivers each, ${PACKET_BYTES} bytes`);
    const packets = await packetsPerCore(stage, rounds);
    const packetSteps = stage.steps.splice(0);
    progress('calls of two, sound and picture');
    const calls = new Calls(stage);
    const found = await calls.perCore(rounds);
    const callSteps = stage.steps.splice(0);
    const median = percentileOf(
      found.map((one) => one.calls / Math.max(one.step.subject, SHARE)),
      0.5,
    );
    const reserve = Math.max(1, Math.round(median * SHARE));
    progress(`one-way times of ${reserve} calls`);
    const near = await calls.oneHop(reserve);
    // A call over two workers costs a core about twice what one costs that stays on one.
    const piped = Math.max(1, Math.round(reserve / 2));
    progress(`one-way times of ${piped} calls over a pipe`);
    const far = await calls.twoHops(piped);
    return {
      setup: {
        worker: 'mediasoup 3.27.1, one process',
        srtp: SUITE,
        cores: { ...stage.cores },
        packetBytes: PACKET_BYTES,
        fanOut: `${LECTURES} senders, ${RECEIVERS} receivers each`,
        call: 'two people, each sends and receives sound and picture',
        sound: { ...SPEECH },
        picture: { ...PICTURE },
        read: `${READ} of ${RECEIVERS} receivers, 1 of ${READ_EVERY} calls; the rest goes to a socket that is not read`,
        holds: `loss at most ${MOST_LOSS * 100} %, p99 at most ${MOST_P99_MS} ms`,
        stepMs: MEASURE_MS,
        rounds,
      },
      measures: [
        measure(
          'packets-per-second-per-core',
          'packets/s',
          packets.map(({ packetsPerS }) => packetsPerS),
        ),
        measure(
          'packets-per-cpu-second',
          'packets',
          packets.map(({ packetsPerS, subject }) => packetsPerS / subject),
        ),
        measure(
          'consumers-per-core',
          'consumers',
          found.map((one) => one.calls * CONSUMERS_PER_CALL),
        ),
        measure(
          'calls-per-core',
          'calls',
          found.map((one) => one.calls),
        ),
        measure('added-latency', 'µs', added(near.heard, 'one-hop')),
        measure('added-latency-two-hops', 'µs', added(far.heard, 'two-hops')),
        measure('one-way-direct', 'µs', near.heard.oneWayUs.direct),
        measure('jitter', 'µs', near.heard.jitterUs),
      ],
      fields: {
        saturated: {
          packets: packets.map(({ saturated }) => saturated),
          calls: found.map(({ step }) => step.saturated),
        },
        latencyAt: {
          oneHop: {
            calls: reserve,
            subject: share(near.share),
            generator: share(near.generator),
            robbed: share(near.robbed),
          },
          twoHops: {
            calls: piped,
            subject: share(far.share),
            generator: share(far.generator),
            robbed: share(far.robbed),
          },
        },
        memory: { ...weighed },
        histograms: {
          'added-latency, µs': histogram(added(near.heard, 'one-hop')).map((bucket) => ({ ...bucket })),
          'added-latency-two-hops, µs': histogram(added(far.heard, 'two-hops')).map((bucket) => ({
            ...bucket,
          })),
        },
        packetSteps,
        callSteps,
      },
    };
  },
};

/** What the subject adds: the way over it, less the median of the way past it at the same time. */
function added({ oneWayUs }: Heard, way: Way): readonly number[] {
  const direct = percentileOf(oneWayUs.direct, 0.5);
  return oneWayUs[way].map((us) => us - direct);
}

const share = (value: number): number => Number(value.toFixed(2));
