import { z } from 'zod';
import { named } from './schemas.ts';

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const MAX_SETTINGS = 50;

export const AccountParams = z.object({ accountId: id });
export const LetterParams = z.object({ seq: z.string().regex(/^[1-9]\d{0,14}$/) });
export const LetterQuery = z.object({
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .default('0')
    .describe('Only letters with a smaller number; 0 = from the newest.'),
});

export const AccountBody = z.strictObject({
  name: z.string().trim().min(1).max(80),
  kind: z.string().max(40).describe('"smpp", "sms-http", "wechat", …'),
  enabled: z.boolean().default(true),
  settings: z
    .record(z.string().max(40), z.unknown())
    .refine((all) => Object.keys(all).length <= MAX_SETTINGS, `at most ${MAX_SETTINGS} settings`)
    .describe("By the kind's schema. A secret that is absent or empty stays as it is."),
  failoverTo: z.string().max(64).default('').describe('An account that sends what this one cannot.'),
});
named.add(AccountBody, { id: 'ChannelAccountChange', description: "What a channel's account is to be." });

const Words = z.object({ en: z.string(), zh: z.string() });
const Field = z.object({
  ...{ name: z.string(), label: Words, hint: Words },
  type: z.enum(['text', 'lines', 'number', 'flag', 'choice', 'list']),
  required: z.boolean(),
  secret: z.boolean().describe('Only taken, never told.'),
  initial: z.union([z.string(), z.number(), z.boolean()]).describe('When nothing is said.'),
  ...{ choices: z.array(z.string()), min: z.number(), max: z.number(), maxLength: z.number() },
});
export const KindList = z.object({
  kinds: z.array(
    z.object({
      ...{ kind: z.string(), channel: z.string() },
      hasMenu: z.boolean().describe('Its accounts have a menu to be edited.'),
      fields: z.array(Field.extend({ columns: z.array(Field).describe("Of a list's rows.") })),
    }),
  ),
});
named.add(KindList, {
  id: 'ChannelKindList',
  description: 'What kinds of accounts there may be, and their settings.',
});

const Health = z.object({
  ...{ state: z.string(), sinceMs: z.number(), reason: z.string(), instanceId: z.string() },
  ...{ underWay: z.number(), perSecond: z.number() },
});
const Account = z.object({
  ...{ accountId: z.string(), name: z.string(), kind: z.string(), channel: z.string(), enabled: z.boolean() },
  settings: z.record(z.string(), z.unknown()).describe('Without secrets.'),
  secretsSet: z.array(z.string()),
  ...{ failoverTo: z.string(), changedAtMs: z.number() },
  webhookUrl: z.string().describe('What the vendor is to call; empty = the kind has no webhook.'),
  health: Health,
});
named.add(Account, { id: 'ChannelAccount', description: "A channel's account, and how it is doing." });
export const AccountList = z.object({ accounts: z.array(Account) });
named.add(AccountList, { id: 'ChannelAccountList', description: 'All of them, by name.' });

export const TestResult = z.object({
  ok: z.boolean(),
  reason: z.string().describe('Why it did not come up; empty = it did.'),
});
named.add(TestResult, { id: 'ChannelTestResult', description: 'Whether an account came up.' });

export const LetterList = z.object({
  letters: z.array(
    z.object({
      ...{ seq: z.number(), direction: z.enum(['in', 'out']), accountId: z.string() },
      ...{ conversationId: z.string(), itemSeq: z.number(), sourceId: z.string() },
      from: z.string().describe('Who wrote what came in; empty = nobody, or it was to go out.'),
      text: z.string().describe('How it begins.'),
      ...{ reason: z.string(), atMs: z.number(), tries: z.number() },
    }),
  ),
  before: z.number().describe('What to ask for next; 0 = these were the last.'),
});
named.add(LetterList, { id: 'DeadLetterList', description: 'What could not be brought in or sent.' });
