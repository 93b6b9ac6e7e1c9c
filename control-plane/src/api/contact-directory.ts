import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { contactCard } from '../contacts/card.ts';
import { identify, type Known } from '../contacts/identify.ts';
import { normalForm } from '../contacts/normal-form.ts';
import { audit } from '../store/audit.ts';
import {
  CONTACT_ORDERS,
  type ContactOrder,
  contactPage,
  levelsOf,
  type PagePlace,
} from '../store/contact-search.ts';
import { personsOf } from '../store/contacts.ts';
import * as schema from './contact-schemas.ts';
import { type RecordRouteOptions, readCard } from './contacts.ts';
import { FaultBody } from './schemas.ts';
import type { HttpServer } from './server.ts';

const PAGE = 50;

/** What an agent says of somebody new. Throws BAD_REQUEST for what cannot be compared. */
const claimed = (kind: 'phone' | 'email', shown: string): readonly Known[] => {
  if (shown === '') return [];
  const value = normalForm(kind, shown);
  if (value === undefined) throw new WeftError('BAD_REQUEST', `that is no ${kind} that can be compared`);
  return [{ kind, value, shown, verified: false }];
};

/** The number that is looked for, however it is written: spaces and signs are no part of it. Empty = none is. */
const numberIn = (search: string): string =>
  /^\s*[+\d][\d\s().-]{3,}$/.test(search) ? (normalForm('phone', search.trim()) ?? '') : '';

const Written = z.tuple([z.enum(CONTACT_ORDERS), z.string().max(400), z.string().max(64)]);

const writePlace = (order: ContactOrder, end: PagePlace | undefined): string =>
  end === undefined ? '' : Buffer.from(JSON.stringify([order, end.key, end.contactId])).toString('base64url');

/** Undefined = the first page. Throws BAD_REQUEST for a cursor that is none of ours, or of a list in another order. */
function readPlace(order: ContactOrder, text: string): PagePlace | undefined {
  if (text === '') return undefined;
  try {
    const [of, key, contactId] = Written.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (of === order && (order === 'name' || /^\d{1,15}$/.test(key))) return { key, contactId };
  } catch {
    // Said below.
  }
  throw new WeftError('BAD_REQUEST', 'this cursor is none of this list');
}

/** All contacts: finding them, and writing down somebody who never wrote. */
export function contactDirectoryRoutes(
  server: HttpServer,
  { guard, store, ids, clock }: RecordRouteOptions,
): void {
  const common = { tags: ['contacts'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('agent');

  server.route({
    method: 'GET',
    url: '/v1/contacts',
    onRequest,
    schema: {
      ...common,
      operationId: 'listContacts',
      summary: 'Contacts by words of their names or by an identity, narrowed and ordered, page by page',
      querystring: schema.ContactQuery,
      response: { 200: schema.ContactList, default: FaultBody },
    },
    handler: (request) => {
      const { search, cursor, level, kind, order } = request.query;
      const { agentId } = guard.of(request);
      const after = readPlace(order, cursor);
      return store.write(async (sql) => {
        const { contactIds, end } = await contactPage(sql, {
          ...{ search, number: numberIn(search), level, kind, order },
          ...{ limit: PAGE, after },
        });
        const persons = await personsOf(sql, contactIds);
        const found = contactIds.flatMap((root) => persons.get(root) ?? []);
        // Whose names and numbers they saw; what was searched for may be somebody's, too, and is not kept.
        const entry = { actorId: agentId, action: 'contacts.listed', subjectKind: 'contact' } as const;
        await audit(sql, { ...entry, subjectId: '', atMs: clock.now(), detail: { contactIds } });
        return {
          contacts: found.map((person) => contactCard(person, [], [], [])),
          cursor: writePlace(order, end),
          levels: cursor === '' ? await levelsOf(sql) : [],
        };
      });
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/contacts',
    onRequest,
    schema: {
      ...common,
      operationId: 'createContact',
      summary: 'Writes down somebody new; number and address are claimed, and join nobody by themselves',
      body: schema.NewContact,
      response: { 200: schema.ContactBody, default: FaultBody },
    },
    handler: (request) => {
      const { displayName, phone, email } = request.body;
      const known = [...claimed('phone', phone), ...claimed('email', email)];
      const { agentId } = guard.of(request);
      return store.write(async (sql) => {
        const atMs = clock.now();
        const contactId = ids.next('contact');
        await identify(sql, ids, { contactId, known, profile: { displayName }, source: 'agent', atMs });
        const entry = { actorId: agentId, action: 'contact.created', subjectId: contactId };
        await audit(sql, { ...entry, atMs, subjectKind: 'contact' });
        return readCard(sql, contactId);
      });
    },
  });
}
