import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { draftsOf, putDraft } from './drafts.ts';
import { putErasure } from './erasures.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, putHeads } from './testing/rows.ts';

for (const engine of testEngines) {
  describe(`drafts in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
    });
    after(() => test[Symbol.asyncDispose]());

    const write = (agentId: string, conversationId: string, reply: string, atMs: number) =>
      test.store.write((sql) =>
        putDraft(sql, { agentId, conversationId, mode: 'reply', reply, note: '', atMs }),
      );
    const known = async (agentId: string) =>
      (await test.store.read((sql) => draftsOf(sql, agentId))).map(({ conversationId }) => conversationId);

    it('are an agent’s own, last written first, and no more than two hundred', async () => {
      for (let at = 0; at <= 200; at += 1) await write('anna', `c-${at}`, 'Dear', 1_000 + at);
      await write('ben', 'c-0', 'Dear', 1);
      const drafts = await known('anna');
      assert.deepEqual([drafts.length, drafts[0], drafts.at(-1)], [200, 'c-200', 'c-1']);
      assert.deepEqual(await known('ben'), ['c-0']);
    });

    it('with a note alone are kept, and without any text they are not', async () => {
      const draft = { agentId: 'cy', conversationId: 'c-1', mode: 'note', reply: '', atMs: 1 } as const;
      await test.store.write((sql) => putDraft(sql, { ...draft, note: 'call back' }));
      assert.deepEqual(await known('cy'), ['c-1']);
      await test.store.write((sql) => putDraft(sql, { ...draft, note: '' }));
      assert.deepEqual(await known('cy'), []);
    });

    it('to somebody who is to be forgotten go, in every conversation of theirs', async () => {
      await test.store.write(async (sql) => {
        for (const contactId of ['phone', 'account', 'other']) await addContact(sql, contactId);
        await sql
          .updateTable('contacts')
          .set({ rootId: 'phone', joinedInto: 'phone' })
          .where('contactId', '=', 'account')
          .execute();
        await putHeads(
          sql,
          ['phone', 'account', 'other'].map((contactId) => aHead(`c-${contactId}`, { contactId })),
        );
      });
      for (const id of ['c-phone', 'c-account', 'c-other']) await write('dee', id, 'About your order', 1);
      await test.store.write((sql) => putErasure(sql, { contactId: 'account', atMs: 2 }));
      assert.deepEqual(await known('dee'), ['c-other']);
    });
  });
}
