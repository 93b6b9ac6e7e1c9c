import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { type ContactWish, contactPage, contactQuery } from './contact-search.ts';
import type { Sql } from './store.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { changeTicket, listTickets, openTicket, type TicketWish } from './tickets.ts';

const MANY = 10_000;
const PART = 1_000;
const WHOEVER: ContactWish = { search: '', number: '', level: '', kind: '', order: 'recent' };
const ANY: TicketWish = {
  ...{ contactId: '', ownerId: '', unowned: false, state: undefined, settled: undefined },
  ...{ search: '', order: 'newest', beyond: 0, limit: 100 },
};

/** However slow the machine is: a statement may take only so long. */
async function inParts(
  { store }: TestStore,
  count: number,
  insert: (sql: Sql, from: number, to: number) => Promise<void>,
): Promise<void> {
  for (let from = 1; from <= count; from += PART)
    await store.write((sql) => insert(sql, from, Math.min(count, from + PART - 1)));
}

for (const engine of testEngines) {
  describe(`lists of ten thousand, in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await inParts(test, MANY, async (store, from, to) => {
        await sql`insert into contacts (contact_id, root_id, display_name, level, value, language, attributes,
            terms, created_at_ms, changed_at_ms)
          select 'c-' || i, 'c-' || i, 'Person ' || i, '', 0, '', '{}', array['person', 'p' || i, 'tag' || i % 100 || 'x'], i, i
          from generate_series(${from}::int, ${to}::int) as i`.execute(store);
      });
      await test.store.write(async (store) => {
        await sql`insert into tickets (ticket_id, revision, contact_id, conversation_id, subject, description, state,
            priority, owner_id, queue_id, tags, due_at_ms, created_by, created_at_ms, changed_at_ms, settled_at_ms)
          select 't-' || i, 1, 'c-' || i, null, 'Matter ' || i || case when i % 100 = 0 then ' 50% off' else '' end,
            '', case when i % 4 = 0 then 'solved' else 'open' end, 'normal',
            case when i % 3 = 0 then 'anna' when i % 3 = 1 then 'bo' else '' end, '', '{}', 0, 'anna', i, i,
            case when i % 4 = 0 then i else 0 end
          from generate_series(1, ${MANY}) as i`.execute(store);
        await sql`analyze`.execute(store);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    const tickets = (wish: Partial<TicketWish>) =>
      test.store.read((store) => listTickets(store, { ...ANY, ...wish }));
    /** Numbers of all pages; between them something happens. */
    const allOf = async (
      wish: Partial<TicketWish>,
      between: (page: number) => Promise<void>,
    ): Promise<number[]> => {
      const numbers: number[] = [];
      for (let page = 0; ; page += 1) {
        const found = await tickets({ ...wish, beyond: numbers.at(-1) ?? 0 });
        if (found.length === 0) return numbers;
        numbers.push(...found.map(({ number }) => number));
        await between(page);
      }
    };

    it('give each ticket once in both orders, whatever is opened and changed meanwhile', async () => {
      for (const order of ['newest', 'oldest'] as const) {
        const numbers = await allOf({ order, search: 'matter' }, async (page) => {
          if (page % 40 !== 0) return;
          await test.store.write(async (store) => {
            const { revision } = (await listTickets(store, { ...ANY, search: '#5000' }))[0] ?? {
              revision: 0,
            };
            await changeTicket(store, 't-5000', revision, { priority: 'high' }, MANY + page);
            await openTicket(store, {
              ...{
                ticketId: `new-${order}-${page}`,
                contactId: null,
                conversationId: null,
                subject: 'Other',
              },
              ...{ description: '', priority: 'normal', ownerId: '', queueId: '', tags: [], dueAtMs: 0 },
              ...{ createdBy: 'bo', atMs: MANY },
            });
          });
        });
        assert.equal(numbers.length, MANY, order);
        assert.equal(new Set(numbers).size, MANY, order);
        assert.deepEqual(
          numbers,
          numbers.toSorted((one, other) => (order === 'newest' ? other - one : one - other)),
        );
      }
    });

    it('are narrowed by owner, by nobody, by whether it is settled, by number and by words as they are written', async () => {
      assert.ok(
        (await tickets({ ownerId: 'anna', settled: false })).every(
          (one) => one.ownerId === 'anna' && one.settledAtMs === 0,
        ),
      );
      assert.ok(
        (await tickets({ unowned: true, settled: true })).every(
          (one) => one.ownerId === '' && one.settledAtMs > 0,
        ),
      );
      const [byNumber] = await tickets({ search: ' #1234 ' });
      assert.equal(byNumber?.number, 1234);
      assert.ok(
        (await tickets({ search: '50% MATTER' })).every(({ subject }) => subject.endsWith(' 50% off')),
      );
      assert.equal((await tickets({ search: '50% matter', limit: 1_000 })).length, 100);
      assert.deepEqual(await tickets({ search: '%_%' }), []);
    });

    it('find a person by whole words, else by how a word begins, page by page', async () => {
      const found = async (search: string, number = '') => {
        const ids: string[] = [];
        let after: Parameters<typeof contactPage>[1]['after'];
        do {
          const page = await test.store.read((store) =>
            contactPage(store, { ...WHOEVER, search, number, limit: 50, after }),
          );
          ids.push(...page.contactIds);
          after = page.end;
        } while (after !== undefined);
        return ids;
      };
      assert.deepEqual(await found('person p77'), ['c-77'], 'not those that only begin so');
      assert.equal((await found('person p123')).length, 1);
      const begun = await found('person tag7');
      assert.deepEqual([begun.length, new Set(begun).size], [1_100, 1_100]);
      assert.equal((await found('person p99999')).length, 0);
    });
  });

  describe(`lists of persons, in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await inParts(test, MANY, async (store, from, to) => {
        await sql`insert into contacts (contact_id, root_id, display_name, level, value, language, attributes,
            terms, created_at_ms, changed_at_ms)
          select 'c-' || i, 'c-' || i, case when i % 1000 = 7 then '' else 'Person ' || i end,
            case when i % 100 = 0 then 'gold' else '' end, 0, '', '{}',
            array['person', 'p' || i], i, ${MANY}::int - i
          from generate_series(${from}::int, ${to}::int) as i`.execute(store);
        await sql`insert into identities (contact_id, kind, value, shown, verified, source, since_ms)
          select 'c-' || i, case when i % 2 = 0 then 'phone' else 'email' end,
            case when i % 2 = 0 then '+49151' || (1000000 + i) else 'p' || i || '@a.example' end, '', true, 't', i
          from generate_series(${from}::int, ${to}::int) as i`.execute(store);
      });
      await test.store.write(async (store) => {
        await sql`analyze`.execute(store);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    const page = (wish: Partial<ContactWish>, limit = 50, after?: { key: string; contactId: string }) =>
      test.store.read((store) => contactPage(store, { ...WHOEVER, ...wish, limit, after }));

    it('ask an index for words, beginnings, identities and each order, and never read everybody', async () => {
      const wishes: readonly (readonly [Partial<ContactWish>, begins: boolean])[] = [
        [{}, false],
        [{ order: 'newest' }, false],
        [{ order: 'name' }, false],
        [{ search: 'p4711' }, false],
        [{ search: 'p471' }, true],
        [{ search: 'person p471', order: 'name' }, true],
        [{ search: 'p4711@a.example' }, false],
        [{ search: '+49151100471', number: '+49151100471' }, true],
        [{ search: 'p4711', level: 'gold', kind: 'email' }, false],
      ];
      for (const [wish, begins] of wishes) {
        const rows: unknown = await test.store.write(async (store) => {
          // Of ten thousand all may be the cheaper way: asked is whether there is another one.
          await sql`set local enable_seqscan = off`.execute(store);
          return contactQuery(store, { ...WHOEVER, ...wish }, begins)
            .limit(51)
            .explain('json');
        });
        const plan = JSON.stringify(rows);
        assert.match(plan, /Index/, JSON.stringify(wish));
        assert.doesNotMatch(plan, /Seq Scan/, JSON.stringify(wish));
      }
    });

    it('find by how a word, a number or an address begins', async () => {
      assert.equal((await page({ search: 'p4711' })).contactIds.join(), 'c-4711');
      assert.equal((await page({ search: 'p4711@' })).contactIds.join(), 'c-4711');
      assert.equal((await page({ search: '+49151100471', number: '+49151100471' })).contactIds.length, 5);
      assert.deepEqual((await page({ search: '%%%' })).contactIds, []);
    });

    it('come in each order with everybody once, and who has no name last', async () => {
      for (const order of ['recent', 'newest', 'name'] as const) {
        const ids: string[] = [];
        let after: { key: string; contactId: string } | undefined;
        do {
          const { contactIds, end } = await page({ order }, 5_000, after);
          ids.push(...contactIds);
          after = end;
        } while (after !== undefined);
        assert.deepEqual([ids.length, new Set(ids).size], [MANY, MANY], order);
        const [first = '', last = ''] = [ids[0], ids.at(-1)];
        if (order === 'recent') assert.deepEqual([first, last], ['c-1', `c-${MANY}`]);
        if (order === 'newest') assert.deepEqual([first, last], [`c-${MANY}`, 'c-1']);
        if (order === 'name') assert.deepEqual([first, Number(last.slice(2)) % 1_000], ['c-1', 7]);
      }
    });

    it('are narrowed to a level and to how somebody is known', async () => {
      const golden = await page({ level: 'gold' }, 200);
      assert.equal(golden.contactIds.length, 100);
      assert.deepEqual((await page({ level: 'gold', kind: 'email' })).contactIds, []);
      assert.equal(
        (await page({ search: 'p1000', level: 'gold', kind: 'phone' })).contactIds.join(),
        'c-1000',
      );
    });
  });
}
