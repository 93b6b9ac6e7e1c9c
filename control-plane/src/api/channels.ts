import { type Clock, WeftError } from '@weft/proto';
import type { KnownAccount } from '../channels/accounts/accounts.ts';
import type { Channels } from '../channels/channels.ts';
import { webhookUrl } from '../channels/webhook-url.ts';
import { audit } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import {
  AccountBody,
  AccountList,
  AccountParams,
  KindList,
  LetterList,
  LetterParams,
  LetterQuery,
  TestResult,
} from './channel-schemas.ts';
import { FaultBody, Nothing } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard } from './staff-guard.ts';

const LETTERS_AT_A_TIME = 50;
const LETTERS = 'dead-letters';
const KINDS = 'kinds';
/** Paths of their own in these routes. */
const RESERVED: readonly string[] = [LETTERS, KINDS];

export interface ChannelRouteOptions {
  readonly guard: StaffGuard;
  readonly channels: Channels;
  readonly store: Store;
  readonly clock: Clock;
  readonly publicUrl: string;
}

/** Channels' accounts and dead letters, for administrators. Everything that changes something is audited. */
export function channelRoutes(server: HttpServer, options: ChannelRouteOptions): void {
  const { guard, channels, store, clock, publicUrl } = options;
  const { accounts } = channels;
  const common = { tags: ['channels'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('admin');
  const note = (actorId: string, action: string, subjectId: string): Promise<void> =>
    store.write((sql) =>
      audit(sql, { actorId, action, subjectId, subjectKind: 'channel', atMs: clock.now() }),
    );
  const shown = async (known: KnownAccount) => ({
    ...known,
    secretsSet: [...known.secretsSet],
    settings: { ...known.settings },
    channel: known.bound?.channel ?? '',
    webhookUrl: known.bound?.webhook === undefined ? '' : webhookUrl(publicUrl, known.accountId),
    health: await channels.health(known),
  });
  const existing = (accountId: string): KnownAccount => {
    const known = accounts.get(accountId);
    if (known === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such account');
    return known;
  };

  server.route({
    method: 'GET',
    url: '/v1/channels',
    onRequest,
    schema: {
      ...common,
      operationId: 'listChannelAccounts',
      summary: "Channels' accounts, and how they are doing",
      response: { 200: AccountList, default: FaultBody },
    },
    handler: async () => ({ accounts: await Promise.all(accounts.all().map(shown)) }),
  });

  server.route({
    method: 'GET',
    url: `/v1/channels/${KINDS}`,
    onRequest,
    schema: {
      ...common,
      operationId: 'listChannelKinds',
      summary: "Kinds of accounts, and their settings' fields",
      response: { 200: KindList, default: FaultBody },
    },
    handler: async () => ({
      kinds: accounts.kinds.map(({ kind, channel, hasMenu, fields }) => ({
        ...{ kind, channel, hasMenu },
        fields: fields.map((field) => ({
          ...field,
          choices: [...field.choices],
          columns: field.columns.map((column) => ({ ...column, choices: [...column.choices] })),
        })),
      })),
    }),
  });

  server.route({
    method: 'PUT',
    url: '/v1/channels/:accountId',
    onRequest,
    schema: {
      ...common,
      operationId: 'putChannelAccount',
      summary: 'Makes an account or changes it; it holds at once',
      params: AccountParams,
      body: AccountBody,
      response: { 200: AccountBody, default: FaultBody },
    },
    handler: async (request) => {
      const { accountId } = request.params;
      if (RESERVED.includes(accountId)) throw new WeftError('BAD_REQUEST', 'an account cannot have this id');
      // First the log, then the deed: what was done is never missing from it.
      await note(guard.of(request).agentId, 'channel.changed', accountId);
      await accounts.put(accountId, request.body, clock.now());
      return { ...request.body, settings: {} };
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/channels/:accountId',
    onRequest,
    schema: {
      ...common,
      operationId: 'deleteChannelAccount',
      summary: 'Takes an account away; what waits for it stays',
      params: AccountParams,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { accountId } = existing(request.params.accountId);
      await note(guard.of(request).agentId, 'channel.deleted', accountId);
      await accounts.remove(accountId);
      return reply.code(204).send();
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/channels/:accountId/test',
    onRequest,
    schema: {
      ...common,
      operationId: 'testChannelAccount',
      summary: 'Opens an account as it would be, and says whether it comes up',
      params: AccountParams,
      body: AccountBody,
      response: { 200: TestResult, default: FaultBody },
    },
    handler: async (request) => {
      const reason = await channels.tryOut(request.params.accountId, request.body);
      return { ok: reason === '', reason: reason.slice(0, 300) };
    },
  });

  server.route({
    method: 'GET',
    url: `/v1/channels/${LETTERS}`,
    onRequest,
    schema: {
      ...common,
      operationId: 'listDeadLetters',
      summary: 'What could not be brought in or sent, newest first',
      querystring: LetterQuery,
      response: { 200: LetterList, default: FaultBody },
    },
    handler: async (request) => {
      const { letters, before } = await channels.letters(Number(request.query.before), LETTERS_AT_A_TIME);
      return { letters: [...letters], before };
    },
  });

  server.route({
    method: 'POST',
    url: `/v1/channels/${LETTERS}/:seq/replay`,
    onRequest,
    schema: {
      ...common,
      operationId: 'replayDeadLetter',
      summary: 'Does it again; the letter goes',
      params: LetterParams,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { agentId } = guard.of(request);
      await note(agentId, 'letter.replayed', request.params.seq);
      await channels.replay(Number(request.params.seq), agentId);
      return reply.code(204).send();
    },
  });

  server.route({
    method: 'DELETE',
    url: `/v1/channels/${LETTERS}/:seq`,
    onRequest,
    schema: {
      ...common,
      operationId: 'discardDeadLetter',
      summary: 'Throws it away',
      params: LetterParams,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      await note(guard.of(request).agentId, 'letter.discarded', request.params.seq);
      await channels.discard(Number(request.params.seq));
      return reply.code(204).send();
    },
  });
}
