import { type AgentRecord, WeftError } from '@weft/proto';
import type { People } from '../ports.ts';
import type { AuditTrail } from './audit-trail.ts';
import {
  AddedPerson,
  NewPerson,
  PeopleList,
  PersonChange,
  PersonEntry,
  PersonParams,
  RenewedPassword,
} from './people-schemas.ts';
import { FaultBody } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard } from './staff-guard.ts';
import type { StaffRecords } from './staff-records.ts';

/** Of more than so many people the first by name are listed, and no more are added. */
const MAX_PEOPLE = 5_000;

const asEntry = ({ agentId, login, displayName, role, grants, barred, fromFile }: AgentRecord) => ({
  ...{ agentId, login, name: displayName, role, grants: [...grants] },
  ...{ active: !barred, fromFile },
});

export interface PeopleRouteOptions {
  readonly guard: StaffGuard;
  readonly people: People;
  readonly records: StaffRecords;
  readonly trail: AuditTrail;
}

/** Who works here, for administrators: added, renamed, given another role or password, shut out and let in again. */
export function peopleRoutes(server: HttpServer, options: PeopleRouteOptions): void {
  const { guard, people, records, trail } = options;
  const common = { tags: ['people'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('admin');

  server.route({
    method: 'GET',
    url: '/v1/people',
    onRequest,
    schema: {
      ...common,
      operationId: 'listPeople',
      summary: 'Who can sign in, and as what',
      response: { 200: PeopleList, default: FaultBody },
    },
    handler: () => {
      const listed = people
        .all()
        .map(asEntry)
        .sort((a, b) => a.name.localeCompare(b.name) || (a.agentId < b.agentId ? -1 : 1));
      return { people: listed.slice(0, MAX_PEOPLE) };
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/people',
    onRequest,
    schema: {
      ...common,
      operationId: 'addPerson',
      summary: 'Lets somebody sign in from now on',
      body: NewPerson,
      response: { 201: AddedPerson, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { body } = request;
      const known = people.all();
      if (known.length >= MAX_PEOPLE) throw new WeftError('BAD_REQUEST', `at most ${MAX_PEOPLE} people`);
      // Two who differ in capitals alone are taken for one another.
      const wanted = body.login.toLowerCase();
      if (known.some(({ login }) => login.toLowerCase() === wanted))
        throw new WeftError('CONFLICT', 'this login is taken');
      const { record, password } = await records.add(body);
      const { agentId: subjectId } = record;
      const actorId = guard.of(request).agentId;
      const detail = { role: body.role };
      await trail.note({ actorId, action: 'agent.added', subjectKind: 'agent', subjectId, detail });
      return reply.code(201).send({ person: asEntry(record), password });
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/people/:agentId',
    onRequest,
    schema: {
      ...common,
      operationId: 'changePerson',
      summary: 'Another name or role; shut out, or let in again',
      params: PersonParams,
      body: PersonChange,
      response: { 200: PersonEntry, default: FaultBody },
    },
    handler: async (request) => {
      const { agentId: subjectId } = request.params;
      const { name, role, active } = request.body;
      const actorId = guard.of(request).agentId;
      // So that there is always an administrator left.
      if (actorId === subjectId && (role !== undefined || active !== undefined))
        throw new WeftError('FORBIDDEN', 'nobody takes away what they are themselves');
      const changes = {
        ...(name === undefined ? {} : { name }),
        ...(role === undefined ? {} : { role }),
        ...(active === undefined ? {} : { active }),
      };
      const record = await records.change(subjectId, changes);
      const action = active === undefined ? 'agent.changed' : active ? 'agent.let-in' : 'agent.shut-out';
      const detail = role === undefined ? {} : { role };
      await trail.note({ actorId, action, subjectKind: 'agent', subjectId, detail });
      return asEntry(record);
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/people/:agentId/password',
    onRequest,
    schema: {
      ...common,
      operationId: 'renewPassword',
      summary: 'Gives somebody a new password and ends the sessions of the old one',
      params: PersonParams,
      response: { 200: RenewedPassword, default: FaultBody },
    },
    handler: async (request) => {
      const { agentId: subjectId } = request.params;
      const password = await records.renewPassword(subjectId);
      const actorId = guard.of(request).agentId;
      await trail.note({ actorId, action: 'agent.password-renewed', subjectKind: 'agent', subjectId });
      return { password };
    },
  });
}
