import { IntentEngine, OTHER, seedDocument } from '@weft/control-plane/intents';
import type { Bench, Json } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { score } from './score.ts';
import { LANGUAGES, labelledSet, type SetName } from './sets.ts';

const TRAININGS = 5;

const setName = (text: string | undefined): SetName => {
  if (text === undefined || text === 'test') return 'test';
  if (text === 'dev') return 'dev';
  throw new Error(`--set wants test or dev, not "${text}"`);
};

/** Intents as they come with Weft, measured on sentences that they were neither trained with nor tuned by. */
export const intents: Bench = {
  name: 'intents',
  summary: 'how well intents in text are recognised, per language, and how fast',
  options: { set: 'test, or dev for the sentences to tune by (test)' },
  run: (context) => {
    const set = setName(context.options.get('set'));
    const document = seedDocument();
    const trainings: number[] = [];
    let engine: IntentEngine | undefined;
    for (let time = 0; time < TRAININGS; time += 1) {
      const startedMs = context.clock.monotonic();
      engine = IntentEngine.train(document);
      trainings.push(context.clock.monotonic() - startedMs);
      context.progress(`trained ${time + 1} of ${TRAININGS}`);
    }
    const decisions: number[] = [];
    const fields: Record<string, Json> = {};
    for (const language of LANGUAGES) {
      const judged = labelledSet(set, language).map(({ intent, text }) => {
        const startedMs = context.clock.monotonic();
        const decision = engine?.decide(text);
        decisions.push(context.clock.monotonic() - startedMs);
        return { intent, decided: decision?.intent ?? '', sure: decision?.sure ?? false };
      });
      const { intents: each, ...all } = score(judged, OTHER);
      fields[language] = {
        ...all,
        intents: Object.fromEntries(Object.entries(each).map(([name, one]) => [name, { ...one }])),
      };
    }
    const specs = Object.values(document.intents);
    const examples = {
      zh: specs.reduce((sum, spec) => sum + spec.examples.zh.length, 0),
      en: specs.reduce((sum, spec) => sum + spec.examples.en.length, 0),
    };
    return Promise.resolve({
      setup: { set, intents: specs.length - 1, examples, threshold: document.threshold },
      measures: [measure('decision', 'ms', decisions), measure('training', 'ms', trainings)],
      fields,
    });
  },
};
