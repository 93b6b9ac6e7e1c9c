import { z } from 'zod';
import { IntentId, IntentSpec } from '../intents/document.ts';
import { OUTLOOK_REASONS } from '../intents/outlook.ts';
import { name } from './schemas.ts';

const count = z.int().min(0);
const version = count.describe('0 = the intents that come with Weft.');
const note = z.string().trim().max(500).default('');
const head = { version, savedAtMs: z.number(), author: z.string(), note: z.string(), copyOf: count };

name('IntentSpec', 'What customers may want, how they say it, and what is then done.', IntentSpec);

export const IntentVersion = name(
  'IntentVersion',
  'One version of the intents.',
  z.object({
    ...head,
    learntVersion: z
      .number()
      .describe('What this instance decides by now; -1 = its first training is under way.'),
    virtualAgent: z.boolean().describe('Whether customers are answered at all: WEFT_CONTROL_VIRTUAL_AGENT.'),
    threshold: z.number(),
    intents: z.record(z.string(), IntentSpec),
  }),
);

export const IntentVersionList = name(
  'IntentVersionList',
  'The versions that are kept, the newest first.',
  z.object({ versions: z.array(z.object(head)) }),
);

export const IntentParams = z.object({ intent: IntentId });
export const IntentVersionParams = z.object({
  version: z
    .string()
    .regex(/^\d{1,8}$/)
    .transform(Number),
});

export const IntentToSave = name(
  'IntentToSave',
  'An intent to be so from now on; a new one is made.',
  z.strictObject({
    spec: IntentSpec,
    note,
    basedOn: count.describe('The version that the author saw; CONFLICT when another holds by now.'),
  }),
);

export const IntentChange = name(
  'IntentChange',
  'What is to be changed about all intents, or undone.',
  z.strictObject({
    basedOn: count,
    note,
    threshold: z.number().min(0.3).max(0.99).optional().describe('From which confidence on it is sure.'),
  }),
);

export const IntentOutcome = name(
  'IntentOutcome',
  'What came of intents that were to be saved.',
  z.object({
    ok: z.boolean(),
    version,
    problems: z.array(z.object({ intent: z.string(), message: z.string() })),
  }),
);

export const IntentSentence = name(
  'IntentSentence',
  'A sentence to be tried.',
  z.strictObject({ text: z.string().min(1).max(2_000) }),
);

const guess = z.object({ intent: z.string().describe('Empty = none.'), confidence: z.number() });

export const IntentGuessBody = name(
  'IntentTrial',
  'What a sentence seems to want, and why.',
  z.object({
    ...guess.shape,
    runnerUp: guess,
    sure: z.boolean(),
    language: z.enum(['zh', 'en']).optional(),
    slots: z.object({
      orderNumber: z.string().optional(),
      phone: z.string().optional(),
      phoneTail: z.string().optional(),
      date: z.string().optional(),
    }),
    because: z.array(z.string()).describe('Words that spoke most for it.'),
    outlook: z
      .object({
        does: z.enum(['answers', 'hands-over']),
        why: z.enum(OUTLOOK_REASONS),
        text: z.string().describe('What is said, or shown to an agent to be sent; empty = none.'),
      })
      .describe('What the virtual agent would do were it the first text of somebody unknown.'),
    version,
  }),
);
