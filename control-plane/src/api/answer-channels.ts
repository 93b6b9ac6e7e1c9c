import { z } from 'zod';
import type { Channels } from '../channels/channels.ts';
import { FaultBody, Nothing, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard } from './staff-guard.ts';

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const ConversationParams = z.object({ conversationId: id });
const ItemParams = z.object({ conversationId: id, seq: z.string().regex(/^[1-9]\d{0,8}$/) });

const AnswerChannels = z.object({
  channels: z.array(
    z.object({
      ...{ channel: z.string(), accountId: z.string(), accountName: z.string() },
      to: z.string().describe("The customer's address there."),
      maxTextLength: z.number(),
      files: z.array(z.string()).describe('Kinds of files that go; empty = none.'),
      maxFileBytes: z.number(),
      receipts: z.enum(['none', 'delivered', 'read']),
      remaining: z
        .number()
        .nullable()
        .describe('Messages that may still be sent; null = as many as one likes.'),
      untilMs: z.number().nullable().describe('Until when; null = for good.'),
      closed: z.string().describe('Why nothing can be sent now; empty = it can.'),
      segments: z
        .object({ most: z.number(), bits: z.number().describe("Of the reference in segments' headers.") })
        .nullable()
        .describe('Segments of a text at most; null = the channel has none.'),
      price: z
        .object({ amount: z.number(), currency: z.string() })
        .nullable()
        .describe('Of one segment; null = it is not known.'),
      quiet: z
        .object({ untilMs: z.number(), holds: z.boolean() })
        .nullable()
        .describe('It is night there until then, and what agents write waits (holds) or goes; null = day.'),
    }),
  ),
});
named.add(AnswerChannels, {
  id: 'AnswerChannels',
  description: 'What an agent may answer on besides the chat, and what each can carry now.',
});

export interface AnswerChannelOptions {
  readonly guard: StaffGuard;
  readonly channels: Channels;
}

/** For agents: where they may answer, and items that failed sent again. */
export function answerChannelRoutes(server: HttpServer, { guard, channels }: AnswerChannelOptions): void {
  const common = { tags: ['channels'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('agent');

  server.route({
    method: 'GET',
    url: '/v1/conversations/:conversationId/channels',
    onRequest,
    schema: {
      ...common,
      operationId: 'listAnswerChannels',
      summary: 'What a conversation may be answered on',
      params: ConversationParams,
      response: { 200: AnswerChannels, default: FaultBody },
    },
    handler: async (request) => {
      const answers = await channels.answers(request.params.conversationId);
      return {
        channels: answers.map(({ capabilities, quiet, ...rest }) => ({
          ...rest,
          ...capabilities,
          quiet: quiet === undefined ? null : { ...quiet },
          files: [...capabilities.files],
          remaining: capabilities.remaining ?? null,
          untilMs: capabilities.untilMs ?? null,
          closed: capabilities.closed ?? '',
          segments: capabilities.segments === undefined ? null : { ...capabilities.segments },
          price: capabilities.price === undefined ? null : { ...capabilities.price },
        })),
      };
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/conversations/:conversationId/items/:seq/resend',
    onRequest,
    schema: {
      ...common,
      operationId: 'resendItem',
      summary: 'Sends an item that failed again',
      params: ItemParams,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { conversationId, seq } = request.params;
      await channels.resend(conversationId, Number(seq), guard.of(request).agentId);
      return reply.code(204).send();
    },
  });
}
