import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { putMatter } from '../store/matters.ts';
import { putRating } from '../store/ratings.ts';
import { addContact, aHead, putHeads } from '../store/testing/rows.ts';
import { RatingPage, ReportBody } from './reports.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const DAY_MS = 24 * 3_600_000;

describe('reports over HTTP', () => {
  let api: SignedIn;
  before(async () => {
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory' });
    const ids = Array.from({ length: 60 }, (_, at) => `conv-${String(at).padStart(2, '0')}`);
    await api.store.write(async (sql) => {
      await addContact(sql, 'contact-1', 'Kim');
      await putHeads(
        sql,
        ids.map((id) => aHead(id, { state: 'closed' })),
      );
      for (const [at, conversationId] of ids.entries()) {
        await putMatter(sql, {
          ...{
            conversationId,
            toSeq: 1,
            channel: 'chat',
            queueId: 'default',
            agentId: 'anna',
            agentName: 'Anna',
          },
          ...{ disposition: 'solved', answeredAtMs: 0, closedAtMs: at < 58 ? DAY_MS : 2 * DAY_MS },
        });
        const rating = { stars: at === 0 ? 1 : 5, comment: '', agentId: 'anna', atMs: DAY_MS, early: false };
        await putRating(sql, { conversationId, ...rating });
      }
    });
  });
  after(() => api[Symbol.asyncDispose]());

  const headers = (who: string) => ({ authorization: `Bearer ${api.tokens.get(who) ?? ''}` });
  const figures = (query: string) => `${api.url}/v1/reports/figures?${query}`;
  const ratings = (query: string) => `${api.url}/v1/reports/ratings?${query}`;
  const range = `fromMs=0&toMs=${2 * DAY_MS}`;

  it('give supervisors the figures of a time, and agents none', async () => {
    const { body } = await ask(figures(range), ReportBody, { headers: headers('sun') });
    assert.deepEqual([body.all.closed, body.all.ratings], [58, 58]);
    assert.deepEqual(
      body.days.map(({ key, closed }) => [key, closed]),
      [['1970-01-02', 58]],
    );
    assert.equal(await refusal(figures(range), { headers: headers('anna') }), '403 FORBIDDEN');
    assert.equal(await refusal(ratings(range), { headers: headers('anna') }), '403 FORBIDDEN');
  });

  it('refuse a time that ends before it begins, one of years, and a zone that is nowhere', async () => {
    const refused = (query: string) => refusal(figures(query), { headers: headers('sun') });
    assert.equal(await refused('fromMs=2&toMs=1'), '400 BAD_REQUEST');
    assert.equal(await refused(`fromMs=0&toMs=${500 * DAY_MS}`), '400 BAD_REQUEST');
    for (const zone of ['Mars/Phobos', '+05:00', "UTC'; drop table matters; --"]) {
      assert.equal(await refused(`${range}&timeZone=${encodeURIComponent(zone)}`), '400 BAD_REQUEST', zone);
    }
    assert.equal(
      await refusal(ratings(`${range}&cursor=bm9uc2Vuc2U`), { headers: headers('sun') }),
      '400 BAD_REQUEST',
    );
  });

  it('list all that customers said, each once, and the poor ones alone', async () => {
    const page = async (query: string) =>
      (await ask(ratings(`${range}&${query}`), RatingPage, { headers: headers('sun') })).body;
    const first = await page('');
    const second = await page(`cursor=${first.cursor}`);
    const all = [...first.ratings, ...second.ratings];
    assert.deepEqual([first.ratings.length, second.cursor], [50, '']);
    assert.equal(new Set(all.map(({ conversationId }) => conversationId)).size, 60);
    const poor = await page('below=4');
    assert.deepEqual(
      poor.ratings.map(({ conversationId, contactName, agentName }) => [
        conversationId,
        contactName,
        agentName,
      ]),
      [['conv-00', 'Kim', 'Anna']],
    );
  });
});
