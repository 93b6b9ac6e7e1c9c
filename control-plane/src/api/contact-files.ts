import { Readable } from 'node:stream';
import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { contactCard } from '../contacts/card.ts';
import {
  type ContactLine,
  MAX_ROWS,
  type ReadLine,
  readContactFile,
  writeContactLines,
} from '../contacts/contact-file.ts';
import { isTrusted, type TakenIn, takeIn } from '../contacts/take-in.ts';
import { audit } from '../store/audit.ts';
import { contactPage, type PagePlace } from '../store/contact-search.ts';
import { type Person, personsOf } from '../store/contacts.ts';
import { actingAgent } from './acting-agent.ts';
import type { ContactRouteOptions } from './contacts.ts';
import { FaultBody, FileBytes, named } from './schemas.ts';
import type { HttpServer } from './server.ts';

const PAGE = 200;
/** Lines taken in by one transaction, so that others have their turn between. */
const BATCH = 50;
const MAX_BYTES = 1_000_000;

const ImportResult = z.object({
  ...{ added: z.number(), changed: z.number(), unchanged: z.number() },
  refused: z.array(
    z.object({
      line: z.number().describe('Of the file; the headings are line 1.'),
      fault: z.enum(['nothing-known', 'bad-phone', 'bad-email', 'too-long', 'two-customers']),
    }),
  ),
  ignored: z.array(z.string()).describe('Columns that mean nothing here.'),
});
named.add(ImportResult, { id: 'ContactImport', description: 'What became of a list of customers.' });

/** What somebody only said of themselves is left out: read in again, it would be taken for whoever has it for certain. */
function lineOf(person: Person): ContactLine {
  const { displayName, nameClaimed, level, language, identities: all } = contactCard(person, [], [], []);
  const identities = all.filter(isTrusted);
  const shown = (kind: string): string =>
    identities.toSorted((a, b) => Number(b.verified) - Number(a.verified)).find((one) => one.kind === kind)
      ?.value ?? '';
  const name = nameClaimed ? '' : displayName;
  return { name, phone: shown('phone'), email: shown('email'), level, language };
}

/** All customers as a file, and from one. */
export async function contactFileRoutes(
  server: HttpServer,
  { guard, store, ids, clock, tell }: ContactRouteOptions,
): Promise<void> {
  const common = { tags: ['contacts'], security: [{ bearer: [] }] };
  const onRequest = guard.allow('admin');

  async function* written(): AsyncGenerator<string> {
    let after: PagePlace | undefined;
    for (let first = true; first || after !== undefined; first = false) {
      const place = after;
      const { persons, end } = await store.read(async (sql) => {
        const all = { search: '', number: '', level: '', kind: '', order: 'newest' } as const;
        const page = await contactPage(sql, { ...all, limit: PAGE, after: place });
        const found = await personsOf(sql, page.contactIds);
        return { persons: page.contactIds.flatMap((root) => found.get(root) ?? []), end: page.end };
      });
      yield writeContactLines(persons.map(lineOf), first);
      after = end;
    }
  }

  server.route({
    method: 'GET',
    url: '/v1/contacts/export',
    onRequest,
    schema: {
      ...common,
      operationId: 'exportContacts',
      summary: 'All customers as comma-separated values, who was written down last first',
      response: { 200: FileBytes, default: FaultBody },
    },
    handler: async (request, reply) => {
      const { agentId } = guard.of(request);
      const entry = { actorId: agentId, action: 'contacts.exported', subjectId: '' };
      await store.write((sql) => audit(sql, { ...entry, atMs: clock.now(), subjectKind: 'contact' }));
      return reply
        .headers({
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="customers.csv"',
        })
        .send(Readable.from(written()));
    },
  });

  const take = (lines: readonly ReadLine[], actorId: string): Promise<readonly TakenIn[]> =>
    store.write(async (sql) => {
      const atMs = clock.now();
      const taken: TakenIn[] = [];
      for (const line of lines) taken.push(await takeIn(sql, ids, line, atMs));
      for (const result of ['added', 'changed'] as const) {
        const contactIds = taken.flatMap((one) => (one.result === result ? [one.contactId] : []));
        if (contactIds.length === 0) continue;
        const entry = {
          actorId,
          action: 'contacts.imported',
          subjectId: '',
          subjectKind: 'contact',
        } as const;
        await audit(sql, { ...entry, atMs, detail: { result, contactIds } });
      }
      return taken;
    });

  await server.register((scope: HttpServer, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.route({
      method: 'POST',
      url: '/v1/contacts/import',
      bodyLimit: MAX_BYTES,
      onRequest,
      schema: {
        ...common,
        operationId: 'importContacts',
        summary: `Takes a list of up to ${MAX_ROWS} customers in; done twice it changes nothing the second time`,
        response: { 200: ImportResult, default: FaultBody },
      },
      handler: async (request) => {
        if (!Buffer.isBuffer(request.body)) throw new WeftError('BAD_REQUEST', 'no file came');
        const member = guard.of(request);
        const { lines, refused, ignored } = readContactFile(request.body);
        const counts = { added: 0, changed: 0, unchanged: 0 };
        const faults = [...refused];
        for (let from = 0; from < lines.length; from += BATCH) {
          const batch = lines.slice(from, from + BATCH);
          const taken = await take(batch, member.agentId);
          for (const [i, { result }] of taken.entries())
            if (result === 'two-customers') faults.push({ line: batch[i]?.line ?? 0, fault: result });
            else counts[result] += 1;
          await tell(
            actingAgent(member),
            taken.flatMap((one) => (one.result === 'changed' ? [one.contactId] : [])),
          );
        }
        return { ...counts, refused: faults.toSorted((a, b) => a.line - b.line), ignored: [...ignored] };
      },
    });
    done();
  });
}
