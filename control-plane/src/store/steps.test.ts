import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Conversation, Item } from '@weft/proto';
import { isTaken } from './failure.ts';
import { headsOf } from './heads.ts';
import { itemsBefore } from './items.ts';
import { positionOf } from './positions.ts';
import { type Step, takeSteps } from './steps.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, anItem } from './testing/rows.ts';

const STREAM = 'TIMELINE';

for (const engine of testEngines) {
  describe(`steps in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
    });
    after(() => test[Symbol.asyncDispose]());

    const step = (partition: number, from: number, to: number, more: Partial<Step> = {}): Step => ({
      ...{ stream: STREAM, partition, from, to, heads: [], opened: [], items: [], ...more },
    });
    const opens = (head: Conversation, items: readonly Item[]): Partial<Step> => ({
      ...{ heads: [head], opened: [head], items },
    });
    const take = (...steps: readonly Step[]) => test.store.change((sql) => takeSteps(sql, steps));
    const taken = async (...steps: readonly Step[]) =>
      (await take(...steps)).map((kept) => kept !== undefined);
    const positions = (...partitions: readonly number[]) =>
      test.store.read((sql) => Promise.all(partitions.map((one) => positionOf(sql, STREAM, one))));
    const seqs = async (conversationId: string) => {
      const wanted = { conversationId, beforeSeq: 0, limit: 10, notes: true };
      return (await test.store.read((sql) => itemsBefore(sql, wanted))).map(({ seq }) => seq);
    };

    it('opens a conversation with its contact and items, and moves the position on with it', async () => {
      const head = aHead('conv-1', { contactId: 'new-1', contactName: 'Li Wei', lastSeq: 1 });
      assert.deepEqual(await taken(step(1, 0, 7, opens(head, [anItem('conv-1', 1)]))), [true]);
      const heads = await test.store.read((sql) => headsOf(sql, ['conv-1']));
      assert.deepEqual(heads.get('conv-1'), head);
      assert.deepEqual([await seqs('conv-1'), await positions(1)], [[1], [7]]);
    });

    it('keeps nothing of a step whose position is another one, and all of those beside it', async () => {
      const head = (id: string) => aHead(id, { contactId: 'new-2', contactName: 'Ben' });
      const steps = [
        step(2, 0, 5, opens(head('conv-2'), [anItem('conv-2', 1)])),
        step(3, 4, 9, opens(head('conv-3'), [anItem('conv-3', 1)])),
      ];
      assert.deepEqual(await taken(...steps), [true, false]);
      assert.deepEqual(await taken(...steps), [false, false]);
      assert.deepEqual(
        [await seqs('conv-2'), await seqs('conv-3'), await positions(2, 3)],
        [[1], [], [5, 0]],
      );
      assert.equal((await test.store.read((sql) => headsOf(sql, ['conv-3']))).size, 0);
    });

    it('lets one of two win who read the same position, at the beginning and later', async () => {
      for (const from of [0, 5]) {
        const both = await Promise.all(
          [5, 6].map((more) => taken(step(4, from, from === 0 ? 5 : from + more))),
        );
        assert.deepEqual(both.flat().sort(), [false, true], `from ${from}`);
      }
      assert.deepEqual((await taken(step(5, 0, 1), step(5, 0, 1))).sort(), [false, true]);
      assert.deepEqual((await taken(step(5, 1, 2), step(5, 1, 2))).sort(), [false, true]);
    });

    it('says whose a conversation is after all joins, and leaves it theirs', async () => {
      await test.store.write(async (sql) => {
        await addContact(sql, 'root', 'Li Wei');
        await addContact(sql, 'joined', 'Somebody');
        const joined = { joinedInto: 'root', rootId: 'root' };
        await sql.updateTable('contacts').set(joined).where('contactId', '=', 'joined').execute();
      });
      const head = aHead('conv-6', { contactId: 'joined', contactName: 'Somebody' });
      await take(step(6, 0, 1, opens(head, [])));
      const [contacts] = await take(step(6, 1, 2, { heads: [{ ...head, revision: 2, contactId: 'root' }] }));
      const { contactId, contactName } = contacts?.get('conv-6') ?? {};
      assert.deepEqual([contactId, contactName], ['root', 'Li Wei']);
      const rows = await test.store.read((sql) =>
        sql.selectFrom('conversations').select('contactId').where('conversationId', '=', 'conv-6').execute(),
      );
      assert.deepEqual(rows, [{ contactId: 'joined' }]);
    });

    it('refuses an item whose id its author has used, with all that comes with it', async () => {
      const head = aHead('conv-7', { contactId: 'new-7' });
      await take(step(7, 0, 1, opens(head, [anItem('conv-7', 1)])));
      const again = anItem('conv-7', 2, { clientId: 'client-1' });
      await assert.rejects(take(step(7, 1, 2, { items: [again] }), step(8, 0, 1)), isTaken);
      assert.deepEqual([await seqs('conv-7'), await positions(7, 8)], [[1], [1, 0]]);
    });
  });
}
