import { type Clock, type Ids, WeftError } from '@weft/proto';
import { contactCard } from '../contacts/card.ts';
import { identify, joinPersons } from '../contacts/identify.ts';
import { normalForm } from '../contacts/normal-form.ts';
import { conversationOf } from '../own-conversation.ts';
import { type Audited, audit } from '../store/audit.ts';
import { contactNotes, editContactNote, putContactNote } from '../store/contact-notes.ts';
import { changeProfile, type Person, personOf, personsOf, removeIdentity } from '../store/contacts.ts';
import { joinsOf, undoJoin } from '../store/joins.ts';
import { proposalsOf, settleProposal } from '../store/proposals.ts';
import type { Sql, Store } from '../store/store.ts';
import { customerWatchersOf, unwatch } from '../store/watchers.ts';
import { actingAgent } from './acting-agent.ts';
import type { TellContacts } from './contact-news.ts';
import * as schema from './contact-schemas.ts';
import { FaultBody } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { StaffGuard, StaffMember } from './staff-guard.ts';

/** What the agents' routes over records are made of. */
export interface RecordRouteOptions {
  readonly guard: StaffGuard;
  readonly store: Store;
  readonly ids: Ids;
  readonly clock: Clock;
}

/** Routes that change what is known of customers. */
export interface ContactRouteOptions extends RecordRouteOptions {
  readonly tell: TellContacts;
}

/** Throws RECORD_NOT_FOUND. */
export async function requirePerson(sql: Sql, contactId: string): Promise<Person> {
  const person = await personOf(sql, contactId);
  if (person === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such contact');
  return person;
}

/** A person as agents see it. Throws RECORD_NOT_FOUND. */
export async function readCard(sql: Sql, contactId: string) {
  const person = await requirePerson(sql, contactId);
  const ids = person.contacts.map((contact) => contact.contactId);
  const joins = await joinsOf(sql, ids);
  const proposals = await proposalsOf(sql, ids);
  const mentioned = proposals.flatMap((proposal) => [proposal.contactId, proposal.otherId]);
  const others = await personsOf(sql, [...new Set(mentioned)]);
  return {
    ...contactCard(person, [...others.values()], joins, proposals),
    notes: await contactNotes(sql, ids),
  };
}

/** What agents see and do about one contact: the card, joins, proposals, notes. Everything is audited. */
export function contactRoutes(
  server: HttpServer,
  { guard, store, ids, clock, tell }: ContactRouteOptions,
): void {
  const common = { tags: ['contacts'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('agent');
  const card = { 200: schema.ContactBody, default: FaultBody };
  /**
   * Does it and writes down who did, together, and then tells desks.
   * @param work whose conversations show something else now
   */
  const kept = async (
    member: StaffMember,
    entry: Omit<Audited, 'atMs' | 'subjectKind' | 'actorId'>,
    work: (sql: Sql, atMs: number) => Promise<readonly string[]>,
  ) => {
    const { card, changed } = await store.write(async (sql) => {
      const atMs = clock.now();
      const changed = await work(sql, atMs);
      await audit(sql, { ...entry, atMs, actorId: member.agentId, subjectKind: 'contact' });
      return { card: await readCard(sql, entry.subjectId), changed };
    });
    await tell(actingAgent(member), changed);
    return card;
  };

  server.route({
    method: 'GET',
    url: '/v1/contacts/:contactId',
    onRequest,
    schema: {
      ...common,
      operationId: 'getContact',
      summary: 'A contact with identities, joins, proposals and notes',
      params: schema.ContactParams,
      response: card,
    },
    handler: (request) => {
      const { contactId } = request.params;
      return kept(guard.of(request), { action: 'contact.seen', subjectId: contactId }, () =>
        Promise.resolve([]),
      );
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/contacts/:contactId',
    onRequest,
    schema: {
      ...common,
      operationId: 'changeContact',
      summary: 'Changes what is known of a contact',
      params: schema.ContactParams,
      body: schema.ContactChange,
      response: card,
    },
    handler: (request) => {
      const { params, body } = request;
      const detail = { fields: Object.keys(body) };
      const entry = { action: 'contact.changed', subjectId: params.contactId, detail };
      return kept(guard.of(request), entry, async (sql, atMs) => {
        const { rootId } = await requirePerson(sql, params.contactId);
        // Whoever gives a name stands for it.
        const nameClaimed = body.displayName === undefined ? undefined : false;
        return (await changeProfile(sql, rootId, { ...body, nameClaimed }, atMs)) ? [rootId] : [];
      });
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/contacts/:contactId/identities',
    onRequest,
    schema: {
      ...common,
      operationId: 'addIdentity',
      summary: 'Adds what a contact said of themselves',
      params: schema.ContactParams,
      body: schema.NewIdentity,
      response: card,
    },
    handler: (request) => {
      const { contactId } = request.params;
      const { kind, value: shown } = request.body;
      const value = normalForm(kind, shown);
      if (value === undefined) throw new WeftError('BAD_REQUEST', `that is no ${kind} that can be compared`);
      const entry = { action: 'identity.added', subjectId: contactId, detail: { kind } };
      return kept(guard.of(request), entry, async (sql, atMs) => {
        const { contacts } = await requirePerson(sql, contactId);
        const displayName = contacts[0]?.displayName ?? '';
        const known = [{ kind, value, shown, verified: false }];
        await identify(sql, ids, { contactId, known, profile: { displayName }, source: 'agent', atMs });
        return [];
      });
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/contacts/:contactId/identities/:kind/:value',
    onRequest,
    schema: {
      ...common,
      operationId: 'removeIdentity',
      summary: 'Takes an identity from a contact',
      params: schema.IdentityParams,
      response: card,
    },
    handler: (request) => {
      const { contactId, kind, value } = request.params;
      const entry = { action: 'identity.removed', subjectId: contactId, detail: { kind } };
      return kept(guard.of(request), entry, async (sql) => {
        if (!(await removeIdentity(sql, contactId, { kind, value })))
          throw new WeftError('RECORD_NOT_FOUND', 'this contact has no such identity');
        return [];
      });
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/contacts/:contactId/joins',
    onRequest,
    schema: {
      ...common,
      operationId: 'joinContacts',
      summary: 'Makes two contacts one person',
      params: schema.ContactParams,
      body: schema.NewJoin,
      response: card,
    },
    handler: (request) => {
      const { contactId } = request.params;
      const other = request.body.contactId;
      const member = guard.of(request);
      const entry = { action: 'contact.joined', subjectId: contactId, detail: { with: other } };
      return kept(member, entry, async (sql, atMs) => {
        await requirePerson(sql, other);
        const evidence = [{ what: 'agent', kind: '', weight: 1 } as const];
        const why = { cause: 'by-hand', evidence, byId: member.agentId, atMs } as const;
        if ((await joinPersons(sql, ids, [contactId, other], why)) === undefined)
          throw new WeftError('CONFLICT', 'the two are one already');
        return [contactId];
      });
    },
  });

  server.route({
    method: 'DELETE',
    url: '/v1/contacts/:contactId/joins/:joinId',
    onRequest,
    schema: {
      ...common,
      operationId: 'undoJoin',
      summary: 'Takes a join back; no program joins the two again',
      params: schema.JoinParams,
      response: card,
    },
    handler: (request) => {
      const { contactId, joinId } = request.params;
      const member = guard.of(request);
      const entry = { action: 'contact.parted', subjectId: contactId, detail: { joinId } };
      return kept(member, entry, async (sql, atMs) => {
        const person = await requirePerson(sql, contactId);
        const undone = await undoJoin(sql, joinId, member.agentId, atMs);
        // A join of somebody else's stays, as all of this does not happen.
        if (undone === undefined || !person.contacts.some((one) => one.contactId === undone.contactId))
          throw new WeftError('RECORD_NOT_FOUND', 'this contact has no such join');
        // Pages of the one hear nothing of the other from here on; their own conversation tells them the rest.
        for (const one of await customerWatchersOf(sql, [undone.contactId, undone.intoId]))
          if (one.conversationId !== conversationOf(one.subjectId)) await unwatch(sql, one);
        return [undone.contactId, undone.intoId];
      });
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/contacts/:contactId/proposals/:otherId',
    onRequest,
    schema: {
      ...common,
      operationId: 'settleProposal',
      summary: 'Says whether two contacts are one person',
      params: schema.ProposalParams,
      body: schema.ProposalAnswer,
      response: card,
    },
    handler: (request) => {
      const { contactId, otherId } = request.params;
      const { same } = request.body;
      const member = guard.of(request);
      const { agentId } = member;
      const action = same ? 'proposal.accepted' : 'proposal.dismissed';
      const entry = { action, subjectId: contactId, detail: { with: otherId } };
      return kept(member, entry, async (sql, atMs) => {
        const state = same ? 'accepted' : 'dismissed';
        const { contacts } = await requirePerson(sql, contactId);
        let settled: Awaited<ReturnType<typeof settleProposal>>;
        for (const one of contacts)
          settled ??= await settleProposal(sql, [one.contactId, otherId], { state, by: agentId, atMs });
        if (settled === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such proposal is open');
        if (!same) return [];
        const why = { cause: 'accepted', evidence: settled.reasons, byId: agentId, atMs } as const;
        await joinPersons(sql, ids, [contactId, otherId], why);
        return [contactId];
      });
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/contacts/:contactId/notes',
    onRequest,
    schema: {
      ...common,
      operationId: 'addContactNote',
      summary: 'Writes a note about a contact',
      params: schema.ContactParams,
      body: schema.NoteText,
      response: { 200: schema.ContactNoteBody, default: FaultBody },
    },
    handler: (request) => {
      const { contactId } = request.params;
      const { agentId, name } = guard.of(request);
      return store.write(async (sql) => {
        await requirePerson(sql, contactId);
        const atMs = clock.now();
        const note = { noteId: ids.next('note'), contactId, authorId: agentId, authorName: name, atMs };
        const { text } = request.body;
        await putContactNote(sql, { ...note, text });
        const detail = { noteId: note.noteId };
        await audit(sql, {
          atMs,
          actorId: agentId,
          action: 'note.added',
          subjectKind: 'contact',
          subjectId: contactId,
          detail,
        });
        return { ...note, text, editedAtMs: 0 };
      });
    },
  });

  server.route({
    method: 'PATCH',
    url: '/v1/contacts/:contactId/notes/:noteId',
    onRequest,
    schema: {
      ...common,
      operationId: 'editContactNote',
      summary: "Changes one's own note",
      params: schema.NoteParams,
      body: schema.NoteText,
      response: { 200: schema.ContactNoteBody, default: FaultBody },
    },
    handler: (request) => {
      const { noteId } = request.params;
      const { agentId } = guard.of(request);
      const edit = { noteId, authorId: agentId, text: request.body.text, atMs: clock.now() };
      return store.write(async (sql) => {
        const note = await editContactNote(sql, edit);
        if (note === undefined) throw new WeftError('RECORD_NOT_FOUND', 'no such note of yours');
        await audit(sql, {
          ...{ atMs: edit.atMs, actorId: agentId, action: 'note.edited', subjectKind: 'contact' },
          ...{ subjectId: note.contactId, detail: { noteId } },
        });
        return note;
      });
    },
  });
}
