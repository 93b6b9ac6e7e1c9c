import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type TestStore, testEngines } from '../../store/testing/engines.ts';
import { addContact, aHead, putHeads } from '../../store/testing/rows.ts';
import { Whereabouts } from './whereabouts.ts';

const undoing = new Error('nothing of it is kept');

for (const engine of testEngines) {
  describe(`whose words a batch brings, looked up in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (sql) => {
        for (const contactId of ['ann', 'bo', 'cy']) await addContact(sql, contactId);
        await putHeads(sql, [
          aHead('of-ann', { contactId: 'ann', changedAtMs: 3_000 }),
          aHead('over-of-bo', { contactId: 'bo', state: 'closed', changedAtMs: 9_000 }),
          aHead('older-of-bo', { contactId: 'bo', changedAtMs: 2_000 }),
          aHead('of-bo', { contactId: 'bo', changedAtMs: 4_000 }),
        ]);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    it('goes to the newest conversation that is open, and to none of strangers', async () => {
      await test.store.read(async (sql) => {
        const whereabouts = new Whereabouts(sql, ['ann', 'bo', 'cy']);
        assert.deepEqual(await whereabouts.of('ann'), { contactIds: ['ann'], conversationId: 'of-ann' });
        assert.deepEqual(await whereabouts.of('bo'), { contactIds: ['bo'], conversationId: 'of-bo' });
        assert.deepEqual(await whereabouts.of('cy'), { contactIds: ['cy'], conversationId: undefined });
        assert.deepEqual(await whereabouts.of('dee'), { contactIds: ['dee'], conversationId: undefined });
      });
    });

    it('follows who was joined on the way, also for those who were looked up before', async () => {
      const joining = test.store.write(async (sql) => {
        const whereabouts = new Whereabouts(sql, ['ann', 'bo']);
        assert.equal((await whereabouts.of('ann')).conversationId, 'of-ann');
        await sql
          .updateTable('contacts')
          .set({ joinedInto: 'bo', rootId: 'bo' })
          .where('contactId', '=', 'ann')
          .execute();
        whereabouts.met('ann');
        assert.deepEqual(await whereabouts.of('ann'), {
          ...{ contactIds: ['bo', 'ann'], conversationId: 'of-bo' },
        });
        assert.deepEqual((await whereabouts.of('bo')).contactIds, ['bo', 'ann']);
        throw undoing;
      });
      await assert.rejects(joining, undoing);
    });
  });
}
