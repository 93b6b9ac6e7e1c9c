import { isId } from '@weft/proto';
import { z } from 'zod';
import { MAX_PRIORITY } from './model.ts';
import { MAX_EXPRESSION_CHARS } from './tokens.ts';

const MAX_RULES = 200;
const MAX_QUEUES = 200;
const MAX_STEPS = 20;
const MAX_CALENDARS = 50;
const MAX_PAUSES = 20;
const MAX_CAPACITIES = 50;
const MAX_SKILLS = 50;
const DAY_SECONDS = 86_400;

const id = z.string().refine(isId, 'an id is 1 to 64 letters, digits, hyphens or underscores');
const expression = z.string().min(1).max(MAX_EXPRESSION_CHARS);
const seconds = z.number().int().min(1).max(DAY_SECONDS);
const minutes = z
  .number()
  .int()
  .min(1)
  .max(30 * 1_440);
const level = z.number().min(0).max(100);
const levels = z
  .record(z.string().min(1).max(64), level)
  .refine((all) => Object.keys(all).length <= MAX_SKILLS, `at most ${MAX_SKILLS} skills`);
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day such as 09:30');
const hours = z
  .object({ from: time, to: time })
  .refine(({ from, to }) => from < to, 'the end is later than the beginning; a night is two entries');

/** Whether a customer may go on without saying it. */
const asked = z.enum(['required', 'optional'], 'required, or optional');

const atMost = <Value extends z.ZodType>(most: number, value: Value) =>
  z.record(id, value).refine((all) => Object.keys(all).length <= most, `at most ${most} entries`);

const Calendar = z.strictObject({
  timeZone: z.string().min(1).max(64),
  hours: z
    .array(
      z.strictObject({ days: z.array(z.number().int().min(1).max(7)).min(1).max(7), from: time, to: time }),
    )
    .max(50)
    .refine(
      (all) => all.every(({ from, to }) => from < to),
      'the end is later than the beginning; a night is two entries',
    ),
  holidays: z
    .array(
      z.strictObject({
        date: z
          .string()
          .regex(/^(?:\d{4}-)?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a date: 2027-02-06, or 12-25'),
        hours: z.array(hours).max(5).default([]),
      }),
    )
    .max(400)
    .default([]),
});

const Capacity = z.strictObject({
  units: z.number().int().min(1).max(10_000),
  channels: atMost(
    30,
    z.strictObject({
      cost: z.number().int().min(0).max(10_000),
      most: z.number().int().min(1).max(100),
      exclusive: z.boolean().default(false),
      interrupts: z.array(id).max(30).default([]),
    }),
  ),
});

const Rule = z.strictObject({
  name: z.string().min(1).max(80),
  /** On the work alone. */
  when: expression,
  /** The first rule that names one decides. */
  queue: id.optional(),
  /** Added to the work's own, cut to 0..1000 in the end. */
  priority: z.number().int().min(-MAX_PRIORITY).max(MAX_PRIORITY).optional(),
  /** Needed besides the work's own; the higher level counts. */
  skills: levels.optional(),
  urgent: z.literal(true).optional(),
  /** No later rule is asked. */
  stop: z.literal(true).optional(),
});

const Step = z.strictObject({
  /** On work and agent: who may be offered it. */
  when: expression,
  /** Then the next step; the last step has no end. */
  seconds: seconds.optional(),
  /** On the step: entered only when this does not hold. */
  skipIf: expression.optional(),
  /** Which of those who may have it: the one idle longest, with the least in hand, or with the highest level of the skill. */
  order: z.enum(['longest-idle', 'least-busy', 'highest-level']).default('longest-idle'),
  /** For "highest-level". */
  skill: z.string().min(1).max(64).optional(),
  /** The levels that the work needs drop by so much every so often, down to the floor. */
  relax: z
    .strictObject({ everySeconds: seconds, by: z.number().min(0.01).max(100), floor: level.default(0) })
    .optional(),
});

const Queue = z.strictObject({
  title: z.string().max(80).default(''),
  steps: z.array(Step).min(1).max(MAX_STEPS),
  /** None: always open. */
  calendar: id.optional(),
  /** What becomes of work that comes while it is closed. */
  closed: z
    .discriminatedUnion('do', [
      z.strictObject({ do: z.literal('hold') }),
      z.strictObject({ do: z.literal('overflow'), to: id }),
      z.strictObject({ do: z.literal('refuse') }),
    ])
    .default({ do: 'hold' }),
  overflow: z.strictObject({ to: id, afterSeconds: seconds }).optional(),
  /** How long work waits for the agent it is preferred for, while that one is signed on. */
  stickySeconds: z.number().int().min(0).max(DAY_SECONDS).default(30),
  /** The same for work that is for one agent only. */
  directSeconds: z.number().int().min(0).max(DAY_SECONDS).default(600),
  /** undefined = as the deployment says. */
  offerSeconds: z.number().int().min(1).max(600).optional(),
  /** After the work, by channel; 0 = none. */
  wrapUpSeconds: atMost(30, z.number().int().min(0).max(3_600)).default({}),
  /** Within how many minutes of its business hours a customer who writes is to have an answer. */
  answerWithin: z
    .strictObject({
      /** The first since the conversation was opened. */
      firstMinutes: minutes.optional(),
      /** Any later one. */
      nextMinutes: minutes.optional(),
    })
    .default({}),
  /** Conversations in which nobody waits are closed when nothing happened in them for so long; none = they stay until somebody closes them. */
  closeAfterHours: z.number().int().min(1).max(8_760).optional(),
  /** What customers of the chat are asked for before a conversation begins, as far as it is not known. */
  askFirst: z
    .strictObject({ name: asked.optional(), email: asked.optional(), phone: asked.optional() })
    .default({}),
  /** What share of its calls is to be answered within how long. */
  serviceLevel: z
    .strictObject({ percent: z.number().int().min(1).max(100), seconds: z.number().int().min(1).max(3_600) })
    .default({ percent: 80, seconds: 20 }),
  /** Pieces that wait at most; beyond, QUEUE_FULL. */
  maxWaiting: z.number().int().min(1).max(1_000_000).default(1_000_000),
});

/** Routing rules as they are written, sent and kept. */
export const RuleSet = z.strictObject({
  /** One point of priority is worth so much waiting; "strict": more than any. */
  secondsPerPoint: z.union([z.literal('strict'), z.number().min(0.001).max(DAY_SECONDS)]).default(1),
  /** So long before its deadline work is as high as any. */
  deadlineLeadSeconds: z.number().int().min(0).max(DAY_SECONDS).default(60),
  /** Text work goes back to its queue when its agent's desk has been away so long. */
  graceSeconds: z.number().int().min(0).max(DAY_SECONDS).default(12),
  /** What agents may say that they are busy or away for; pages have words in each language for the four that are there unless said otherwise. */
  pauses: z
    .array(z.string().trim().min(1).max(40))
    .max(MAX_PAUSES)
    .refine((pauses) => new Set(pauses).size === pauses.length, 'one of them is there twice')
    .default(['break', 'lunch', 'meeting', 'training']),
  capacities: atMost(MAX_CAPACITIES, Capacity).default({}),
  calendars: atMost(MAX_CALENDARS, Calendar).default({}),
  rules: z.array(Rule).max(MAX_RULES).default([]),
  queues: atMost(MAX_QUEUES, Queue),
  defaultQueue: id,
});

export type RuleSet = z.infer<typeof RuleSet>;
export type RuleSetInput = z.input<typeof RuleSet>;
export type QueueRule = RuleSet['queues'][string];
export type StepRule = QueueRule['steps'][number];

/** One queue for everything, to whoever is idle longest: what holds until somebody saves rules. */
export const PLAIN_RULES: RuleSetInput = {
  queues: { default: { steps: [{ when: 'TRUE' }] } },
  defaultQueue: 'default',
};
