import { type Clock, WeftError } from '@weft/proto';
import { z } from 'zod';
import type { Channels } from '../channels/channels.ts';
import { contactOf } from '../contacts/contact-id.ts';
import { normalForm } from '../contacts/normal-form.ts';
import { conversationOf } from '../own-conversation.ts';
import { headsOf } from '../store/heads.ts';
import type { Store } from '../store/store.ts';
import { requireRole } from './bearer.ts';
import { RateLimit } from './rate-limit.ts';
import { FaultBody, Nothing, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

/** Transcripts of one customer, and to one address, at once and in the long run: three, then one in ten minutes. */
const BURST = 3;
const PER_MINUTE = 0.1;
const MAX_NAMES = 20_000;

export interface TranscriptOptions {
  readonly tokens: Tokens;
  readonly channels: Channels;
  readonly store: Store;
  readonly clock: Clock;
}

const TranscriptRequest = z.object({
  address: z.string().trim().max(254),
  language: z.enum(['zh', 'en']),
  timeZone: z.string().max(64).refine(isTimeZone, 'no such time zone'),
});
named.add(TranscriptRequest, {
  id: 'TranscriptRequest',
  description: 'Where a transcript is to go, and in which words.',
});

const TranscriptOffer = z.object({ offered: z.boolean().describe('Whether transcripts can be sent.') });
named.add(TranscriptOffer, { id: 'TranscriptOffer', description: 'Whether transcripts can be sent.' });

/**
 * A customer has their own conversation mailed to themselves when it is over.
 * Nobody's mailbox is filled this way: it takes an agent who was in the
 * conversation, and customers and addresses have few each.
 */
export function transcriptRoutes(server: HttpServer, options: TranscriptOptions): void {
  const { tokens, channels, store, clock } = options;
  const bounds = { clock, burst: BURST, perMinute: PER_MINUTE, maxNames: MAX_NAMES };
  const [customers, addresses] = [new RateLimit(bounds), new RateLimit(bounds)];
  const common = { tags: ['conversations'], security: [{ bearer: [] }] };

  server.route({
    method: 'GET',
    url: '/v1/transcripts',
    schema: {
      ...common,
      operationId: 'transcriptOffer',
      summary: 'Whether the customer can have the conversation mailed to them',
      response: { 200: TranscriptOffer, default: FaultBody },
    },
    handler: async (request) => {
      await requireRole(request, tokens, 'customer');
      return { offered: channels.has('email') };
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/transcripts',
    schema: {
      ...common,
      operationId: 'sendTranscript',
      summary: "Mails the customer's own conversation, once it is over, to an address of theirs",
      body: TranscriptRequest,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { subjectId } = await requireRole(request, tokens, 'customer');
      const { language, timeZone } = request.body;
      const address = normalForm('email', request.body.address);
      if (address === undefined) throw new WeftError('BAD_REQUEST', 'that is no e-mail address');
      const conversationId = conversationOf(subjectId);
      const head = (await store.read((sql) => headsOf(sql, [conversationId]))).get(conversationId);
      if (head === undefined) throw new WeftError('CONVERSATION_NOT_FOUND');
      // It goes on in another one, of which this customer has not seen all.
      if (head.continuedIn !== '') throw new WeftError('NOT_AVAILABLE');
      const served = head.agentId !== '' || head.previousAgentId !== '';
      if (head.state !== 'closed' || !served || !channels.has('email')) throw new WeftError('NOT_AVAILABLE');
      for (const [limit, name] of [
        [customers, subjectId],
        [addresses, address],
      ] as const) {
        const retryAfterMs = limit.take(name);
        if (retryAfterMs > 0) throw new WeftError('RATE_LIMITED', 'too many transcripts', { retryAfterMs });
      }
      await channels.mailTranscript(conversationId, contactOf(subjectId), { address, language, timeZone });
      return reply.code(204).send();
    },
  });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
