import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ConversationFilter, WeftError } from '@weft/proto';
import { conversationsOfPerson, setContactField } from './field-values.ts';
import { addField, changeField, type FieldKind, fieldsOf, MAX_FIELDS, removeField } from './fields.ts';
import { headsOf } from './heads.ts';
import { countsOf } from './saved-filters.ts';
import { takeSteps } from './steps.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, putHeads } from './testing/rows.ts';

const BY = { changedBy: 'mei', changedAtMs: 1 };
const refusedAs = (code: string) => (error: unknown) => error instanceof WeftError && error.code === code;

for (const engine of testEngines) {
  describe(`the company’s own fields in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (sql) => {
        for (const contactId of ['root', 'joined', 'other']) await addContact(sql, contactId);
        await sql
          .updateTable('contacts')
          .set({ rootId: 'root', joinedInto: 'root' })
          .where('contactId', '=', 'joined')
          .execute();
        await putHeads(sql, [
          aHead('c-root', { contactId: 'root', changedAtMs: 3, fields: [{ key: 'device', value: 'lamp' }] }),
          aHead('c-joined', { contactId: 'joined', changedAtMs: 2 }),
          aHead('c-gone', { contactId: 'joined', state: 'closed', continuedIn: 'c-root' }),
          aHead('c-other', { contactId: 'other' }),
        ]);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    const add = (key: string, kind: FieldKind = 'text', choices: readonly string[] = []) =>
      test.store.write((sql) =>
        addField(sql, { subject: 'contact', key, kind }, { label: key.toUpperCase(), choices, ...BY }),
      );
    const set = (contactId: string, key: string, value: string, seen = '') =>
      test.store.write((sql) => setContactField(sql, contactId, { key, value, seen }, 9));
    const known = async (conversationId: string) =>
      (await test.store.read((sql) => headsOf(sql, [conversationId]))).get(conversationId)?.contactFields;
    const found = (filter: Parameters<typeof ConversationFilter.create>[0]) =>
      test.store.read((sql) =>
        countsOf(sql, '', [{ view: 'unassigned', filter: ConversationFilter.create(filter) }]),
      );

    it('are listed by label, changed by who saw them last, and come back after they were removed', async () => {
      await add('plan', 'choice', ['gold', 'basic']);
      await add('born', 'date');
      const listed = async () =>
        (await test.store.read(fieldsOf)).map(({ key, choices }) => [key, ...choices]);
      assert.deepEqual(await listed(), [['born'], ['plan', 'gold', 'basic']]);
      await assert.rejects(add('plan', 'choice', ['x']), refusedAs('CONFLICT'));
      const change = (revision: number) =>
        test.store.write((sql) =>
          changeField(
            sql,
            { subject: 'contact', key: 'plan', revision },
            { label: 'A', choices: ['gold'], ...BY },
          ),
        );
      assert.equal((await change(1)).revision, 2);
      await assert.rejects(change(1), refusedAs('CONFLICT'));
      assert.deepEqual(await listed(), [['plan', 'gold'], ['born']]);
      await test.store.write((sql) => removeField(sql, { subject: 'contact', key: 'plan' }, BY));
      assert.deepEqual(await listed(), [['born']]);
      await assert.rejects(change(3), refusedAs('CONFLICT'));
      await assert.rejects(add('plan', 'number'), refusedAs('BAD_REQUEST'));
      await add('plan', 'choice', ['silver']);
      assert.deepEqual(await listed(), [['born'], ['plan', 'silver']]);
    });

    it('are no more than every head of a list can carry', async () => {
      const there = (await test.store.read(fieldsOf)).length;
      for (let i = there; i < MAX_FIELDS; i += 1) await add(`field-${i}`);
      await assert.rejects(add('one-more'), refusedAs('NOT_AVAILABLE'));
    });

    it('say of a person what the first of the joined contacts says, the root before all others', async () => {
      // As it was before the two were joined.
      await test.store.write((sql) =>
        sql
          .updateTable('contacts')
          .set({ fields: JSON.stringify({ plan: 'basic', born: '1990-04-01' }) })
          .where('contactId', '=', 'joined')
          .execute(),
      );
      const born = { key: 'born', value: '1990-04-01' };
      assert.deepEqual(await known('c-root'), [born, { key: 'plan', value: 'basic' }]);
      assert.equal(await set('joined', 'plan', 'gold', 'basic'), true);
      assert.deepEqual(await known('c-joined'), [born, { key: 'plan', value: 'gold' }]);
      assert.deepEqual(await found({ contactFields: [{ key: 'plan', value: 'gold' }, born] }), [2]);
      assert.deepEqual(await found({ contactFields: [{ key: 'plan', value: 'basic' }] }), [0]);
      // Taken away, a joined contact's value does not come up in its place.
      assert.equal(await set('root', 'plan', '', 'gold'), true);
      assert.deepEqual(await known('c-root'), [born]);
      assert.deepEqual(await found({ contactFields: [{ key: 'plan', value: 'basic' }] }), [0]);
      assert.deepEqual(await known('c-other'), []);
    });

    it('are not overwritten unseen, and said twice are said once', async () => {
      assert.equal(await set('other', 'plan', 'gold'), true);
      assert.equal(await set('other', 'plan', 'gold'), false);
      await assert.rejects(set('other', 'plan', 'basic'), refusedAs('CONFLICT'));
      await assert.rejects(set('nobody', 'plan', 'basic'), refusedAs('RECORD_NOT_FOUND'));
      assert.deepEqual(await known('c-other'), [{ key: 'plan', value: 'gold' }]);
    });

    it('of a conversation are kept with its head, told with its contact’s, and found by filters', async () => {
      assert.deepEqual(await found({ fields: [{ key: 'device', value: 'lamp' }] }), [1]);
      assert.deepEqual(await found({ fields: [{ key: 'device', value: 'lam' }] }), [0]);
      const head = aHead('c-other', {
        contactId: 'other',
        revision: 2,
        fields: [{ key: 'device', value: 'it’s "x"' }],
      });
      const step = { stream: 's', partition: 1, from: 0, to: 1, heads: [head], opened: [], items: [] };
      const [contacts] = await test.store.change((sql) => takeSteps(sql, [step]));
      assert.deepEqual(contacts?.get('c-other')?.contactFields, [{ key: 'plan', value: 'gold' }]);
      const kept = (await test.store.read((sql) => headsOf(sql, ['c-other']))).get('c-other');
      assert.deepEqual(kept?.fields, head.fields);
      assert.deepEqual(await found({ fields: head.fields }), [1]);
    });

    it('are shown in the conversations of the person that go on, the last changed first', async () => {
      for (const contactId of ['root', 'joined'])
        assert.deepEqual(await test.store.read((sql) => conversationsOfPerson(sql, contactId)), [
          'c-root',
          'c-joined',
        ]);
    });
  });
}
