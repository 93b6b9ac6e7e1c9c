import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isTaken } from './failure.ts';
import { headsOf, presentHead } from './heads.ts';
import { itemKeyText, itemsAt, itemsBefore, itemsSince, knownItems } from './items.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from './testing/rows.ts';

for (const engine of testEngines) {
  describe(`a timeline in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1', 'Li Wei');
        await putHeads(
          sql,
          ['conv-1', 'conv-2', 'conv-3', 'conv-4'].map((id) => aHead(id)),
        );
      });
    });
    after(() => test[Symbol.asyncDispose]());

    it('gives back a head as it was put, with the name of its contact', async () => {
      const head = aHead('conv-head', {
        ...{
          state: 'assigned',
          agentId: 'anna',
          agentName: 'Anna',
          lastSeq: 3,
          revision: 9,
          preview: '你好 😀',
        },
        ...{ previewAuthor: 'customer', tags: ['vip', 'a,"b"'], priority: -2, unread: 4, callId: 'call-1' },
        page: { url: 'https://shop.example/?q="', title: 'Shop', locale: 'zh', atMs: 5 },
      });
      await test.store.write((sql) => putHeads(sql, [head]));
      const [read] = (await test.store.read((sql) => headsOf(sql, ['conv-head', 'none']))).values();
      assert.deepEqual(read, { ...head, contactName: 'Li Wei' });
    });

    it('leaves a head alone that is of a later revision', async () => {
      await test.store.write((sql) => putHeads(sql, [aHead('conv-late', { revision: 5, preview: 'new' })]));
      await test.store.write((sql) => putHeads(sql, [aHead('conv-late', { revision: 4, preview: 'old' })]));
      const heads = await test.store.read((sql) => headsOf(sql, ['conv-late']));
      assert.equal(heads.get('conv-late')?.preview, 'new');
    });

    it('gives back every kind of item as it was put', async () => {
      const items = [
        anItem('conv-1', 1, { body: { case: 'text', value: 'Ünï\u202e 😀 "quoted" \\ \n' } }),
        anItem('conv-1', 2, {
          body: {
            case: 'attachment',
            value: {
              attachmentId: 'att-1',
              fileName: 'a.png',
              mediaType: 'image/png',
              bytes: 3,
              width: 1,
              height: 2,
            },
          },
        }),
        anItem('conv-1', 3, { body: { case: 'call', value: { callId: 'call-1', kind: 'video', moves: 1 } } }),
        anItem('conv-1', 4, {
          author: { kind: 'system' },
          body: { case: 'event', value: { kind: 'assigned', subject: 'Anna' } },
        }),
        anItem('conv-1', 5, { note: true, mentions: ['anna', 'bo'], author: { kind: 'agent', id: 'anna' } }),
        anItem('conv-1', 6, { deleted: true, body: undefined, editedAtMs: 7 }),
      ];
      await test.store.write((sql) => putItems(sql, items));
      const wanted = { conversationId: 'conv-1', beforeSeq: 0, limit: 10, notes: true };
      assert.deepEqual(await test.store.read((sql) => itemsBefore(sql, wanted)), items);
      const one = await test.store.read((sql) => itemsAt(sql, [{ conversationId: 'conv-1', seq: 3 }]));
      assert.deepEqual(one, [items[2]]);
    });

    it('keeps what can be kept of a text that no database takes', async () => {
      const author = { kind: 'customer', id: 'x\0y', displayName: '\0' } as const;
      const item = { ...anItem('conv-4', 1), author, body: { case: 'text', value: 'a\0b\ud800c' } } as const;
      await test.store.write((sql) => putItems(sql, [item]));
      const [kept] = await test.store.read((sql) => itemsAt(sql, [{ conversationId: 'conv-4\0', seq: 1 }]));
      assert.deepEqual(kept?.body, { case: 'text', value: 'ab\ufffdc' });
      assert.deepEqual(kept.author, { kind: 'customer', id: 'xy', displayName: '' });
    });

    it('shows notes to nobody who may not see them', async () => {
      const wanted = { conversationId: 'conv-1', beforeSeq: 0, sinceRevision: 0, limit: 10, notes: false };
      const before = await test.store.read((sql) => itemsBefore(sql, wanted));
      const since = await test.store.read((sql) => itemsSince(sql, wanted));
      assert.deepEqual(
        [before, since].map((items) => items.filter(({ note }) => note).length),
        [0, 0],
      );
    });

    it('answers "since R" with what changed later, in the order of the changes', async () => {
      const items = [1, 2, 3, 4, 5].map((seq) => anItem('conv-2', seq));
      await test.store.write((sql) => putItems(sql, items));
      const edited = anItem('conv-2', 2, {
        revision: 6,
        editedAtMs: 9,
        body: { case: 'text', value: 'edited' },
      });
      const read = anItem('conv-2', 1, { revision: 7, status: 'read' });
      await test.store.write((sql) => putItems(sql, [edited, read]));
      const since = (sinceRevision: number, limit: number) =>
        test.store.read((sql) =>
          itemsSince(sql, { conversationId: 'conv-2', sinceRevision, limit, notes: true }),
        );
      assert.deepEqual(await since(4, 10), [items[4], edited, read]);
      assert.deepEqual(await since(4, 2), [items[4], edited]);
      assert.deepEqual(await since(7, 10), []);
    });

    it('does not let an earlier change of an item undo a later one', async () => {
      await test.store.write((sql) => putItems(sql, [anItem('conv-2', 1, { revision: 7, status: 'sent' })]));
      const [item] = await test.store.read((sql) => itemsAt(sql, [{ conversationId: 'conv-2', seq: 1 }]));
      assert.equal(item?.status, 'read');
    });

    it('knows the items that a client sent before, and refuses the same one twice', async () => {
      await test.store.write((sql) => putItems(sql, [anItem('conv-3', 1)]));
      const key = {
        conversationId: 'conv-3',
        authorKind: 'customer',
        authorId: 'contact-1',
        clientId: 'client-1',
      };
      const others = [
        { ...key, clientId: 'client-2' },
        { ...key, authorKind: 'agent' },
      ];
      const known = await test.store.read((sql) => knownItems(sql, [key, ...others]));
      assert.deepEqual([...known], [[itemKeyText(key), 1]]);
      const twice = anItem('conv-3', 2, { clientId: 'client-1' });
      await assert.rejects(
        test.store.write((sql) => putItems(sql, [twice])),
        isTaken,
      );
    });

    it('finds the present conversation: an open one before a closed one, then the newest', async () => {
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-2');
        const of = { contactId: 'contact-2' } as const;
        await putHeads(sql, [
          aHead('conv-a', { ...of, changedAtMs: 10 }),
          aHead('conv-b', { ...of, changedAtMs: 20, state: 'assigned' }),
          aHead('conv-c', { ...of, changedAtMs: 30, state: 'closed' }),
        ]);
      });
      const head = await test.store.read((sql) => presentHead(sql, 'contact-2'));
      assert.equal(head?.conversationId, 'conv-b');
      assert.equal(await test.store.read((sql) => presentHead(sql, 'contact-none')), undefined);
    });
  });
}
