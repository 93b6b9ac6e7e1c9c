import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { OPEN_FILTER } from '@weft/proto';
import { conversationsFollowed, followersOfAll } from './followers.ts';
import { headsOf } from './heads.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, putHeads } from './testing/rows.ts';
import { countHeads, listHeads } from './views.ts';
import { countsFor, tallies } from './workload.ts';

const follower = (agentId: string, readSeq = 0, unread = 0) => ({
  ...{ agentId, agentName: agentId.toUpperCase(), readSeq, unread },
});

for (const engine of testEngines) {
  describe(`followed conversations in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (store) => {
        await addContact(store, 'contact-1', 'Li Wei');
        await putHeads(store, [
          aHead('c-1', { changedAtMs: 3, followers: [follower('anna', 4, 2), follower('ben')] }),
          aHead('c-2', { changedAtMs: 2, state: 'snoozed', agentId: 'ben', followers: [follower('anna')] }),
          aHead('c-3', {
            changedAtMs: 9,
            state: 'closed',
            followers: [follower("o'hara"), follower('anna')],
          }),
          aHead('c-4', { changedAtMs: 8, agentId: 'anna', state: 'assigned' }),
        ]);
      });
    });
    after(() => test[Symbol.asyncDispose]());

    const listed = async (agentId: string, cursor = '', limit = 9) => {
      const asked = { view: 'followed', agentId, cursor, limit, contactId: '', search: '' } as const;
      const page = await test.store.read((store) =>
        listHeads(store, { ...asked, tags: [], filter: OPEN_FILTER }),
      );
      return { ids: page.conversations.map(({ conversationId }) => conversationId), cursor: page.cursor };
    };

    it('are what an agent follows and is not over, last changed first, page by page', async () => {
      assert.deepEqual((await listed('anna')).ids, ['c-1', 'c-2']);
      assert.deepEqual((await listed('ben')).ids, ['c-1']);
      assert.deepEqual((await listed("o'hara")).ids, []);
      const first = await listed('anna', '', 1);
      assert.deepEqual(first.ids, ['c-1']);
      assert.deepEqual(await listed('anna', first.cursor, 1), { ids: ['c-2'], cursor: '' });
    });

    it('are counted for one agent as for all of them', async () => {
      const all = await test.store.read((store) => tallies(store));
      for (const [agentId, followed] of [['anna', 2] as const, ['ben', 1] as const, ['cleo', 0] as const]) {
        assert.equal((await test.store.read((store) => countHeads(store, agentId))).followed, followed);
        assert.equal(countsFor(all, agentId).followed, followed);
      }
    });

    it('keep how far each has read', async () => {
      const heads = await test.store.read((store) => headsOf(store, ['c-1']));
      assert.deepEqual(heads.get('c-1')?.followers, [follower('anna', 4, 2), follower('ben')]);
    });

    it('are found for who is to follow none any more, the ones that are over too', async () => {
      assert.deepEqual([...(await test.store.read((store) => followersOfAll(store)))].sort(), [
        'anna',
        'ben',
        "o'hara",
      ]);
      const some = (afterId: string) =>
        test.store.read((store) => conversationsFollowed(store, { agentId: 'anna', afterId, limit: 2 }));
      assert.deepEqual(await some(''), ['c-1', 'c-2']);
      assert.deepEqual(await some('c-2'), ['c-3']);
    });
  });
}
