import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { attachmentOf, attachmentPosted, forgetUnposted, putAttachment } from './attachments.ts';
import { headOfCall, openHeads, setDisposition } from './heads.ts';
import { markRead, readMarks } from './read-marks.ts';
import type { StoredAttachment } from './tables.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, putHeads } from './testing/rows.ts';
import { focusWatcher, unwatchBefore, unwatchSessions, watch, watchersOf } from './watchers.ts';

for (const engine of testEngines) {
  describe(`what is kept beside timelines in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1');
        const states = ['waiting', 'assigned', 'closed', 'waiting'] as const;
        await putHeads(
          sql,
          states.map((state, i) => aHead(`conv-${i}`, { state, callId: i === 1 ? 'call-1' : '' })),
        );
      });
    });
    after(() => test[Symbol.asyncDispose]());

    it('pages through the open conversations for whoever takes them over', async () => {
      const page = (afterId: string) => test.store.read((sql) => openHeads(sql, afterId, 2));
      const ids = (heads: Awaited<ReturnType<typeof page>>) =>
        heads.map(({ conversationId }) => conversationId);
      assert.deepEqual(ids(await page('')), ['conv-0', 'conv-1']);
      assert.deepEqual(ids(await page('conv-1')), ['conv-3']);
    });

    it('finds the conversation that a call is in', async () => {
      const find = (callId: string) => test.store.read((sql) => headOfCall(sql, callId));
      assert.equal((await find('call-1'))?.conversationId, 'conv-1');
      assert.equal(await find('call-2'), undefined);
    });

    it('keeps what a conversation was closed as over its later changes', async () => {
      const kept = await test.store.write(async (sql) => {
        await setDisposition(sql, 'conv-2', 'solved');
        await putHeads(sql, [aHead('conv-2', { state: 'closed', revision: 2 })]);
        return sql
          .selectFrom('conversations')
          .select('disposition')
          .where('conversationId', '=', 'conv-2')
          .execute();
      });
      assert.deepEqual(kept, [{ disposition: 'solved' }]);
    });

    it('knows who watches and who looks, until their session ends or they are too many', async () => {
      const { store } = test;
      const watcher = { subjectId: 'anna', role: 'agent', displayName: 'Anna' } as const;
      const watches = (sessionId: string, conversationId: string, sinceMs: number, most = 9) =>
        store.write((sql) => watch(sql, { ...watcher, sessionId, conversationId, sinceMs }, most));
      await watches('s-1', 'conv-1', 1);
      await watches('s-1', 'conv-2', 2);
      await watches('s-2', 'conv-1', 3);
      await watches('s-1', 'conv-1', 4);
      const looks = (conversationId: string) =>
        store.write((sql) => focusWatcher(sql, { ...watcher, sessionId: 's-1', conversationId, sinceMs: 5 }));
      assert.deepEqual(await looks('conv-3'), []);
      assert.deepEqual(await looks('conv-1'), ['conv-3']);
      const found = async () =>
        (await store.read((sql) => watchersOf(sql, ['conv-1', 'conv-2', 'conv-3'])))
          .map(({ sessionId, conversationId, focused }) => `${sessionId} ${conversationId} ${focused}`)
          .sort();
      assert.deepEqual(await found(), [
        's-1 conv-1 true',
        's-1 conv-2 false',
        's-1 conv-3 false',
        's-2 conv-1 false',
      ]);
      assert.deepEqual(await store.write((sql) => unwatchSessions(sql, ['s-1', 's-9'])), [['conv-1'], []]);
      assert.deepEqual(await found(), ['s-2 conv-1 false']);
      await watches('s-3', 'conv-1', 9, 1);
      assert.deepEqual(await found(), ['s-3 conv-1 false']);
      await store.write((sql) => unwatchBefore(sql, 10));
      assert.deepEqual(await found(), []);
    });

    it('never moves back how far an agent has read', async () => {
      const mark = { agentId: 'anna', conversationId: 'conv-1' };
      await test.store.write(async (sql) => {
        for (const seq of [4, 9, 2]) await markRead(sql, { ...mark, seq });
      });
      const marks = await test.store.read((sql) => readMarks(sql, 'anna', ['conv-1', 'conv-2']));
      assert.deepEqual([...marks], [['conv-1', 9]]);
    });

    it('forgets files that were never posted, and keeps the others', async () => {
      const file: Omit<StoredAttachment, 'attachmentId'> = {
        ...{
          conversationId: 'conv-1',
          authorKind: 'customer' as const,
          authorId: 'c',
          fileName: '../x',
          posted: false,
        },
        ...{ mediaType: 'image/png', bytes: 3, width: 0, height: 0, thumbnail: false, sha256: 'ab', atMs: 5 },
      };
      await test.store.write(async (sql) => {
        for (const attachmentId of ['a-1', 'a-2']) await putAttachment(sql, { ...file, attachmentId });
        await putAttachment(sql, { ...file, attachmentId: 'a-3', atMs: 50 });
        await attachmentPosted(sql, 'a-2');
      });
      assert.deepEqual(await test.store.write((sql) => forgetUnposted(sql, 10, 100)), ['a-1']);
      const [gone, kept] = await test.store.read((sql) =>
        Promise.all(['a-1', 'a-2'].map((id) => attachmentOf(sql, id))),
      );
      assert.equal(gone, undefined);
      assert.deepEqual(kept, { ...file, attachmentId: 'a-2', posted: true });
    });
  });
}
