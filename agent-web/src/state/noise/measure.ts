import { type Clock, sleep } from '@weft/proto';
import { createSuppressor, type LoadedModel } from './model.ts';

const SAMPLE_RATE = 48_000;
const MEASURED_SECONDS = 0.5;
/** Rendering is held here until the program has started inside the worklet. */
const HOLD_AT_SECONDS = 128 / SAMPLE_RATE;
const START_UP_MS = 150;

/** A tone: what the models take for it does not matter, their work is the same. */
function tone(context: BaseAudioContext): AudioScheduledSourceNode {
  const oscillator = context.createOscillator();
  oscillator.frequency.value = 220;
  return oscillator;
}

/**
 * What share of one core a model takes here: half a second of sound is processed as fast as the machine
 * can, off the page's thread. 'unknown' when the program was not running by then; then nothing was measured.
 */
export async function measureShare(loaded: LoadedModel, clock: Clock): Promise<number | 'unknown'> {
  const context = new OfflineAudioContext(1, SAMPLE_RATE * MEASURED_SECONDS, SAMPLE_RATE);
  const node = await createSuppressor(context, loaded);
  const source = tone(context);
  source.connect(node).connect(context.destination);
  source.start();
  let startMs = 0;
  const held = context.suspend(HOLD_AT_SECONDS).then(async () => {
    await sleep(clock, START_UP_MS);
    startMs = clock.monotonic();
    await context.resume();
  });
  const rendered = await context.startRendering();
  await held;
  const tookMs = clock.monotonic() - startMs;
  node.destroy();
  const ran = rendered.getChannelData(0).some((sample) => sample !== 0);
  return ran ? tookMs / (MEASURED_SECONDS * 1_000) : 'unknown';
}
