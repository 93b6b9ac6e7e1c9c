import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { QUANTUM_SAMPLES, SAMPLE_RATE_HZ } from '@weft/agent-web/noise';
import { until } from '@weft/proto/testing';
import type { Page } from 'playwright-core';
import { type Browser, startBrowser } from '../browser/chromium.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { ShopPage } from '../browser/shop-page.ts';
import { type BuiltWorklet, findBuiltWorklet, renderInPage } from '../noise/built-worklet.ts';
import { delaySamples } from '../noise/delay.ts';
import { DEFAULT_MODEL, FALLBACK_MODEL } from '../noise/models.ts';
import { atLevel, mixAtSnr, whiteNoise } from '../noise/noises.ts';
import { seededRandom } from '../noise/random.ts';
import { siSdrDb } from '../noise/si-sdr.ts';
import { SENTENCES, speak, TARGETS } from '../noise/speech.ts';
import { startTemporaryStack, type TemporaryStack } from '../stack/temporary-stack.ts';

const MOST_DELAY_SAMPLES = 4_096;
/** Samples of Chromium's V8 and of Node's may differ by what their sines and their rounding differ by. */
const SAME = 1e-3;

describe('the built noise suppressor in Chromium', () => {
  let temporary: TemporaryStack;
  let browser: Browser;
  let page: Page;
  let built: BuiltWorklet;
  let policy = '';
  let speech: Float32Array;
  let heard: Float32Array;

  before(async () => {
    temporary = await startTemporaryStack({ regions: ['eu'], nodesPerRegion: 1 });
    browser = await startBrowser();
    page = await browser.context.newPage();
    const response = await page.goto(`${temporary.stack.url}/desk/`);
    policy = response?.headers()['content-security-policy'] ?? '';
    built = await findBuiltWorklet();
    const spoken = atLevel(await speak(TARGETS.en, SENTENCES.en[0] ?? ''), 0.05);
    speech = spoken.subarray(0, spoken.length - (spoken.length % QUANTUM_SAMPLES));
    heard = mixAtSnr(speech, whiteNoise(speech.length, seededRandom(1)), 10);
  });
  after(async () => {
    await browser?.[Symbol.asyncDispose]();
    await temporary?.[Symbol.asyncDispose]();
  });

  for (const model of [DEFAULT_MODEL, FALLBACK_MODEL]) {
    it(`gives with ${model.name} what Node gives, as late as stated and 20 ms at most, under the pages' policy`, async (t) => {
      assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
      const { samples, coreShare } = await renderInPage(page, built, model.name, heard);
      const suppressor = await model.create();
      const expected = new Float32Array(heard.length);
      for (let from = 0; from < heard.length; from += QUANTUM_SAMPLES) {
        const to = from + QUANTUM_SAMPLES;
        suppressor.process(heard.subarray(from, to), expected.subarray(from, to));
      }
      const delay = delaySamples(heard, samples, MOST_DELAY_SAMPLES);
      const gainOf = (output: Float32Array): number =>
        siSdrDb(speech.subarray(0, -delay), output.subarray(delay)) - siSdrDb(speech, heard);
      const apart = samples.reduce(
        (most, sample, i) => Math.max(most, Math.abs(sample - (expected[i] ?? 0))),
        0,
      );
      const delayMs = (delay * 1_000) / SAMPLE_RATE_HZ;
      t.diagnostic(
        `gain ${gainOf(samples).toFixed(2)} dB (Node ${gainOf(expected).toFixed(2)}), ${delayMs.toFixed(2)} ms late, ` +
          `${(coreShare * 100).toFixed(1)} % of a core, samples at most ${apart} apart`,
      );
      assert.ok(apart < SAME, `samples ${apart} apart`);
      assert.ok(Math.abs(gainOf(samples) - gainOf(expected)) < 0.1);
      assert.ok(gainOf(samples) > 3, `gain of ${gainOf(samples)} dB`);
      // A model that shifts phases may move the peak by a sample.
      assert.ok(Math.abs(delay - (suppressor.delaySamples ?? Number.NaN)) <= 1, `${delay} samples late`);
      assert.ok(delayMs <= 20, `${delayMs} ms late`);
    });
  }

  it("is what the customer's page chooses by itself", async () => {
    const shop = await ShopPage.open(browser.context, temporary.stack.url, { region: 'eu' });
    await until(
      async () => {
        const { noise } = await shop.snapshot();
        return noise.name === 'on' || JSON.stringify(noise);
      },
      { timeoutMs: LOAD_TIMEOUT_MS },
    );
  });
});
