import { z } from 'zod';
import { normalised } from './text.ts';

const MAX_INTENTS = 60;
const MAX_EXAMPLES = 400;
const MAX_EXAMPLE_CHARACTERS = 200;
const MAX_ANSWER_CHARACTERS = 1_000;

/** The wish for a person, which every conversation knows what to do about. */
export const HUMAN = 'human';
/** What is none of the others: known so that it is not taken for one of them. Never answered. */
export const OTHER = 'other';

export const IntentId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const answer = z.string().trim().max(MAX_ANSWER_CHARACTERS).default('');
const examples = z.array(z.string().trim().min(1).max(MAX_EXAMPLE_CHARACTERS)).max(MAX_EXAMPLES).default([]);

/** What customers may want, how it is said, and what is then to be done. */
export const IntentSpec = z.strictObject({
  /** Whether the virtual agent answers by itself when it is sure; else agents are only shown what it thinks. */
  on: z.boolean().default(false),
  answer: z
    .discriminatedUnion('by', [
      /** An agent's business. */
      z.strictObject({ by: z.literal('agent') }),
      /** The state of the order that is meant, from the order source. */
      z.strictObject({ by: z.literal('orders') }),
      /** Always the same words; empty in a language = an agent's business in it. */
      z.strictObject({ by: z.literal('text'), zh: answer, en: answer }),
    ])
    .default({ by: 'agent' }),
  examples: z.strictObject({ zh: examples, en: examples }).default({ zh: [], en: [] }),
});
export type IntentSpec = z.infer<typeof IntentSpec>;

/** Every intent with its examples: what is kept, versioned and learnt. */
export const IntentDocument = z.strictObject({
  /** From this confidence on the virtual agent is sure. */
  threshold: z.number().min(0.3).max(0.99),
  intents: z
    .record(IntentId, IntentSpec)
    .refine((all) => Object.keys(all).length <= MAX_INTENTS, `at most ${MAX_INTENTS} intents`),
});
export type IntentDocument = z.infer<typeof IntentDocument>;

/** Something that makes a document useless, or an example that is to be put right. */
export interface DocumentProblem {
  readonly intent: string;
  readonly message: string;
}

/** What is wrong in a document besides its shape. Pure. */
export function problemsOf({ intents }: IntentDocument): readonly DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  const ofText = new Map<string, string>();
  for (const [intent, { examples: said }] of Object.entries(intents)) {
    const all = [...said.zh, ...said.en];
    if (all.length === 0)
      problems.push({ intent, message: 'there is no example, so it will never be recognised' });
    for (const text of all) {
      const key = normalised(text);
      const other = ofText.get(key);
      if (key === '') problems.push({ intent, message: `"${text}" holds no word` });
      else if (other !== undefined && other !== intent)
        problems.push({ intent, message: `"${text}" is an example of "${other}", too` });
      ofText.set(key, intent);
    }
  }
  if (Object.keys(intents).length < 2)
    problems.push({ intent: '', message: 'at least two intents are needed' });
  return problems;
}
