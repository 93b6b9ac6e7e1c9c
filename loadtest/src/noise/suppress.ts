import { QUANTUM_SAMPLES } from '@weft/agent-web/noise';
import type { Case } from './cases.ts';
import { delaySamples } from './delay.ts';
import type { Model } from './models.ts';
import { siSdrDb } from './si-sdr.ts';
import { SAMPLE_RATE_HZ } from './speech.ts';

/** What a model did to one case. */
export interface Outcome {
  /** SI-SDR after less SI-SDR before, with the delay taken out. */
  readonly gainDb: number;
  /** From a sample going in to its coming out, by cross-correlation; undefined where noise drowns the peak. */
  readonly measuredDelayMs?: number;
  /** The same by the algorithm's own account. */
  readonly statedDelayMs?: number;
  /** Processor time over the sound's length: 1 is a whole core. */
  readonly coreShare: number;
}

/** Longer than any suppressor that one could talk through. */
const MOST_DELAY_SAMPLES = 4_096;
/** How much sound is enough to find the delay in: 2.7 s. */
const CORRELATED_SAMPLES = 2 ** 17;

/** Sends one case through a fresh run of the model, quantum by quantum, as the audio graph of a page would. */
export async function suppress(model: Model, { condition, speech, heard }: Case): Promise<Outcome> {
  const suppressor = await model.create();
  const quanta = Math.ceil((heard.length + MOST_DELAY_SAMPLES) / QUANTUM_SAMPLES);
  const input = new Float32Array(quanta * QUANTUM_SAMPLES);
  input.set(heard);
  const output = new Float32Array(input.length);
  const before = process.cpuUsage();
  for (let from = 0; from < input.length; from += QUANTUM_SAMPLES) {
    suppressor.process(
      input.subarray(from, from + QUANTUM_SAMPLES),
      output.subarray(from, from + QUANTUM_SAMPLES),
    );
  }
  const used = process.cpuUsage(before);
  const delay = delaySamples(
    input.subarray(0, CORRELATED_SAMPLES),
    output.subarray(0, CORRELATED_SAMPLES),
    MOST_DELAY_SAMPLES,
  );
  const cleaned = output.subarray(delay, delay + speech.length);
  return {
    gainDb: siSdrDb(speech, cleaned) - siSdrDb(speech, heard),
    // Noise and speech are one signal to the correlation; only clear speech gives a sharp peak.
    ...(condition === 'white-10' ? { measuredDelayMs: inMs(delay) } : {}),
    ...(suppressor.delaySamples === undefined ? {} : { statedDelayMs: inMs(suppressor.delaySamples) }),
    coreShare: (used.user + used.system) / 1_000_000 / (input.length / SAMPLE_RATE_HZ),
  };
}

const inMs = (samples: number): number => (samples * 1_000) / SAMPLE_RATE_HZ;
