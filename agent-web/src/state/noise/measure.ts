import { type Clock, sleep } from '@weft/proto';
import { createSuppressor, type LoadedModel } from './model.ts';

const SAMPLE_RATE = 48_000;
/** One render quantum of Web Audio: rendering can be held at multiples of it only. */
const QUANTUM = 128;
const SEGMENTS = 4;
const SEGMENT_QUANTA = 75;
const SEGMENT_MS = (SEGMENT_QUANTA * QUANTUM * 1_000) / SAMPLE_RATE;
/** For the program to start inside the worklet. */
const START_UP_MS = 150;

/** Rendering is held before each segment; the last one ends with the sound. */
const heldAt = (segment: number): number => ((1 + segment * SEGMENT_QUANTA) * QUANTUM) / SAMPLE_RATE;

/** A tone: what the models take for it does not matter, their work is the same. */
function tone(context: BaseAudioContext): AudioScheduledSourceNode {
  const oscillator = context.createOscillator();
  oscillator.frequency.value = 220;
  return oscillator;
}

/**
 * What share of one core a model takes here: sound is processed as fast as the machine can, off the page's
 * thread, in four segments of 200 ms. The quickest counts: what else the machine does now (the page is just
 * loading) is not the model's doing. 'unknown' when the program was not running; then nothing was measured.
 */
export async function measureShare(loaded: LoadedModel, clock: Clock): Promise<number | 'unknown'> {
  const length = (1 + SEGMENTS * SEGMENT_QUANTA) * QUANTUM;
  const context = new OfflineAudioContext(1, length, SAMPLE_RATE);
  const node = await createSuppressor(context, loaded);
  const source = tone(context);
  source.connect(node).connect(context.destination);
  source.start();
  let fastestMs = Number.POSITIVE_INFINITY;
  let startMs = 0;
  const took = (): void => {
    fastestMs = Math.min(fastestMs, clock.monotonic() - startMs);
  };
  const holds = Array.from({ length: SEGMENTS }, async (_, segment) => {
    await context.suspend(heldAt(segment));
    if (segment === 0) await sleep(clock, START_UP_MS);
    else took();
    startMs = clock.monotonic();
    await context.resume();
  });
  const rendered = await context.startRendering();
  took();
  await Promise.all(holds);
  node.destroy();
  const ran = rendered.getChannelData(0).some((sample) => sample !== 0);
  return ran ? fastestMs / SEGMENT_MS : 'unknown';
}
