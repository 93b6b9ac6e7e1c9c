import { type Clock, sleep, WeftError } from '@weft/proto';
import { z } from 'zod';
import type { Channels } from '../channels/channels.ts';
import { messageText } from '../requests/conversation-commands.ts';
import { headsOf } from '../store/heads.ts';
import type { Store } from '../store/store.ts';
import { RateLimit } from './rate-limit.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard } from './staff-guard.ts';

/** Conversations that one agent may begin at once, and in the long run. */
const BURST = 20;
const PER_MINUTE = 10;
const MAX_NAMES = 10_000;
/** Applied by the partition's owner within this, or the desk looks for it itself. */
const SHOWN_MS = 4_000;
const LOOK_MS = 50;

const BeginningAccounts = z.object({
  accounts: z.array(z.object({ accountId: z.string(), name: z.string(), channel: z.string() })),
});
named.add(BeginningAccounts, {
  id: 'BeginningAccounts',
  description: 'Accounts by which agents may write to people who did not write first.',
});
const FirstWords = z.object({
  accountId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  to: z
    .string()
    .trim()
    .min(1)
    .max(254)
    .describe('A phone number or a mail address, as the account needs it.'),
  name: z.string().trim().max(80).default(''),
  text: z.string().min(1).max(16_000),
  clientId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/)
    .optional()
    .describe(
      'The same in each try of the same words, which are written once; absent = each try is another.',
    ),
});
named.add(FirstWords, { id: 'FirstWords', description: 'What an agent writes to somebody first.' });
const Begun = z.object({ conversationId: z.string() });
named.add(Begun, { id: 'Begun', description: 'The conversation that it is in.' });

export interface FirstWordsOptions {
  readonly guard: StaffGuard;
  readonly channels: Channels;
  readonly store: Store;
  readonly clock: Clock;
}

/** For agents: to write to somebody who did not write first. */
export function firstWordsRoutes(
  server: HttpServer,
  { guard, channels, store, clock }: FirstWordsOptions,
): void {
  const common = { tags: ['conversations'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('agent');
  const agents = new RateLimit({ clock, burst: BURST, perMinute: PER_MINUTE, maxNames: MAX_NAMES });

  server.route({
    method: 'GET',
    url: '/v1/conversations/accounts',
    onRequest,
    schema: {
      ...common,
      operationId: 'listBeginningAccounts',
      summary: 'By which accounts an agent may write first',
      response: { 200: BeginningAccounts, default: FaultBody },
    },
    handler: () => ({ accounts: [...channels.beginning.accounts()] }),
  });

  server.route({
    method: 'POST',
    url: '/v1/conversations',
    onRequest,
    schema: {
      ...common,
      operationId: 'beginConversation',
      summary:
        'Writes to somebody, in the conversation that they have or a new one, which is then the agent’s',
      body: FirstWords,
      response: { 200: Begun, default: FaultBody },
    },
    handler: async (request) => {
      const { agentId, name: agentName } = guard.of(request);
      const text = messageText(request.body.text);
      if (text === '') throw new WeftError('BAD_REQUEST', 'the text says nothing');
      const retryAfterMs = agents.take(agentId);
      if (retryAfterMs > 0)
        throw new WeftError('RATE_LIMITED', 'too many new conversations', { retryAfterMs });
      const agent = { agentId, name: agentName };
      const conversationId = await channels.beginning.begin({ ...request.body, text, agent });
      await untilShown(store, clock, conversationId);
      return { conversationId };
    },
  });
}

async function untilShown(store: Store, clock: Clock, conversationId: string): Promise<void> {
  for (
    const untilMs = clock.monotonic() + SHOWN_MS;
    clock.monotonic() < untilMs;
    await sleep(clock, LOOK_MS)
  ) {
    const heads = await store.read((sql) => headsOf(sql, [conversationId]));
    if (heads.has(conversationId)) return;
  }
}
