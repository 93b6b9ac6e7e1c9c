import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { OPEN_FILTER } from '@weft/proto';
import { listRatings } from '../store/ratings.ts';
import { type TestStore, testEngines } from '../store/testing/engines.ts';
import { addContact, aHead, anItem, putHeads } from '../store/testing/rows.ts';
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
}
