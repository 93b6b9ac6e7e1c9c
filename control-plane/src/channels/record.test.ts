import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { seededRandom } from '../calls/testing/random.ts';
import type { ChannelContactRow } from '../store/tables.ts';
import type { ContactRecord } from './channel.ts';
import { liveUntil } from './outbound/holding.ts';
import { recordOf, withArrival } from './record.ts';
import { quotaOf } from './wechat/quota.ts';
import { allowanceOf } from './weibo/allowance.ts';

const HOUR_MS = 3_600_000;
const LIVES = 5_000;
const MAX_ACTS = 60;

type Act = ContactRecord['arrivals'][number];

const STRANGER: ChannelContactRow = {
  ...{ accountId: 'a', kind: 'wechat', value: 'oLin', contactId: 'c', shown: 'oLin', displayName: 'Lin' },
  ...{ known: true, arrivals: [], sentAtMs: [], optedOutAtMs: null },
  ...{ confirmedSourceId: '', confirmedAtMs: 0 },
};
const after = (acts: readonly Act[]): ChannelContactRow =>
  acts.reduce((row, { atMs, what }) => withArrival(row, atMs, what), STRANGER);

test('of the same done again and again the last is remembered', () => {
  const said = (...times: readonly number[]) => times.map((atMs): Act => ({ atMs, what: 'message' }));
  const many = Array.from({ length: 1_000 }, (_, index) => index);
  assert.deepEqual(after(said(...many)).arrivals, said(999));
  const followed: Act = { atMs: 5, what: 'followed' };
  assert.deepEqual(after([...said(1, 2), followed, ...said(6, 7)]).arrivals, [
    ...said(2),
    followed,
    ...said(7),
  ]);
  assert.deepEqual(after(said(9, 3)).arrivals, said(9, 3), 'what came late is not the last');
  const kept = { ...STRANGER, arrivals: said(1, 2, 3) };
  assert.deepEqual(
    withArrival(kept, 4, 'message').arrivals,
    said(4),
    'also of a row that was written before',
  );
});

test('quotas and windows are as if everything were remembered', (context) => {
  const seed = Number(process.env.WEFT_FUZZ_SEED ?? randomInt(2 ** 31));
  context.diagnostic(`seed ${seed}`);
  const random = seededRandom(seed);
  const kinds = [
    'message',
    'message',
    'message',
    'followed',
    'unfollowed',
    'menu-clicked',
    'mentioned',
  ] as const;
  const steps = [1_000, 30_000, HOUR_MS, 30 * HOUR_MS];
  for (let life = 0; life < LIVES; life += 1) {
    let atMs = 1_000_000_000;
    const acts: Act[] = [];
    const sentAtMs: number[] = [];
    for (let left = random.whole(MAX_ACTS); left > 0; left -= 1) {
      atMs += random.whole(random.pick(steps));
      // Some come late, and some were answered.
      acts.push({
        atMs: random.chance(0.1) ? atMs - random.whole(60 * HOUR_MS) : atMs,
        what: random.pick(kinds),
      });
      if (random.chance(0.3)) sentAtMs.push(atMs + random.whole(5_000));
    }
    const whole: ContactRecord = { arrivals: acts, sentAtMs, optedOutAtMs: undefined };
    const kept = recordOf({ ...after(acts), sentAtMs });
    const agent = { kind: 'agent', id: 'anna', displayName: 'Anna' } as const;
    for (const laterMs of [0, 20_000, 70_000, 2 * HOUR_MS, 47 * HOUR_MS, 49 * HOUR_MS]) {
      const nowMs = atMs + laterMs;
      const what = `seed ${seed}, life ${life}, ${JSON.stringify({ acts, sentAtMs, nowMs })}`;
      assert.deepEqual(quotaOf(kept, nowMs), quotaOf(whole, nowMs), what);
      assert.deepEqual(allowanceOf(kept, nowMs), allowanceOf(whole, nowMs), what);
    }
    assert.equal(liveUntil(agent, kept), liveUntil(agent, whole));
  }
});
