import { z } from 'zod';
import type { People } from '../ports.ts';
import { FaultBody, named } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard } from './staff-guard.ts';

/** Of more than so many people the first by name are listed. */
const MAX_LISTED = 5_000;

const PeopleList = z.object({
  people: z.array(
    z.object({
      ...{ agentId: z.string(), login: z.string(), name: z.string(), role: z.string() },
      grants: z.array(z.string()).describe('What an agent may do besides: supervisor, admin.'),
    }),
  ),
});
named.add(PeopleList, { id: 'PeopleList', description: 'Who can sign in, by name.' });

/** Who works here: whose skills an administrator sets, and whose deeds the audit log tells. */
export function peopleRoutes(
  server: HttpServer,
  { guard, people }: { readonly guard: StaffGuard; readonly people: People },
): void {
  server.route({
    method: 'GET',
    url: '/v1/people',
    onRequest: guard.allow('admin'),
    schema: {
      tags: ['records'],
      security: [{ bearer: [] }],
      operationId: 'listPeople',
      summary: 'Who can sign in, and as what',
      response: { 200: PeopleList, default: FaultBody },
    },
    handler: () => {
      const listed = people
        .all()
        .map(({ agentId, login, displayName, role, grants }) => ({
          ...{ agentId, login, role, grants },
          name: displayName,
        }))
        .sort((a, b) => a.name.localeCompare(b.name) || (a.agentId < b.agentId ? -1 : 1));
      return { people: listed.slice(0, MAX_LISTED) };
    },
  });
}
