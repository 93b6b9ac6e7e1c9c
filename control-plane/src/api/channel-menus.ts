import type { Clock } from '@weft/proto';
import { z } from 'zod';
import type { Channels } from '../channels/channels.ts';
import { Menu } from '../channels/menu.ts';
import { audit } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import { AccountParams } from './channel-schemas.ts';
import { FaultBody, Nothing, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard } from './staff-guard.ts';

named.add(Menu, {
  id: 'ChannelMenu',
  description:
    'What customers may press below their conversation: at most 3 entries, each with at most 5 below it. A key that begins with "ticket:" opens a ticket.',
});
const MenuNow = z.object({ menu: Menu.nullable().describe('null = there is none.') });
named.add(MenuNow, { id: 'ChannelMenuNow', description: 'The menu as the vendor has it.' });

export interface ChannelMenuOptions {
  readonly guard: StaffGuard;
  readonly channels: Channels;
  readonly store: Store;
  readonly clock: Clock;
}

/** Menus of accounts that have such, for administrators: kept by the vendor, and nowhere else. */
export function channelMenuRoutes(server: HttpServer, options: ChannelMenuOptions): void {
  const { guard, channels, store, clock } = options;
  const common = { tags: ['channels'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('admin');
  const url = '/v1/channels/:accountId/menu';
  const note = (actorId: string, action: string, subjectId: string): Promise<void> =>
    store.write((sql) =>
      audit(sql, { actorId, action, subjectId, subjectKind: 'channel', atMs: clock.now() }),
    );

  server.route({
    method: 'GET',
    url,
    onRequest,
    schema: {
      ...common,
      operationId: 'getChannelMenu',
      summary: "An account's menu, asked of its vendor",
      params: AccountParams,
      response: { 200: MenuNow, default: FaultBody },
    },
    handler: async (request) => ({ menu: (await channels.menu(request.params.accountId)) ?? null }),
  });

  server.route({
    method: 'PUT',
    url,
    onRequest,
    schema: {
      ...common,
      operationId: 'putChannelMenu',
      summary: 'Puts a menu in the place of the one that is there',
      params: AccountParams,
      body: Menu,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { accountId } = request.params;
      // First the log, then the deed: what was done is never missing from it.
      await note(guard.of(request).agentId, 'channel.menu-changed', accountId);
      await channels.putMenu(accountId, request.body);
      return reply.code(204).send();
    },
  });

  server.route({
    method: 'DELETE',
    url,
    onRequest,
    schema: {
      ...common,
      operationId: 'deleteChannelMenu',
      summary: 'Takes the menu away',
      params: AccountParams,
      response: { 204: Nothing, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { accountId } = request.params;
      await note(guard.of(request).agentId, 'channel.menu-removed', accountId);
      await channels.putMenu(accountId, undefined);
      return reply.code(204).send();
    },
  });
}
