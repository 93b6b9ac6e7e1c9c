import type { Clock } from '@weft/proto';
import { QUANTUM_SAMPLES, SAMPLE_RATE_HZ } from '../../noise/index.ts';
import { createSuppressor, type LoadedModel } from './model.ts';

const SEGMENTS = 5;
/** 400 ms: long beside the moments that the page's thread may be late in going on. */
const SEGMENT_QUANTA = 150;
const SEGMENT_MS = (SEGMENT_QUANTA * QUANTUM_SAMPLES * 1_000) / SAMPLE_RATE_HZ;

/** Rendering is held before each segment, at a whole quantum; the last segment ends with the sound. In seconds. */
const heldAt = (segment: number): number =>
  ((1 + segment * SEGMENT_QUANTA) * QUANTUM_SAMPLES) / SAMPLE_RATE_HZ;

/** A tone: what the models take for it does not matter, their work is the same. */
function tone(context: BaseAudioContext): AudioScheduledSourceNode {
  const oscillator = context.createOscillator();
  oscillator.frequency.value = 220;
  return oscillator;
}

/**
 * What share of one core a model takes here: sound is processed as fast as the machine can, off the page's
 * thread, in five segments of 400 ms. The quickest counts: what else the machine does now (the page is just
 * loading) is not the model's doing. 'unknown' where the browser cannot hold rendering. Rejects when the program
 * does not run: then nothing but silence comes out.
 *
 * @param calm awaited before each segment, so that the measure steps aside for what is more urgent
 */
export async function measureShare(
  loaded: LoadedModel,
  clock: Clock,
  calm: () => Promise<void>,
): Promise<number | 'unknown'> {
  await calm();
  const length = (1 + SEGMENTS * SEGMENT_QUANTA) * QUANTUM_SAMPLES;
  const context = new OfflineAudioContext(1, length, SAMPLE_RATE_HZ);
  let fault = 'it did not start';
  const node = await createSuppressor(context, loaded, (told) => {
    fault = told;
  });
  const source = tone(context);
  source.connect(node).connect(context.destination);
  source.start();
  let fastestMs = Number.POSITIVE_INFINITY;
  let startMs = 0;
  const took = (): void => {
    fastestMs = Math.min(fastestMs, clock.monotonic() - startMs);
  };
  // Firefox has no suspend().
  const canHold = typeof context.suspend === 'function';
  const holds = Array.from({ length: canHold ? SEGMENTS : 0 }, async (_, segment) => {
    await context.suspend(heldAt(segment));
    if (segment > 0) took();
    await calm();
    startMs = clock.monotonic();
    await context.resume();
  });
  const rendered = await context.startRendering();
  took();
  await Promise.all(holds);
  node.destroy();
  if (!rendered.getChannelData(0).some((sample) => sample !== 0)) throw new Error(fault);
  return canHold ? fastestMs / SEGMENT_MS : 'unknown';
}
