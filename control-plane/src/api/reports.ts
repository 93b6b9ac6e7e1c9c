import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { audit } from '../store/audit.ts';
import { type FiguresRow, figuresOf } from '../store/matters.ts';
import { listRatings } from '../store/ratings.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { readCursor, writeCursor } from './page-cursor.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';

const DAY_MS = 24 * 3_600_000;
/** Longer times are refused: a report is read by people. */
const MAX_DAYS = 400;
const PAGE = 50;

const timeMs = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const RangeQuery = z.object({
  fromMs: timeMs.describe('Part of the time.'),
  toMs: timeMs.describe('Not part of it any more.'),
});
const FiguresQuery = RangeQuery.extend({
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'not a time zone of IANA')
    .default('UTC')
    .describe('Whose days are meant.'),
});
const RatingsQuery = RangeQuery.extend({
  below: z
    .string()
    .regex(/^[2-6]$/)
    .transform(Number)
    .default(6)
    .describe('Only those with fewer stars.'),
  cursor: z.string().max(200).default(''),
});

const count = z.number();
const Figures = z.object({
  key: z.string().describe('A day as "2026-11-29", or an id; empty = nobody’s, or of all.'),
  name: z.string().describe("An agent's; else empty."),
  closed: count.describe('Matters that were closed.'),
  answered: count.describe('Of those: an agent had to answer, and did.'),
  answerP50Ms: z.number().describe('From the first word to the first answer; 0 = none.'),
  answerP90Ms: z.number(),
  solveP50Ms: z.number().describe('From the first word to the closing.'),
  solveP90Ms: z.number(),
  received: count.describe('Messages of customers.'),
  sent: count.describe('Messages to them.'),
  ...{ calls: count, missedCalls: count, ratings: count },
  rating: z.number().describe('Mean of 1 to 5; 0 = nobody rated.'),
});
export const ReportBody = z.object({
  all: Figures,
  ...{ days: z.array(Figures), channels: z.array(Figures), agents: z.array(Figures) },
  ...{ queues: z.array(Figures), dispositions: z.array(Figures) },
});
named.add(ReportBody, { id: 'Report', description: 'Figures of the matters that were closed in a time.' });

export const RatingPage = z.object({
  ratings: z.array(
    z.object({
      ...{ conversationId: z.string(), contactName: z.string(), stars: z.number(), comment: z.string() },
      agentId: z.string().describe('Whose work was rated; empty = nobody’s.'),
      ...{ agentName: z.string(), atMs: z.number() },
    }),
  ),
  cursor: z.string().describe('What to ask for next; empty = these were the last.'),
});
named.add(RatingPage, { id: 'RatingPage', description: 'What customers said, newest first.' });

function isTimeZone(timeZone: string): boolean {
  try {
    return (
      /^[A-Z]/.test(timeZone) && new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions() !== undefined
    );
  } catch {
    return false;
  }
}

/** Throws BAD_REQUEST for a time that is none, or too long. */
function checkRange({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): void {
  if (toMs <= fromMs) throw new WeftError('BAD_REQUEST', 'the time ends before it begins');
  if (toMs - fromMs > MAX_DAYS * DAY_MS) throw new WeftError('BAD_REQUEST', `${MAX_DAYS} days at most`);
}

/** How the contact centre did over days, for supervisors: figures, and what customers said. */
export function reportRoutes(server: HttpServer, { guard, store, clock }: RecordRouteOptions): void {
  const common = { tags: ['reports'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('supervisor');

  server.route({
    method: 'GET',
    url: '/v1/reports/figures',
    onRequest,
    schema: {
      ...common,
      operationId: 'getReport',
      summary: 'Figures of what was closed in a time: by day, channel, agent, queue and disposition',
      querystring: FiguresQuery,
      response: { 200: ReportBody, default: FaultBody },
    },
    handler: async (request) => {
      const { timeZone, ...range } = request.query;
      checkRange(range);
      const rows = await store.read((sql) => figuresOf(sql, range, timeZone));
      const by = (grouping: FiguresRow['by']): FiguresRow[] => rows.filter((row) => row.by === grouping);
      const [all] = by('all');
      if (all === undefined) throw new Error('the report has no sum');
      return {
        ...{ all, days: by('day'), channels: by('channel'), agents: by('agent') },
        ...{ queues: by('queue'), dispositions: by('disposition') },
      };
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/reports/ratings',
    onRequest,
    schema: {
      ...common,
      operationId: 'listReportRatings',
      summary: 'What customers said in a time, newest first, page by page',
      querystring: RatingsQuery,
      response: { 200: RatingPage, default: FaultBody },
    },
    handler: async (request) => {
      const { cursor, below, ...range } = request.query;
      checkRange(range);
      const end = readCursor(cursor);
      const before = end && { atMs: end.atMs, conversationId: end.id };
      const { agentId } = guard.of(request);
      const ratings = await store.write(async (sql) => {
        // Customers' own words: who read them is written down.
        const entry = {
          actorId: agentId,
          action: 'ratings.seen',
          subjectId: '',
          subjectKind: 'rating',
        } as const;
        await audit(sql, { ...entry, atMs: clock.now() });
        return listRatings(sql, { ...range, below, limit: PAGE, before });
      });
      const last = ratings.length < PAGE ? undefined : ratings.at(-1);
      return { ratings, cursor: writeCursor(last && { atMs: last.atMs, id: last.conversationId }) };
    },
  });
}
