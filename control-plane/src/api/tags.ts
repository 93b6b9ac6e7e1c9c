import { z } from 'zod';
import { tagsInUse } from '../store/tags.ts';
import type { RecordRouteOptions } from './contacts.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';

const MAX_TAGS = 100;

const TagList = z.object({ tags: z.array(z.string()) });
named.add(TagList, { id: 'TagList', description: 'Tags, those used most often first.' });

/** What an agent may choose from when tagging a conversation. */
export function tagRoutes(server: HttpServer, { guard, store }: RecordRouteOptions): void {
  server.route({
    method: 'GET',
    url: '/v1/tags',
    onRequest: guard.allow('agent'),
    schema: {
      tags: ['records'],
      security: [{ bearer: [] }],
      operationId: 'listTags',
      summary: 'What conversations are tagged with lately',
      response: { 200: TagList, default: FaultBody },
    },
    handler: async () => ({ tags: [...(await store.read((sql) => tagsInUse(sql, MAX_TAGS)))] }),
  });
}
