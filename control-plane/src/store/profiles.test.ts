import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { callerOf } from './callers.ts';
import { headsOf } from './heads.ts';
import { takeSteps } from './steps.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, putHeads } from './testing/rows.ts';
import { waitingHeads } from './workload.ts';

const NOBODY = ['', 0, ''];
const GOLD = ['gold', 70, 'zh-CN'];

for (const engine of testEngines) {
  describe(`what is known of customers in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (sql) => {
        for (const contactId of ['by-phone', 'account', 'nobody']) await addContact(sql, contactId);
        // The account was joined into who had called before, of whom a language is known.
        await sql
          .updateTable('contacts')
          .set({ level: 'gold', value: 70, language: 'en', rootId: 'by-phone', joinedInto: 'by-phone' })
          .where('contactId', '=', 'account')
          .execute();
        await sql
          .updateTable('contacts')
          .set({ language: 'zh-CN', nameClaimed: true })
          .where('contactId', '=', 'by-phone')
          .execute();
        const waits = (conversationId: string, contactId: string, waitingSinceMs: number, priority = 0) =>
          aHead(conversationId, { contactId, waitingSinceMs, priority });
        await putHeads(sql, [
          waits('c-phone', 'by-phone', 20),
          waits('c-account', 'account', 10),
          waits('c-nobody', 'nobody', 10),
          waits('c-urgent', 'nobody', 30, 100),
        ]);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    it('is what any of the joined contacts knows, the first of them first, at each conversation of the person', async () => {
      const heads = await test.store.read((sql) => headsOf(sql, ['c-phone', 'c-account', 'c-nobody']));
      const known = (id: string) => {
        const head = heads.get(id);
        return [head?.contactLevel, head?.contactValue, head?.contactLanguage];
      };
      const names = ['c-phone', 'c-account', 'c-nobody'].map((id) => heads.get(id)?.contactNameClaimed);
      assert.deepEqual(names, [true, true, false], 'whose name is only said');
      assert.deepEqual([known('c-phone'), known('c-account'), known('c-nobody')], [GOLD, GOLD, NOBODY]);
    });

    it('is told of a conversation that changed', async () => {
      const head = aHead('c-account', { contactId: 'account', waitingSinceMs: 10, revision: 2 });
      const step = { stream: 's', partition: 1, from: 0, to: 1, heads: [head], opened: [], items: [] };
      const [contacts] = await test.store.change((sql) => takeSteps(sql, [step]));
      assert.deepEqual(contacts?.get('c-account'), {
        ...{ contactId: 'by-phone', contactName: 'by-phone', contactNameClaimed: true },
        ...{ contactLevel: 'gold', contactValue: 70, contactLanguage: 'zh-CN', contactFields: [] },
      });
    });

    it('is found for a call, and of whom nothing is known nothing is', async () => {
      const of = (contactId: string, conversationId = 'none') =>
        test.store.read((sql) => callerOf(sql, { contactId, conversationId }));
      const gold = { level: 'gold', value: 70, language: 'zh-CN', blockedAtMs: 0, agentId: '' };
      assert.deepEqual(await of('account'), gold);
      assert.deepEqual(await of('account', 'c-account'), gold);
      const unknown = { level: '', value: 0, language: '', blockedAtMs: 0, agentId: '' };
      assert.deepEqual(await of('nobody'), unknown);
      assert.deepEqual([await of('never-seen'), await of('never-seen', 'c-nobody')], [undefined, unknown]);
    });

    it('comes with whose the conversation is that theirs goes on in, and whether they are blocked there', async () => {
      const of = (contactId: string, conversationId: string) =>
        test.store.read((sql) => callerOf(sql, { contactId, conversationId }));
      await test.store.write((sql) =>
        putHeads(sql, [
          aHead('own', { contactId: 'account', agentId: 'ann', blockedAtMs: 5, continuedIn: 'next' }),
          aHead('next', { contactId: 'by-phone', previousAgentId: 'bob', continuedIn: 'strange' }),
          // Not the same person's: a join that was taken back.
          aHead('strange', { contactId: 'nobody', agentId: 'cy', blockedAtMs: 7 }),
          aHead('blocked', { contactId: 'nobody', agentId: 'dee', previousAgentId: 'bob', blockedAtMs: 9 }),
          aHead('ring', { contactId: 'nobody', agentId: 'eve', continuedIn: 'ring' }),
        ]),
      );
      const known = async (contactId: string, conversationId: string) => {
        const caller = await of(contactId, conversationId);
        return [caller?.agentId, caller?.blockedAtMs];
      };
      assert.deepEqual(await known('account', 'own'), ['bob', 0]);
      assert.deepEqual(await known('nobody', 'blocked'), ['dee', 9]);
      assert.deepEqual(await known('nobody', 'ring'), ['eve', 0]);
    });

    it('what waits is read part by part, and nothing of it twice', async () => {
      const read: string[] = [];
      let [last] = await test.store.read((sql) => waitingHeads(sql, 1));
      while (last !== undefined) {
        const place = last;
        read.push(place.conversationId);
        [last] = await test.store.read((sql) => waitingHeads(sql, 1, place));
      }
      assert.deepEqual(read, ['c-urgent', 'c-account', 'c-nobody', 'c-phone']);
    });
  });
}
