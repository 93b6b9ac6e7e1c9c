import type { Bench, Context, Json } from '../bench/bench.ts';
import { count } from '../bench/bench.ts';
import { type Measure, measure } from '../bench/measure.ts';
import { type Case, CONDITIONS, type Condition, cases } from './cases.ts';
import { DEFAULT_MODEL, FALLBACK_MODEL, type Model, PACKAGED_MODELS } from './models.ts';
import { type Outcome, suppress } from './suppress.ts';

const SEEDS = 3;

/** SI-SDR gain, added latency and processing time of the noise suppressors, on synthetic zh and en speech. */
export const noise: Bench = {
  name: 'noise',
  summary: 'SI-SDR gain, added latency and share of a core of the noise suppressor',
  options: {
    seeds: `different noises for each sentence (${SEEDS})`,
    packaged: 'measure the worklets that the package brings, too',
  },
  run: async (context) => {
    const seeds = count(context, 'seeds', SEEDS);
    context.progress('speaking and mixing');
    const all = await cases(seeds);
    const models = [
      DEFAULT_MODEL,
      FALLBACK_MODEL,
      ...(context.options.has('packaged') ? PACKAGED_MODELS : []),
    ];
    const measured: { readonly model: string; readonly measures: readonly Measure[] }[] = [];
    for (const model of models) {
      measured.push({ model: model.name, measures: await measuresOf(model, all, context) });
    }
    return {
      setup: {
        sampleRateHz: 48_000,
        package: '@sapphi-red/web-noise-suppressor 0.4.1',
        speech: 'zh: espeak-ng cmn, en: flite slt, 6 sentences each',
        seeds,
        default: DEFAULT_MODEL.name,
        fallback: FALLBACK_MODEL.name,
      },
      // A script looks a measure up by name and finds the one of the model in use.
      measures: measured[0]?.measures ?? [],
      fields: { models: measured.map(({ model, measures }) => ({ model, measures: measures.map(asJson) })) },
    };
  },
};

const asJson = (one: Measure): Json => ({ ...one });

async function measuresOf(model: Model, all: readonly Case[], context: Context): Promise<readonly Measure[]> {
  const outcomes: { readonly condition: Condition; readonly language: string; readonly outcome: Outcome }[] =
    [];
  for (const one of all) {
    outcomes.push({ condition: one.condition, language: one.language, outcome: await suppress(model, one) });
    if (outcomes.length % 24 === 0) context.progress(`${model.name}: ${outcomes.length} of ${all.length}`);
  }
  const gains = (wanted: (one: (typeof outcomes)[number]) => boolean): number[] =>
    outcomes.filter(wanted).map(({ outcome }) => outcome.gainDb);
  return [
    ...CONDITIONS.map(({ name }) =>
      measure(
        `gain-${name}`,
        'dB',
        gains((one) => one.condition === name),
      ),
    ),
    ...CONDITIONS.flatMap(({ name }) =>
      (['zh', 'en'] as const).map((language) =>
        measure(
          `gain-${name}-${language}`,
          'dB',
          gains((one) => one.condition === name && one.language === language),
        ),
      ),
    ),
    measure(
      'added-latency',
      'ms',
      outcomes.flatMap(({ outcome }) => outcome.measuredDelayMs ?? []),
    ),
    ...statedLatency(outcomes.map(({ outcome }) => outcome)),
    measure(
      'core-share',
      '1',
      outcomes.map(({ outcome }) => outcome.coreShare),
    ),
  ];
}

/** What the algorithm adds by its own account; nothing for a model that gives none. */
function statedLatency(outcomes: readonly Outcome[]): readonly Measure[] {
  const stated = outcomes.flatMap(({ statedDelayMs }) => statedDelayMs ?? []);
  return stated.length === 0 ? [] : [measure('stated-latency', 'ms', stated)];
}
