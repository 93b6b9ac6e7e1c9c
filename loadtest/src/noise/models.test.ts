import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUANTUM_SAMPLES } from '@weft/agent-web/noise';
import { delaySamples } from './delay.ts';
import { DEFAULT_MODEL, FALLBACK_MODEL, type Model, PACKAGED_MODELS } from './models.ts';
import { atLevel, mixAtSnr, rms, whiteNoise } from './noises.ts';
import { seededRandom } from './random.ts';
import { siSdrDb } from './si-sdr.ts';
import { SAMPLE_RATE_HZ, SENTENCES, speak, TARGETS } from './speech.ts';

const QUIET = 0.05;
const MOST_DELAY_SAMPLES = 4_096;

async function through(model: Model, heard: Float32Array): Promise<Float32Array> {
  const suppressor = await model.create();
  const output = new Float32Array(heard.length - (heard.length % QUANTUM_SAMPLES));
  for (let from = 0; from < output.length; from += QUANTUM_SAMPLES) {
    suppressor.process(
      heard.subarray(from, from + QUANTUM_SAMPLES),
      output.subarray(from, from + QUANTUM_SAMPLES),
    );
  }
  return output;
}

for (const model of [DEFAULT_MODEL, FALLBACK_MODEL, ...PACKAGED_MODELS]) {
  test(`${model.name} lets speech through and takes noise away`, async () => {
    const speech = atLevel(await speak(TARGETS.en, SENTENCES.en[0] ?? ''), QUIET);
    const heard = mixAtSnr(speech, whiteNoise(speech.length, seededRandom(1)), 10);
    const output = await through(model, heard);
    const delay = delaySamples(heard, output, MOST_DELAY_SAMPLES);
    const gainDb = siSdrDb(speech, output.subarray(delay)) - siSdrDb(speech.subarray(0, -delay), heard);
    assert.ok(gainDb > 3, `gain of ${gainDb} dB`);
    assert.ok(rms(output) > QUIET / 2, 'as loud as before, or nearly');
  });
}

for (const model of [DEFAULT_MODEL, FALLBACK_MODEL]) {
  test(`${model.name} adds the delay that it says, and 20 ms at most`, async () => {
    const speech = atLevel(await speak(TARGETS.en, SENTENCES.en[1] ?? ''), QUIET);
    const heard = mixAtSnr(speech, whiteNoise(speech.length, seededRandom(1)), 20);
    const stated = (await model.create()).delaySamples ?? Number.NaN;
    const measured = delaySamples(heard, await through(model, heard), MOST_DELAY_SAMPLES);
    // A model that shifts phases may move the peak by a sample.
    assert.ok(Math.abs(measured - stated) <= 1, `${measured} for ${stated}`);
    assert.ok(stated / SAMPLE_RATE_HZ <= 0.02);
  });
}

test('silence stays silence', async () => {
  assert.ok(rms(await through(DEFAULT_MODEL, new Float32Array(SAMPLE_RATE_HZ))) < 1e-4);
});
