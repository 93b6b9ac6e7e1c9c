import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { OPEN_FILTER } from '@weft/proto';
import { beginDeliveries } from '../store/deliveries.ts';
import { listRatings } from '../store/ratings.ts';
import { type TestStore, testEngines } from '../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from '../store/testing/rows.ts';
import { countHeads } from '../store/views.ts';
import type { ChangeRecord } from './change.ts';
import { KeptTimelines } from './kept-timelines.ts';
import type { ListQuestion } from './timeline-store.ts';

const AGENTS = Array.from({ length: 20 }, (_, index) => `agent-${index}`);
const question = (view: ListQuestion['view'], agentId: string): ListQuestion => ({
  ...{ view, agentId, cursor: '', limit: 50, contactId: '', search: '', tags: [], filter: OPEN_FILTER },
});

for (const engine of testEngines) {
  describe(`lists of many desks in ${engine.name}`, () => {
    let test: TestStore;
    let timelines: KeptTimelines;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1', 'Li Wei');
        await putHeads(sql, [
          ...AGENTS.map((agentId) => aHead(`of-${agentId}`, { state: 'assigned', agentId })),
          aHead('waits', { state: 'waiting' }),
          aHead('over', { state: 'closed', agentId: 'agent-1' }),
        ]);
      });
      timelines = new KeptTimelines(test.store);
    });
    after(() => test[Symbol.asyncDispose]());

    it('are read once for all who see the same', async () => {
      const read = mock.method(test.store, 'read');
      const pages = await Promise.all(AGENTS.map((agentId) => timelines.list(question('all', agentId))));
      assert.equal(read.mock.callCount(), 1);
      for (const { conversations } of pages) assert.equal(conversations.length, AGENTS.length + 1);
      read.mock.restore();
    });

    it('are each agent’s own where they differ, and still read at once', async () => {
      const read = mock.method(test.store, 'read');
      const pages = await Promise.all(AGENTS.map((agentId) => timelines.list(question('mine', agentId))));
      assert.deepEqual(
        pages.map(({ conversations }) => conversations.map(({ conversationId }) => conversationId)),
        AGENTS.map((agentId) => [`of-${agentId}`]),
      );
      assert.equal(read.mock.callCount(), 1);
      read.mock.restore();
    });

    it('are as they are after whoever asks has changed them, also while others are answered', async () => {
      const before = timelines.list(question('unassigned', 'agent-1'));
      await test.store.write((sql) => putHeads(sql, [aHead('waits-too', { state: 'waiting' })]));
      const later = await timelines.list(question('unassigned', 'agent-2'));
      assert.ok(later.conversations.some(({ conversationId }) => conversationId === 'waits-too'));
      await before;
    });

    it('have the counts that each agent’s own statement gives', async () => {
      const read = mock.method(test.store, 'read');
      const counts = await Promise.all(AGENTS.map((agentId) => timelines.counts([agentId])));
      assert.equal(read.mock.callCount(), 1);
      read.mock.restore();
      for (const [index, agentId] of AGENTS.entries()) {
        const own = await test.store.read((sql) => countHeads(sql, agentId));
        assert.deepEqual({ ...counts[index]?.get(agentId) }, { ...own });
      }
    });

    it('keep no word of a rating that is erased, neither in the timeline nor in the list of ratings', async () => {
      const list = () =>
        test.store.read((sql) =>
          listRatings(sql, { fromMs: 0, toMs: 9_999, below: 6, limit: 9, before: undefined }),
        );
      const rating = { stars: 2, comment: 'my illness', agentId: 'agent-1', early: false };
      const step = async (at: number, revision: number, detail: string, record: ChangeRecord) => {
        const head = aHead('over', { state: 'closed', revision, lastSeq: 1 });
        const body = { case: 'event', value: { kind: 'rated', subject: '2', detail } } as const;
        const item = anItem('over', 1, { revision, author: { kind: 'system' }, body });
        const from = { streamId: 'stream', at };
        const change = { head, before: head, items: [item], records: [record] };
        const { is } = await timelines.apply(0, from, { ...from, at: at + 1 }, [change]);
        assert.equal(is, 'kept');
      };
      await step(0, 2, 'my illness', { rating });
      assert.deepEqual(
        (await list()).map(({ stars, comment }) => [stars, comment]),
        [[2, 'my illness']],
      );
      await step(1, 3, '', { redacted: true, erasedComment: 'my illness' });
      assert.deepEqual(
        (await list()).map(({ stars, comment }) => [stars, comment]),
        [[2, '']],
      );
      const items = await timelines.itemsSince('over', 0, 9);
      assert.ok(!JSON.stringify(items).includes('illness'));
    });
  });

  describe(`edits of what is to go out, kept in ${engine.name}`, () => {
    let test: TestStore;
    let timelines: KeptTimelines;
    const author = { kind: 'agent', id: 'anna', displayName: 'Anna' } as const;
    const sms = { author, channel: 'sms', status: 'queued-out' } as const;
    const edit = (at: number, seq: number) => {
      const head = aHead('conv-1', { channel: 'sms', revision: 10 + at, lastSeq: 2 });
      const body = { case: 'text', value: 'mended' } as const;
      const item = anItem('conv-1', seq, { ...sms, revision: 10 + at, body });
      const mended = { eventId: `edit-${seq}`, seq, revision: seq };
      const change = { head, before: head, items: [item], records: [{ redacted: true, mended } as const] };
      const from = { streamId: 'stream', at };
      return timelines.apply(0, from, { ...from, at: at + 1 }, [change]);
    };
    before(async () => {
      test = await engine.start();
      timelines = new KeptTimelines(test.store);
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1', 'Li Wei');
        await putHeads(sql, [aHead('conv-1', { channel: 'sms' })]);
        await putItems(sql, [anItem('conv-1', 1, sms), anItem('conv-1', 2, sms)]);
      });
    });
    after(() => test[Symbol.asyncDispose]());
    const row = (seq: number) => ({
      ...{ conversationId: 'conv-1', seq, revision: seq, accountId: 'sms', state: 'sending' as const },
      ...{ tries: 1, segments: 1, code: '', atMs: 1 },
    });
    const words = async (seq: number) =>
      (await timelines.itemsSince('conv-1', 0, 9)).find((item) => item.seq === seq)?.body?.value;

    it('are kept where nobody has prepared it, and it does not go as it was', async () => {
      assert.equal((await edit(0, 1)).is, 'kept');
      assert.equal(await words(1), 'mended');
      assert.deepEqual(await test.store.write((sql) => beginDeliveries(sql, [row(1)])), []);
    });

    it('are refused where it is on its way, and change nothing', async () => {
      const begun = await test.store.write((sql) => beginDeliveries(sql, [row(2)]));
      assert.equal(begun.length, 1);
      assert.deepEqual(await edit(1, 2), { is: 'taken', eventIds: ['edit-2'] });
      assert.equal(await words(2), 'text 2');
      assert.deepEqual(await timelines.position('stream', 0), { streamId: 'stream', at: 1 });
    });
  });
}
