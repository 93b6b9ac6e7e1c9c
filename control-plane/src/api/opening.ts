import {
  type Clock,
  Conversation,
  CustomerProfile,
  DEFAULT_QUEUE,
  type Ids,
  PageContext,
  Participant,
  WeftError,
} from '@weft/proto';
import { z } from 'zod';
import { type Claims, claim, FACTS, readClaims, unknownOf } from '../contacts/claims.ts';
import { contactOf } from '../contacts/contact-id.ts';

import { ServiceTerms } from '../conversations/service-terms.ts';
import { conversationOf } from '../own-conversation.ts';
import type { RoutingRules } from '../routing/live-rules.ts';
import { audit } from '../store/audit.ts';
import { type Person, personOf } from '../store/contacts.ts';
import { headsOf } from '../store/heads.ts';
import type { Store } from '../store/store.ts';
import { requireRole } from './bearer.ts';
import { RateLimit } from './rate-limit.ts';
import { FaultBody, Nothing, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

/** Addresses of one customer: a slip may be mended. */
const BURST = 3;
const PER_MINUTE = 0.2;
const MAX_NAMES = 20_000;
const REACHING = ['email', 'phone'] as const;

export interface OpeningOptions {
  readonly tokens: Tokens;
  readonly rules: Pick<RoutingRules, 'current'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

const OpeningBody = z.object({
  open: z.boolean().describe('Whether the queue that the customer would wait in is open.'),
  opensAtMs: z.number().describe('When it opens; 0 = it is open, or nobody knows when.'),
  reachable: z.boolean().describe('Whether a number or an address of the customer is known.'),
  asks: z
    .array(z.object({ fact: z.enum(FACTS), required: z.boolean() }))
    .describe('What the customer is to be asked for before they write; of the chat only.'),
});
named.add(OpeningBody, { id: 'Opening', description: 'Whether anybody is there for the customer.' });

const OpeningQuery = z.object({
  call: z.enum(['voice', 'video']).optional().describe('For such a call; absent = for the chat.'),
  queueId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{0,64}$/)
    .default('')
    .describe('That the page asks for; empty = where the rules put it.'),
  locale: z.string().max(35).default('').describe("The page's, as in zh-CN."),
});

const ReachRequest = z.object({
  address: z.string().trim().min(3).max(254).describe('An e-mail address or a telephone number.'),
});
named.add(ReachRequest, { id: 'ReachRequest', description: 'Where the customer is to be answered.' });

const Answers = z.object({
  name: z.string().max(200).default('').describe('Empty = not said.'),
  email: z.string().trim().max(254).default('').describe('Empty = not said.'),
  phone: z.string().trim().max(254).default('').describe('Empty = not said.'),
});
named.add(Answers, { id: 'AskedFirst', description: 'What the customer says of themselves.' });

const AnswersRead = z.object({
  wrong: z.array(z.enum(FACTS)).describe('These cannot be so, and nothing was kept; empty = all was.'),
});
named.add(AnswersRead, { id: 'AskedFirstRead', description: 'What became of it.' });

/** What rules may ask of somebody; undefined = nothing is known. */
function profileOf(person: Person | undefined): CustomerProfile | undefined {
  const [root] = person?.contacts ?? [];
  if (root === undefined) return undefined;
  const { level, value, language } = root;
  return CustomerProfile.create({ level, value, language });
}

/** What a customer sees outside the business hours, and where they leave how they are reached. */
export function openingRoutes(
  server: HttpServer,
  { tokens, rules, store, clock, ids }: OpeningOptions,
): void {
  const terms = new ServiceTerms(rules, clock);
  const limit = new RateLimit({ clock, burst: BURST, perMinute: PER_MINUTE, maxNames: MAX_NAMES });
  const common = { tags: ['conversations'], security: [{ bearer: [] }] };

  server.route({
    method: 'GET',
    url: '/v1/opening',
    schema: {
      ...common,
      operationId: 'opening',
      summary: 'Whether anybody is there for the customer, and else from when',
      querystring: OpeningQuery,
      response: { 200: OpeningBody, default: FaultBody },
    },
    handler: async (request) => {
      const { subjectId, name, account } = await requireRole(request, tokens, 'customer');
      const { call, queueId, locale } = request.query;
      const conversationId = conversationOf(subjectId);
      const [head, person] = await store.read(async (sql) => [
        (await headsOf(sql, [conversationId])).get(conversationId),
        await personOf(sql, contactOf(subjectId)),
      ]);
      const kinds = new Set<string>(person?.identities.map(({ kind }) => kind));
      const reachable = REACHING.some((kind) => kinds.has(kind));
      if (call !== undefined) {
        const { open, untilMs } = terms.callOpening({
          ...{ callId: conversationId, kind: call, conversationId, preferredAgentId: '' },
          customer: Participant.create({ displayName: name }),
          page: PageContext.create({ locale }),
          profile: profileOf(person),
          wantedQueueId: queueId === DEFAULT_QUEUE ? '' : queueId,
          ...{ requestedAtMs: clock.now(), callback: false, notBeforeMs: 0 },
        });
        return { open, opensAtMs: open ? 0 : (untilMs ?? 0), reachable, asks: [] };
      }
      const begun = head !== undefined && (head.state !== 'closed' || head.continuedIn !== '');
      // Who writes a first word, or one after the end, goes where their page and the rules say.
      const present = begun
        ? head
        : Conversation.create({
            ...(head ?? { conversationId, channel: 'chat' }),
            ...{ queueId: queueId || DEFAULT_QUEUE, page: { locale } },
          });
      const { open, untilMs } = terms.opening(present);
      // Whom the shop has signed in is known.
      const unknown = begun || account !== '' ? [] : unknownOf(person, name);
      const asked = terms.askFirst(present);
      const asks = unknown.flatMap((fact) => {
        const how = asked[fact];
        // Who has written once went on without saying what they need not.
        return how === 'required' || (how === 'optional' && head === undefined)
          ? [{ fact, required: how === 'required' }]
          : [];
      });
      return { open, opensAtMs: open ? 0 : (untilMs ?? 0), reachable, asks };
    },
  });

  /** Keeps what the customer says, and that they said it. Throws RATE_LIMITED. */
  const keep = async (subjectId: string, sessionName: string, claims: Claims): Promise<void> => {
    const retryAfterMs = limit.take(subjectId);
    if (retryAfterMs > 0) throw new WeftError('RATE_LIMITED', 'too many addresses', { retryAfterMs });
    const contactId = contactOf(subjectId);
    await store.write(async (sql) => {
      const atMs = clock.now();
      const { named: isNamed } = await claim(sql, ids, { contactId, sessionName }, claims, atMs);
      const entry = { actorId: subjectId, subjectKind: 'contact', subjectId: contactId, atMs } as const;
      if (isNamed)
        await audit(sql, { ...entry, action: 'contact.changed', detail: { fields: ['displayName'] } });
      for (const { kind } of claims.known)
        await audit(sql, { ...entry, action: 'identity.added', detail: { kind } });
    });
  };

  server.route({
    method: 'POST',
    url: '/v1/opening/address',
    schema: {
      ...common,
      operationId: 'leaveAddress',
      summary: 'Keeps how the customer is reached, as they say: it is claimed, and joins nobody by itself',
      body: ReachRequest,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { subjectId, name } = await requireRole(request, tokens, 'customer');
      const { address } = request.body;
      const said = { name: '', email: '', phone: '', [address.includes('@') ? 'email' : 'phone']: address };
      const { wrong, ...claims } = readClaims(said);
      if (wrong.length > 0) throw new WeftError('BAD_REQUEST', 'that is no address and no number');
      await keep(subjectId, name, claims);
      return reply.code(204).send();
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/opening/answers',
    schema: {
      ...common,
      operationId: 'answerAskedFirst',
      summary:
        'Keeps what the customer was asked for before they write: it is claimed, and joins nobody by itself',
      body: Answers,
      response: { 200: AnswersRead, default: FaultBody },
    },
    handler: async (request) => {
      const { subjectId, name } = await requireRole(request, tokens, 'customer');
      const { wrong, ...claims } = readClaims(request.body);
      if (wrong.length > 0) return { wrong: [...wrong] };
      if (claims.name === '' && claims.known.length === 0)
        throw new WeftError('BAD_REQUEST', 'nothing is said');
      await keep(subjectId, name, claims);
      return { wrong: [] };
    },
  });
}
