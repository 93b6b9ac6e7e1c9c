import { z } from 'zod';
import { type Episode, episodesOf } from '../conversations/episodes.ts';
import { ContactParams } from './contact-schemas.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';

const MAX_LISTED = 50;

const CHANNELS = [
  ...(['unspecified', 'chat', 'call', 'sms', 'email', 'wechat', 'weibo', 'phone'] as const),
] as const satisfies readonly Episode['channels'][number][];

const EpisodeBody = z.object({
  conversationId: z.string(),
  fromSeq: z.number().describe("The first of its items in the conversation's timeline."),
  toSeq: z.number().describe('The last of them.'),
  openedAtMs: z.number(),
  closedAtMs: z.number().describe('0 = it goes on.'),
  channels: z.array(z.enum(CHANNELS)).describe('What the customer used.'),
  agentName: z.string().describe('Who had it last; empty = nobody.'),
  disposition: z.string().describe('What it was closed as.'),
  rating: z.number().describe('1 to 5; 0 = not rated.'),
  firstLine: z.string().describe('What the customer wrote first, or the file they sent.'),
  calls: z.number(),
  tickets: z.array(z.number()).describe('Numbers of the tickets that were opened meanwhile.'),
});
named.add(EpisodeBody, {
  id: 'Episode',
  description: 'One matter of a contact, from its opening to its close.',
});
const EpisodeList = z.object({ episodes: z.array(EpisodeBody) });
named.add(EpisodeList, { id: 'EpisodeList', description: 'The newest matters of a contact, newest first.' });

/** What agents see of a contact's past. */
export function episodeRoutes(server: HttpServer, { guard, store }: RecordRouteOptions): void {
  server.route({
    method: 'GET',
    url: '/v1/contacts/:contactId/episodes',
    onRequest: guard.allow('agent'),
    schema: {
      ...{ tags: ['contacts'], security: [{ bearer: [] }], operationId: 'listEpisodes' },
      summary: 'What a contact wrote and called about, newest first: at most 50',
      params: ContactParams,
      response: { 200: EpisodeList, default: FaultBody },
    },
    handler: async ({ params: { contactId } }) => {
      const episodes = await store.read((sql) => episodesOf(sql, contactId, MAX_LISTED));
      return { episodes: episodes.map(bodyOf) };
    },
  });
}

const bodyOf = ({ channels, tickets, ...episode }: Episode): z.infer<typeof EpisodeBody> => ({
  ...episode,
  channels: [...channels],
  tickets: [...tickets],
});
