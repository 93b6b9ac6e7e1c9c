import type { Clock, Log } from '@weft/proto';
import type { SuppressorModel } from '../../noise/index.ts';
import type { TextStore } from '../storage.ts';
import type { NoiseSnapshot } from '../types.ts';
import { chooseSuppressor, fitsBesideCall, type NoiseFacts } from './choice.ts';
import { keepShare, keptShare } from './kept-share.ts';
import { measureShare } from './measure.ts';
import {
  createSuppressor,
  type LoadedModel,
  loadModel,
  type ModelAssets,
  type SuppressorNode,
} from './model.ts';

/** Makes suppressors for audio graphs: a port, so that the voice graph can be tested without a browser. */
export interface NoiseSource {
  /** Decides what this machine can run; the first call does the work, later ones wait for it. */
  choice(): Promise<NoiseSnapshot>;
  /** The chosen suppressor; undefined when the browser's own is to be used. */
  create(context: BaseAudioContext): Promise<SuppressorNode | undefined>;
}

export interface MeasuredNoiseOptions {
  readonly assets: ModelAssets;
  /** Keeps what was measured over visits. */
  readonly store: TextStore;
  /** Resolves when the machine has time to be measured: a call that is just being set up goes first. */
  readonly calm: () => Promise<void>;
  /**
   * Resolves when a suppressor may be started, in a second or two at most. To compile and warm up one takes a third
   * of the processor time of a whole join, and what is said before anybody is seen is heard with its noise.
   */
  readonly settled: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

const keyOf = (model: SuppressorModel): string => `weft-noise-${model}`;

/** Loads and measures the models, once a page. */
export class MeasuredNoise implements NoiseSource {
  readonly #options: MeasuredNoiseOptions;
  readonly #loaded = new Map<SuppressorModel, LoadedModel>();
  #choice: Promise<NoiseSnapshot> | undefined;

  constructor(options: MeasuredNoiseOptions) {
    this.#options = options;
  }

  choice(): Promise<NoiseSnapshot> {
    this.#choice ??= this.#choose();
    return this.#choice;
  }

  async create(context: BaseAudioContext): Promise<SuppressorNode | undefined> {
    const choice = await this.choice();
    const loaded = choice.name === 'on' ? this.#loaded.get(choice.model) : undefined;
    if (loaded === undefined) return undefined;
    await this.#options.settled();
    const { model } = loaded;
    return createSuppressor(context, loaded, (fault) => {
      this.#options.log.warn({ model, fault }, 'noise suppression stopped, the voice passes as it is');
    });
  }

  async #choose(): Promise<NoiseSnapshot> {
    const hasWorklet = typeof AudioWorkletNode === 'function';
    const hasWasm = typeof WebAssembly === 'object';
    const facts = { hasWorklet, hasWasm };
    let shares: NoiseFacts['shares'] = { gtcrn: 'unknown', rnnoise: 'unknown' };
    // RNNoise is looked at only where GTCRN will not do.
    for (const model of ['gtcrn', 'rnnoise'] as const) {
      if (!hasWorklet || !hasWasm) break;
      shares = { ...shares, [model]: await this.#share(model) };
      const choice = chooseSuppressor({ ...facts, shares });
      if (choice.name === 'on' && choice.model === model) break;
    }
    const choice = chooseSuppressor({ ...facts, shares });
    this.#options.log.debug({ choice, shares }, 'noise suppression chosen');
    return choice;
  }

  async #share(model: SuppressorModel): Promise<number | 'failed' | 'unknown'> {
    const { assets, store, clock, log, calm } = this.#options;
    const key = keyOf(model);
    try {
      const kept = keptShare(store, key, clock.now());
      // What will not be used is not even loaded.
      if (kept !== undefined && !fitsBesideCall(kept)) return kept;
      const loaded = await loadModel(model, assets);
      const share = kept ?? (await measureShare(loaded, clock, calm));
      this.#loaded.set(model, loaded);
      if (kept === undefined && share !== 'unknown') keepShare(store, key, share, clock.now());
      return share;
    } catch (error) {
      log.warn({ model, error: String(error) }, 'noise suppression could not be loaded');
      return 'failed';
    }
  }
}
