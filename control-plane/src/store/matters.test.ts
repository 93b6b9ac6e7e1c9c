import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Author, Item, ItemInit } from '@weft/proto';
import { type Closing, figuresOf, putMatter } from './matters.ts';
import { eraseComment, listRatings, putRating, ratingsSince, settleRating } from './ratings.ts';
import { type TestStore, testEngines } from './testing/engines.ts';
import { addContact, aHead, anItem, putHeads, putItems } from './testing/rows.ts';

const MINUTE_MS = 60_000;
/** Two in the morning of the 29th in Shanghai, the evening of the 28th in London. */
const NIGHT_MS = Date.UTC(2026, 10, 28, 18);
const ANNA: Author = { kind: 'agent', id: 'anna', displayName: 'Anna' };
const WEFT: Author = { kind: 'system', id: '', displayName: '' };
const ALL = { fromMs: 0, toMs: NIGHT_MS * 2 };

const at = (conversationId: string, seq: number, minutes: number, more: ItemInit = {}): Item =>
  anItem(conversationId, seq, { atMs: NIGHT_MS + minutes * MINUTE_MS, ...more });
const closing = (
  conversationId: string,
  toSeq: number,
  minutes: number,
  more: Partial<Closing> = {},
): Closing => ({
  ...{ conversationId, toSeq, channel: 'chat', queueId: 'default', agentId: 'anna', agentName: 'Anna' },
  ...{ disposition: 'solved', answeredAtMs: 0, closedAtMs: NIGHT_MS + minutes * MINUTE_MS, ...more },
});
const event = { case: 'event', value: { kind: 'rated', subject: '5', detail: '' } } as const;

for (const engine of testEngines) {
  describe(`matters that are over in ${engine.name}`, () => {
    let test: TestStore;
    before(async () => {
      test = await engine.start();
      await test.store.write(async (sql) => {
        await addContact(sql, 'contact-1', '李雷');
        await putHeads(
          sql,
          ['conv-1', 'conv-2'].map((id) => aHead(id, { state: 'closed', agentName: 'Lin' })),
        );
        await putItems(sql, [
          at('conv-1', 1, 0),
          at('conv-1', 2, 4, { author: ANNA }),
          at('conv-1', 3, 5, { author: ANNA, note: true }),
          at('conv-1', 4, 10, { author: WEFT, body: event }),
          // After it was closed: what is noted and rated begins no matter.
          at('conv-1', 5, 11, { author: WEFT, body: event }),
          at('conv-1', 6, 12, { author: ANNA, note: true }),
          at('conv-1', 7, 600),
          at('conv-1', 8, 601, {
            author: WEFT,
            body: { case: 'call', value: { callId: 'call-1', answeredAtMs: NIGHT_MS } },
          }),
          at('conv-1', 9, 602, { author: WEFT, body: { case: 'call', value: { callId: 'call-2' } } }),
          at('conv-2', 1, 700),
        ]);
        await putMatter(sql, closing('conv-1', 4, 10, { answeredAtMs: NIGHT_MS + 4 * MINUTE_MS }));
        await putRating(sql, rated('conv-1', 2, 11, 'anna'));
        await putRating(sql, rated('conv-1', 5, 12, 'anna'));
        const second = closing('conv-1', 9, 660, { agentId: 'wei', agentName: 'Wei', disposition: '' });
        await putMatter(sql, second);
        await putMatter(sql, second);
        await putRating(sql, rated('conv-1', 1, 661, 'wei'));
        await putMatter(sql, closing('conv-2', 1, 730, { channel: 'sms', agentId: '', agentName: '' }));
      });
    });
    after(() => test[Symbol.asyncDispose]());

    const rated = (conversationId: string, stars: number, minutes: number, agentId: string) => ({
      ...{ conversationId, stars, comment: `${stars} stars`, agentId, early: false },
      atMs: NIGHT_MS + minutes * MINUTE_MS,
    });
    const figures = async (timeZone = 'Asia/Shanghai', range = ALL) =>
      test.store.read((sql) => figuresOf(sql, range, timeZone));

    it('counts each matter from its first word to its closing, and each closing once', async () => {
      const rows = await figures();
      const conv = rows.find(({ by, key }) => by === 'agent' && key === 'anna');
      assert.deepEqual(
        [conv?.closed, conv?.answered, conv?.answerP50Ms, conv?.solveP50Ms, conv?.received, conv?.sent],
        [1, 1, 4 * MINUTE_MS, 10 * MINUTE_MS, 1, 1],
      );
      const wei = rows.find(({ by, key }) => by === 'agent' && key === 'wei');
      assert.deepEqual(
        [wei?.name, wei?.answered, wei?.answerP50Ms, wei?.solveP50Ms, wei?.calls, wei?.missedCalls],
        ['Wei', 0, 0, 60 * MINUTE_MS, 1, 1],
      );
      const [all] = rows.filter(({ by }) => by === 'all');
      assert.deepEqual(
        [all?.closed, all?.received, all?.ratings, all?.rating, all?.solveP90Ms],
        [3, 3, 2, 3, 60 * MINUTE_MS],
      );
    });

    it('sorts them by the days of a time zone, by channel and by who had them', async () => {
      const keys = async (timeZone: string) =>
        (await figures(timeZone)).map(({ by, key, closed }) => `${by} ${key} ${closed}`);
      assert.deepEqual(await keys('Asia/Shanghai'), [
        ...['agent  1', 'agent anna 1', 'agent wei 1', 'all  3', 'channel chat 2', 'channel sms 1'],
        ...['day 2026-11-29 3', 'disposition  1', 'disposition solved 2', 'queue default 3'],
      ]);
      const days = (await keys('Europe/London')).filter((row) => row.startsWith('day'));
      assert.deepEqual(days, ['day 2026-11-28 1', 'day 2026-11-29 2']);
    });

    it('has a sum of a time in which nothing was closed', async () => {
      const rows = await figures('UTC', { fromMs: 1, toMs: 2 });
      assert.deepEqual(
        rows.map(({ by, closed, answerP50Ms, rating }) => [by, closed, answerP50Ms, rating]),
        [['all', 0, 0, 0]],
      );
    });

    it('forgets what a customer said when they rated, but for the stars', async () => {
      const comments = async () =>
        (
          await test.store.read((sql) => listRatings(sql, { ...ALL, below: 6, limit: 9, before: undefined }))
        ).map(({ stars, comment }) => `${stars} ${comment}`);
      await test.store.write((sql) => putRating(sql, { ...rated('conv-2', 4, 740, ''), comment: 'mine' }));
      await test.store.write((sql) => eraseComment(sql, 'conv-2', 'another'));
      assert.deepEqual(await comments(), ['4 mine', '1 1 stars', '5 5 stars']);
      await test.store.write((sql) => eraseComment(sql, 'conv-2', 'mine'));
      assert.deepEqual(await comments(), ['4 ', '1 1 stars', '5 5 stars']);
      await test.store.write((sql) =>
        sql.deleteFrom('ratings').where('conversationId', '=', 'conv-2').execute(),
      );
    });

    it('keeps what is said after a call for the closing of its matter, and the last matter its own', async () => {
      const list = async () =>
        (
          await test.store.read((sql) => listRatings(sql, { ...ALL, below: 6, limit: 2, before: undefined }))
        ).map(({ agentName, stars }) => `${agentName} ${stars}`);
      await test.store.write(async (sql) => {
        await putRating(sql, { ...rated('conv-1', 2, 800, 'lin'), early: true });
        await putRating(sql, { ...rated('conv-1', 3, 801, 'lin'), early: true });
      });
      assert.deepEqual(await list(), ['Lin 3', 'Wei 1'], 'of who has it now');
      await test.store.write(async (sql) => {
        await putMatter(sql, closing('conv-1', 12, 810, { agentId: 'mei', agentName: 'Mei' }));
        await settleRating(sql, 'conv-1', 12);
        await settleRating(sql, 'conv-1', 12);
      });
      assert.deepEqual(await list(), ['Mei 3', 'Wei 1']);
      await test.store.write(async (sql) => {
        await sql.deleteFrom('ratings').where('toSeq', '=', 12).execute();
        await sql.deleteFrom('matters').where('toSeq', '=', 12).execute();
      });
    });

    it('keeps what a customer said of each matter, with the last word on it', async () => {
      const list = (below: number, limit = 9, before?: { atMs: number; conversationId: string }) =>
        test.store.read((sql) => listRatings(sql, { ...ALL, below, limit, before }));
      const all = await list(6);
      assert.deepEqual(
        all.map(({ contactName, agentName, stars, comment }) => [contactName, agentName, stars, comment]),
        [
          ['李雷', 'Wei', 1, '1 stars'],
          ['李雷', 'Anna', 5, '5 stars'],
        ],
      );
      assert.equal((await list(3)).length, 1);
      const [first] = await list(6, 1);
      const [second, third] = await list(6, 1, first);
      assert.deepEqual([second?.stars, third], [5, undefined]);
      const summary = await test.store.read((sql) => ratingsSince(sql, 0));
      assert.deepEqual(
        summary.map(({ agentId, count }) => `${agentId} ${count}`),
        [' 2', 'anna 1', 'wei 1'],
      );
    });
  });
}
