import { isId } from '@weft/proto';
import { z } from 'zod';
import { Traits } from '../routing/watched-rules.ts';
import { name } from './schemas.ts';

const count = z.int().min(0);
const version = z.int().min(0).describe('0 = the plain rules that hold until some are saved.');
/** Checked by the rules' own schema, which tells all that is wrong and where. */
const rules = z.looseObject({}).describe('As docs/routing.md says.');

const RuleProblem = name(
  'RuleProblem',
  'Something that is wrong in rules, or worth a thought.',
  z.object({
    path: z.string().describe('Such as "queues.sales.steps.0.when".'),
    column: count.describe('Within the expression, from 1, in UTF-16 units; 0 = not in an expression.'),
    message: z.string(),
  }),
);

const head = { version, savedAtMs: z.number(), author: z.string(), note: z.string(), copyOf: count };

export const RuleVersion = name(
  'RuleVersion',
  'One version of the routing rules.',
  z.object({ ...head, rules }),
);

export const RuleVersionList = name(
  'RuleVersionList',
  'The versions that are kept, the newest first.',
  z.object({ versions: z.array(z.object(head)) }),
);

export const RulesToCheck = name('RulesToCheck', 'Rules to be checked.', z.strictObject({ rules }));

export const RulesToSave = name(
  'RulesToSave',
  'Rules to hold from now on.',
  z.strictObject({
    rules,
    note: z.string().max(500).default(''),
    basedOn: count.describe('The version that the author saw; CONFLICT when another holds by now.'),
  }),
);

export const Restore = name(
  'RuleRestore',
  'Which version is replaced.',
  z.strictObject({ basedOn: count, note: z.string().max(500).default('') }),
);

export const RulesOutcome = name(
  'RulesOutcome',
  'What came of rules that were checked, or to be saved.',
  z.object({
    ok: z.boolean(),
    version: count.describe('That holds now.'),
    errors: z.array(RuleProblem),
    warnings: z.array(RuleProblem),
  }),
);

export const RuleDiff = name(
  'RuleDiff',
  'Where a version differs from the one before.',
  z.object({
    version,
    changes: z.array(z.object({ path: z.string(), before: z.unknown(), after: z.unknown() })),
  }),
);

export const AgentTraits = name('AgentTraits', 'What an agent can do.', Traits);

export const AgentTraitsList = name(
  'AgentTraitsList',
  'What agents can do, of those of whom it is said.',
  z.object({ agents: z.array(z.object({ agentId: z.string(), traits: AgentTraits })) }),
);

export const WhatIfQuestion = name(
  'WhatIfQuestion',
  'A recorded stretch of time, and rules it did not have.',
  z.strictObject({
    rules,
    sinceMs: z.number().min(0).describe('Wall clock; until now.'),
    answerMs: z
      .int()
      .min(0)
      .max(600_000)
      .default(3_000)
      .describe('From an offer to its answer, which is yes.'),
  }),
);

const Replayed = name(
  'Replayed',
  'How a stretch of time goes under some rules.',
  z.object({
    ...{ arrived: count, answered: count, abandoned: count, refused: count },
    waitMs: z.object({ p50: z.number(), p95: z.number(), max: z.number() }),
    byQueue: z.record(z.string(), count),
  }),
);

export const WhatIfAnswer = name(
  'WhatIfAnswer',
  'The same work and agents under the present rules and under the others.',
  z.object({
    ok: z.boolean(),
    errors: z.array(RuleProblem),
    present: Replayed.optional(),
    other: Replayed.optional(),
    differences: z
      .object({
        otherAgent: count.describe('Answered by somebody else.'),
        otherQueue: count.describe('Answered from another queue.'),
        longer: count.describe('Waits a second or more longer.'),
        shorter: count,
        lost: count.describe('Answered under the present rules only.'),
        won: count.describe('Answered under the other rules only.'),
      })
      .optional(),
  }),
);

export const DecisionList = name(
  'DecisionList',
  'Offers of the last hour with why they were made and how they ended, the newest first.',
  z.object({
    decisions: z.array(
      z.object({
        ...{ atMs: z.number(), offerId: z.string(), callId: z.string(), agentId: z.string() },
        ...{ queueId: z.string(), reason: z.string() },
        outcome: z.string().describe('Empty = it stands.'),
      }),
    ),
  }),
);

export const VersionParams = z.object({ version: z.coerce.number().int().min(1).max(99_999_999) });
export const AgentParams = z.object({ agentId: z.string().refine(isId, 'an id') });
