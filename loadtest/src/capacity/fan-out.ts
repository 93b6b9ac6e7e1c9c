import type { Shape } from '../bots/amplifier.ts';
import { type Track, type Traffic, trafficOf } from '../bots/rooms.ts';
import { type Knee, narrow, ramp } from './ramp.ts';
import type { Stage } from './stage.ts';
import { MOST_LOSS, type Step } from './verdict.ts';

/** Ten rooms with one sender and ten receivers each, two of whom are read. */
export const LECTURES = 10;
export const RECEIVERS = 10;
export const READ = 2;
const COPIES = LECTURES * RECEIVERS;
/** A copy as it leaves the worker, tag and all. It is played 40 octets shorter: without the tag and with fewer extensions. */
export const PACKET_BYTES = 1_100;
const GROWN_BYTES = 40;
const START = 30_000;
const FACTOR = 1.35;
const MOST = 400_000;
/** Halvings of what lies between the last step that held and the first that did not: to about 4 per cent of it. */
const HALVINGS = 3;

/** The greatest steps that held, one for each round. */
export async function packetsPerCore(stage: Stage, rounds: number): Promise<readonly Step[]> {
  const shape: Shape = {
    kind: 'video',
    bytes: PACKET_BYTES - GROWN_BYTES,
    packetsPerFrame: 1,
    framesPerS: 1,
  };
  const tracks: Track[] = [];
  for (let i = 0; i < LECTURES; i++)
    tracks.push(await stage.rooms.lecture(await stage.worker.router(), shape, RECEIVERS, READ));
  const { streams, copies } = trafficOf(tracks);
  const at = (packetsPerS: number): Traffic => ({
    streams: streams.map((stream) => ({ ...stream, framesPerS: packetsPerS / COPIES })),
    copies,
  });
  const readPart = READ / RECEIVERS;
  return knees(rounds, { from: START, factor: FACTOR, most: MOST }, (load) =>
    stage.step(load, at(load), readPart),
  );
}

/** Ramps once, then looks for the knee as often as there are rounds. */
export async function knees(
  rounds: number,
  options: Parameters<typeof ramp>[0],
  run: (load: number) => Promise<Step>,
): Promise<readonly Step[]> {
  const held: Step[] = [];
  let best: Step | undefined;
  let lossless: Step | undefined;
  const holds = async (load: number): Promise<boolean> => {
    const step = await run(load);
    if (step.loss <= MOST_LOSS && step.packetsPerS > (lossless?.packetsPerS ?? 0)) lossless = step;
    if (step.holds && (best === undefined || step.packetsPerS > best.packetsPerS)) best = step;
    return step.holds;
  };
  const first: Knee = await ramp(options, holds);
  const fromRamp = best;
  for (let round = 0; round < rounds; round++) {
    best = undefined;
    await narrow(first, HALVINGS, holds);
    // A busy machine may let none be in time.
    const found = best ?? fromRamp ?? lossless;
    if (found === undefined) throw new Error('every step lost packets');
    held.push(found);
  }
  return held;
}
