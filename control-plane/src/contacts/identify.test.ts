import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { systemClock, uuidIds } from '@weft/proto';
import { sql } from 'kysely';
import { findContacts } from '../store/contact-search.ts';
import { personOf } from '../store/contacts.ts';
import { join, joinsOf, undoJoin } from '../store/joins.ts';
import { proposalsOf, settleProposal } from '../store/proposals.ts';
import type { Sql } from '../store/store.ts';
import { type TestStore, testEngines } from '../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from '../store/testing/rows.ts';
import { AccountSessions } from './account-sessions.ts';
import type { Account } from './account-token.ts';
import { contactCard } from './card.ts';
import { claim } from './claims.ts';
import { contactOf } from './contact-id.ts';
import { identify, joinPersons, type Known, NAMELESS } from './identify.ts';

/** Small numbers from a seed, the same for everybody. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const email = (value: string, verified = true): Known => ({ kind: 'email', value, shown: value, verified });
const account = (accountId: string, more: Partial<Account> = {}): Account => ({
  ...{ accountId, name: `Name of ${accountId}`, level: 'gold', value: 3, language: 'zh', ...more },
  known: [{ kind: 'account', value: accountId, shown: accountId, verified: true }, ...(more.known ?? [])],
});

for (const engine of testEngines) {
  describe(`contacts in ${engine.name}`, () => {
    let test: TestStore;
    let sessions: AccountSessions;
    before(async () => {
      test = await engine.start();
      sessions = new AccountSessions({ store: test.store, ids: uuidIds, clock: systemClock });
    });
    after(() => test[Symbol.asyncDispose]());
    beforeEach(() => test.store.write((db) => sql`truncate contacts, conversations cascade`.execute(db)));

    const see = (contactId: string, known: readonly Known[], displayName = contactId, atMs = 1) =>
      test.store.write((db) =>
        identify(db, uuidIds, { contactId, known, profile: { displayName }, source: 'test', atMs }),
      );
    const rootOf = async (contactId: string) =>
      (await test.store.read((db) => personOf(db, contactId)))?.rootId;

    it('joins two who have the same verified identity, at once, and says why', async () => {
      await see('a', [email('li@a.example')]);
      const { rootId, joined } = await see('b', [email('li@a.example')], 'b', 2);
      assert.equal(rootId, 'a');
      assert.deepEqual(
        joined.map(({ contactId, intoId }) => [contactId, intoId]),
        [['b', 'a']],
      );
      const [kept] = await test.store.read((db) => joinsOf(db, ['b']));
      assert.equal(kept?.cause, 'same-identity');
      assert.deepEqual(kept.evidence, [{ what: 'identity', kind: 'email', weight: 1 }]);
      assert.deepEqual((await see('b', [email('li@a.example')])).joined, []);
    });

    it('knows an identity once, whichever of those who are one it is seen of again', async () => {
      await see('a', [email('li@a.example')]);
      await see('b', [email('li@a.example')], 'b', 2);
      await see('b', [email('li@a.example')], 'b', 3);
      await see('b', [email('li@a.example', false)], 'b', 4);
      const person = await test.store.read((db) => personOf(db, 'a'));
      assert.deepEqual(
        person?.identities.map(({ value, verified }) => [value, verified]),
        [['li@a.example', true]],
      );
    });

    it('shows what somebody has proved, and not beside it that they said the same', async () => {
      await see('a', [email('li@a.example')]);
      await see('b', [email('li@a.example', false), email('other@a.example', false)], 'b', 2);
      const why = { cause: 'by-hand', evidence: [], byId: 'anna', atMs: 3 } as const;
      await test.store.write((db) => joinPersons(db, uuidIds, ['a', 'b'], why));
      const person = await test.store.read((db) => personOf(db, 'a'));
      assert.ok(person);
      assert.deepEqual(
        contactCard(person, [], [], []).identities.map(({ value, verified }) => [value, verified]),
        [
          ['li@a.example', true],
          ['other@a.example', false],
        ],
      );
    });

    it('keeps the name of who has one, not a number or an id that stands for it', async () => {
      const phone = {
        kind: 'phone',
        value: '+8613800000001',
        shown: '138 0000 0001',
        verified: true,
      } as const;
      await see('by-phone', [phone], phone.shown, 1);
      const { rootId } = await see('by-mail', [email('li@a.example'), phone], 'Li Wei', 9);
      assert.equal(rootId, 'by-mail');
      await see('guest', [], NAMELESS, 1);
      const other = {
        kind: 'phone',
        value: '+8613800000002',
        shown: '+8613800000002',
        verified: true,
      } as const;
      await see('by-number', [other], other.shown, 9);
      const why = { cause: 'by-hand', evidence: [], byId: 'anna', atMs: 10 } as const;
      const joined = await test.store.write((db) => joinPersons(db, uuidIds, ['guest', 'by-number'], why));
      assert.equal(joined?.intoId, 'by-number', 'a number says more than nothing');
    });

    it('only proposes to join two who claim the same, with a score and reasons', async () => {
      await see('a', [email('li@a.example')], 'Li Wei');
      const { joined } = await see('b', [email('li@a.example', false)], 'Li Wei');
      assert.deepEqual(joined, []);
      const [proposal] = await test.store.read((db) => proposalsOf(db, ['a']));
      assert.deepEqual([proposal?.contactId, proposal?.otherId, proposal?.score], ['a', 'b', 0.74]);
      assert.deepEqual(
        proposal?.reasons.map(({ what }) => what),
        ['claim', 'name'],
      );
    });

    it('does not propose again what somebody dismissed, nor join what somebody parted', async () => {
      await see('a', [email('li@a.example')]);
      await see('b', [email('li@a.example', false)]);
      const settled = { state: 'dismissed', by: 'anna', atMs: 5 } as const;
      assert.ok(await test.store.write((db) => settleProposal(db, ['b', 'a'], settled)));
      await see('b', [email('li@a.example', false)]);
      assert.deepEqual(await test.store.read((db) => proposalsOf(db, ['a'])), []);

      const { joined } = await see('c', [email('li@a.example')]);
      await test.store.write((db) => undoJoin(db, joined[0]?.joinId ?? '', 'anna', 6));
      assert.deepEqual((await see('c', [email('li@a.example')])).joined, []);
      assert.equal(await rootOf('c'), 'c');
      // People may do what programs may not.
      const why = { cause: 'by-hand', evidence: [], byId: 'anna', atMs: 7 } as const;
      assert.ok(await test.store.write((db) => joinPersons(db, uuidIds, ['a', 'c'], why)));
    });

    it('calls a person by the name that one of them has, though the guest was there before', async () => {
      await see('a', [], 'Guest');
      await see('b', [], 'Ada Berg');
      const why = { cause: 'by-hand', evidence: [], byId: 'anna', atMs: 7 } as const;
      await test.store.write((db) => joinPersons(db, uuidIds, ['a', 'b'], why));
      assert.equal(await rootOf('a'), 'b');
    });

    const say = (contactId: string, name: string, known: readonly Known[] = []) =>
      test.store.write((db) => claim(db, uuidIds, { contactId, sessionName: NAMELESS }, { name, known }, 5));
    const called = async (contactId: string) => {
      const [root] = (await test.store.read((db) => personOf(db, contactId)))?.contacts ?? [];
      return [root?.displayName, root?.nameClaimed];
    };

    it('calls somebody as they say, as claimed, until somebody else says so or something else', async () => {
      await say('a', 'Ada Berg', [email('ada@a.example', false)]);
      assert.deepEqual(await called('a'), ['Ada Berg', true]);
      await say('a', '', [email('ada@b.example', false)]);
      assert.deepEqual(await called('a'), ['Ada Berg', true], 'an address more says nothing of the name');
      await say('a', 'Bo');
      assert.deepEqual(await called('a'), ['Ada Berg', true], 'nobody is renamed');
      await see('a', [], 'Ada B.');
      assert.deepEqual(await called('a'), ['Ada B.', false]);
      await say('a', 'Ada Berg');
      assert.deepEqual(await called('a'), ['Ada B.', false]);
    });

    it('keeps a name that is known before one that is claimed, and that before a number', async () => {
      await say('a', 'Ada Berg');
      await see('b', [], 'Li Wei', 9);
      const why = { cause: 'by-hand', evidence: [], byId: 'anna', atMs: 10 } as const;
      await test.store.write((db) => joinPersons(db, uuidIds, ['a', 'b'], why));
      assert.deepEqual(await called('a'), ['Li Wei', false]);
      await see('n', [{ kind: 'phone', value: '+4915100000', shown: '0151', verified: true }], '0151', 1);
      await say('c', 'Cy');
      await test.store.write((db) => joinPersons(db, uuidIds, ['n', 'c'], why));
      assert.deepEqual(await called('n'), ['Cy', true]);
    });

    it('names whom somebody was joined to, where only they have a name', async () => {
      await see('n', [{ kind: 'phone', value: '+4915100000', shown: '0151', verified: true }], '0151', 1);
      await see('guest', [], NAMELESS, 2);
      const why = { cause: 'by-hand', evidence: [], byId: 'anna', atMs: 10 } as const;
      await test.store.write((db) => joinPersons(db, uuidIds, ['guest', 'n'], why));
      await say('guest', 'Cy');
      assert.deepEqual(await called('n'), ['Cy', true]);
    });

    it('believes a shop that calls its customer as the customer said, and keeps the claim where it names nobody', async () => {
      const visitorId = 'visitor-1';
      await say(contactOf(visitorId), 'Ada Berg');
      await sessions.start(account('A-1', { name: '' }), visitorId);
      assert.deepEqual(await called(contactOf(visitorId)), ['Ada Berg', true]);
      await sessions.start(account('A-1', { name: 'Ada Berg' }), visitorId);
      assert.deepEqual(await called(contactOf(visitorId)), ['Ada Berg', false]);
    });

    it('makes one person of many who come at once with the same mailbox', async () => {
      const names = Array.from({ length: 12 }, (_, i) => `n-${i}`);
      await Promise.all(names.map((name) => see(name, [email('li@a.example')])));
      assert.equal(new Set(await Promise.all(names.map(rootOf))).size, 1);
    });

    it('finds people by words of their names and by their identities', async () => {
      await see('a', [email('li@a.example')], '李 Wei');
      await see('b', [email('bo@a.example')], 'Bo');
      const find = (search: string) => test.store.read((db) => findContacts(db, { search, limit: 10 }));
      assert.deepEqual(await find('wei'), ['a']);
      assert.deepEqual(await find('LI@a.example'), ['a']);
      assert.deepEqual(await find('nobody'), []);
      assert.equal((await find('')).length, 2);
    });

    it('gives an account the same subject on every device, and no other account that', async () => {
      const first = await sessions.start(account('A-1'), 'customer-1');
      assert.equal(first.subjectId, 'customer-1');
      const devices = [undefined, 'customer-2', 'customer-1'];
      for (const device of devices)
        assert.equal((await sessions.start(account('A-1'), device)).subjectId, 'customer-1');
      const other = await sessions.start(account('A-2'), 'customer-1');
      assert.notEqual(other.subjectId, 'customer-1');
      assert.notEqual(await rootOf(contactOf(other.subjectId)), await rootOf(contactOf('customer-1')));
    });

    it('lets two devices that sign in at once be one customer', async () => {
      const started = await Promise.all(
        ['d-1', 'd-2', 'd-3'].map((device) => sessions.start(account('A-3'), device)),
      );
      assert.equal(new Set(started.map(({ subjectId }) => subjectId)).size, 1);
    });

    it('joins what a visitor wrote before signing in on a second device', async () => {
      await sessions.start(account('A-1'), 'customer-1');
      await see(contactOf('customer-9'), [], 'Guest');
      const { subjectId, joined } = await sessions.start(account('A-1'), 'customer-9');
      assert.equal(subjectId, 'customer-1');
      assert.deepEqual(
        joined.map(({ contactId }) => contactId),
        [contactOf('customer-9')],
      );
      const person = await test.store.read((db) => personOf(db, contactOf('customer-9')));
      assert.equal(person?.contacts[0]?.displayName, 'Name of A-1');
      assert.equal(person.contacts[0].level, 'gold');
    });

    it('never joins two accounts by itself, and says that they look like one', async () => {
      const known = [email('li@a.example')];
      const one = await sessions.start(account('A-1', { known }), undefined);
      const two = await sessions.start(account('A-2', { known }), undefined);
      const [a, b] = [contactOf(one.subjectId), contactOf(two.subjectId)];
      assert.notEqual(await rootOf(a), await rootOf(b));
      const [proposal] = await test.store.read((db) => proposalsOf(db, [b]));
      assert.deepEqual([proposal?.contactId, proposal?.otherId].sort(), [a, b].sort());
    });

    const snapshot = (db: Sql) =>
      Promise.all(
        (['contacts', 'identities', 'conversations', 'items'] as const).map(async (table) =>
          (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).sort(),
        ),
      );

    it('undoes joins exactly: in any order, and with items that came in between', async () => {
      for (const seed of [1, 2, 3, 4, 5]) {
        await test.store.write((db) => sql`truncate contacts, conversations cascade`.execute(db));
        const pick = seeded(seed);
        const names = Array.from({ length: 7 }, (_, i) => `c-${i}`);
        await test.store.write(async (db) => {
          for (const name of names) await addContact(db, name);
          await putHeads(
            db,
            names.map((name) => aHead(`v-${name}`, { contactId: name })),
          );
        });
        const start = await test.store.read(snapshot);
        const standing: { readonly joinId: string; readonly before: Awaited<ReturnType<typeof snapshot>> }[] =
          [];
        for (let step = 0; step < 12; step += 1) {
          const pair = [names[pick(7)] ?? '', names[pick(7)] ?? ''] as const;
          const before = await test.store.read(snapshot);
          const why = { cause: 'by-hand', evidence: [], byId: 'anna', atMs: step } as const;
          const made = await test.store.write((db) => joinPersons(db, uuidIds, pair, why));
          if (made !== undefined) standing.push({ joinId: made.joinId, before });
        }
        // The last join, taken back at once, leaves no trace.
        const last = standing.pop();
        assert.ok(last !== undefined, `seed ${seed}`);
        await test.store.write((db) => undoJoin(db, last.joinId, 'anna', 99));
        assert.deepEqual(await test.store.read(snapshot), last.before, `seed ${seed}`);
        assert.equal(await test.store.write((db) => undoJoin(db, last.joinId, 'anna', 100)), undefined);

        const items = names.map((name) => anItem(`v-${name}`, 1));
        await test.store.write((db) => putItems(db, items));
        const withItems = (await test.store.read(snapshot))[3];
        while (standing.length > 0) {
          const [{ joinId } = { joinId: '' }] = standing.splice(pick(standing.length), 1);
          await test.store.write((db) => undoJoin(db, joinId, 'anna', 99));
        }
        const [contacts, identities, heads] = start;
        assert.deepEqual(
          await test.store.read(snapshot),
          [contacts, identities, heads, withItems],
          `seed ${seed}`,
        );
      }
    });

    it('keeps with a contact what was joined below it when it is parted', async () => {
      await test.store.write(async (db) => {
        for (const name of ['a', 'b', 'c']) await addContact(db, name);
        const made = (joinId: string, contactId: string, intoId: string) =>
          join(db, { joinId, contactId, intoId, cause: 'by-hand', evidence: [], byId: 'anna', atMs: 1 });
        await made('j-1', 'a', 'b');
        await made('j-2', 'b', 'c');
        await undoJoin(db, 'j-2', 'anna', 2);
      });
      assert.deepEqual(await Promise.all(['a', 'b', 'c'].map(rootOf)), ['b', 'b', 'c']);
    });
  });
}
