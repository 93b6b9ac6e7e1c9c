import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PROCESSOR_NAME, SAMPLE_RATE_HZ, type SuppressorModel } from '@weft/agent-web/noise';
import { systemClock } from '@weft/proto';
import type { Page } from 'playwright-core';

const ASSETS = fileURLToPath(new URL('../../../agent-web/dist/assets/', import.meta.url));

/** Addresses of what the build made of the suppressors, as pages of the same server ask for them. */
export interface BuiltWorklet {
  readonly workletUrl: string;
  readonly wasmUrls: Readonly<Record<SuppressorModel, string>>;
}

/** What came out of a browser's audio graph. */
export interface Rendered {
  readonly samples: Float32Array;
  /** Time that the whole graph took over the length of its sound: what it takes of one core. */
  readonly coreShare: number;
}

/** Looks into the built pages. Throws when they are not built, or hold a file twice. */
export async function findBuiltWorklet(): Promise<BuiltWorklet> {
  const files = await readdir(ASSETS);
  const urlOf = (pattern: RegExp): string => {
    const [found, ...others] = files.filter((file) => pattern.test(file));
    if (found === undefined || others.length > 0) {
      throw new Error(`the built pages hold ${1 + others.length} of ${pattern}: build agent-web anew`);
    }
    return `/assets/${found}`;
  };
  return {
    workletUrl: urlOf(/^noise\.worklet-.+\.js$/),
    wasmUrls: { gtcrn: urlOf(/^gtcrn-.+\.wasm$/), rnnoise: urlOf(/^rnnoise_simd-.+\.wasm$/) },
  };
}

/** Sends sound at 48 kHz through the page's own build of the worklet, as fast as the browser can. */
export async function renderInPage(
  page: Page,
  { workletUrl, wasmUrls }: BuiltWorklet,
  model: SuppressorModel,
  heard: Float32Array,
): Promise<Rendered> {
  const wasmUrl = wasmUrls[model];
  await using context = await page.evaluateHandle(
    async ({ heard, model, name, rateHz, wasmUrl, workletUrl }) => {
      const wasm = await (await fetch(wasmUrl)).arrayBuffer();
      const context = new OfflineAudioContext(1, heard.length, rateHz);
      await context.audioWorklet.addModule(workletUrl);
      const sound = context.createBuffer(1, heard.length, rateHz);
      sound.copyToChannel(Float32Array.from(heard), 0);
      const source = new AudioBufferSourceNode(context, { buffer: sound });
      const suppressor = new AudioWorkletNode(context, name, { processorOptions: { model, wasm } });
      source.connect(suppressor).connect(context.destination);
      source.start();
      return context;
    },
    { heard: [...heard], model, name: PROCESSOR_NAME, rateHz: SAMPLE_RATE_HZ, wasmUrl, workletUrl },
  );
  const startedMs = systemClock.monotonic();
  await using rendered = await context.evaluateHandle((offline) => offline.startRendering());
  const tookMs = systemClock.monotonic() - startedMs;
  const samples = await rendered.evaluate((sound) => [...sound.getChannelData(0)]);
  return {
    samples: Float32Array.from(samples),
    coreShare: (tookMs * SAMPLE_RATE_HZ) / 1_000 / heard.length,
  };
}
