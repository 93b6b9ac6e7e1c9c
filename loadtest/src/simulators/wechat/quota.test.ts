import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wechatChannel } from '@weft/control-plane/wechat';
import { ManualClock, silentLog } from '@weft/proto';
import { seededRandom } from '../../noise/random.ts';
import { type Act, FollowerQuota } from './quota.ts';

const DAYS = 10_000;
const DAY_MS = 86_400_000;
/** How far the platform's clock is from ours at most, and how long a message is under way. */
const SKEW_MS = 1_500;
const TRAVEL_MS = 1_000;

const channel = wechatChannel({ fetcher: fetch, clock: new ManualClock(), log: silentLog });
const account = {
  ...{ accountId: 'wechat-1', name: 'Shop', kind: 'wechat' as const },
  settings: channel.settings.parse({
    ...{ appId: 'wx1', appSecret: 's', token: 'token', mode: 'plain', encodingAesKey: '' },
  }),
};

const SEEN = { message: 'message', click: 'menu-clicked', follow: 'followed', scan: 'code-scanned' } as const;
const ACTS: readonly Act[] = ['message', 'message', 'click', 'follow', 'scan'];
type Arrival = Parameters<typeof channel.capabilities>[1]['arrivals'][number];

test(`on ${DAYS} random days nothing that the planner lets go is refused, and most of the quota is used`, (context) => {
  const seed = Number(process.env.WEFT_FUZZ_SEED ?? 5);
  context.diagnostic(`seed ${seed}`);
  const random = seededRandom(seed);
  let [sent, refused, held] = [0, 0, 0];
  for (let day = 0; day < DAYS; day += 1) {
    const quota = new FollowerQuota();
    const skewMs = (random.uniform() * 2 - 1) * SKEW_MS;
    const arrivals: Arrival[] = [];
    const sentAtMs: number[] = [];
    let nowMs = 1_764_300_000_000 + random.uniform() * DAY_MS;
    const endMs = nowMs + DAY_MS;
    while (nowMs < endMs) {
      // Short gaps within a talk, long ones between.
      nowMs += random.uniform() < 0.8 ? random.uniform() * 20_000 : random.uniform() * 4 * 3_600_000;
      if (random.uniform() < 0.02) {
        quota.unfollowed();
        arrivals.push({ atMs: stamp(nowMs + skewMs), what: 'unfollowed' });
        continue;
      }
      if (random.uniform() < 0.4) {
        const act = ACTS[Math.floor(random.uniform() * ACTS.length)] ?? 'message';
        quota.acted(act, nowMs + skewMs);
        arrivals.push({ atMs: stamp(nowMs + skewMs), what: SEEN[act] });
        continue;
      }
      const record = { arrivals, sentAtMs, optedOutAtMs: undefined };
      const allowed = channel.capabilities(account, record, nowMs).closed === undefined;
      if (!allowed) {
        held += 1;
        continue;
      }
      const code = quota.send(nowMs + skewMs + random.uniform() * TRAVEL_MS);
      sentAtMs.push(nowMs);
      if (code === 0) sent += 1;
      else refused += 1;
    }
  }
  context.diagnostic(`${sent} sent, ${held} held back, ${refused} refused`);
  assert.equal(refused, 0);
  assert.ok(sent > DAYS, 'a planner that sends nothing is never refused');
});

/** As the platform tells times: whole seconds. */
const stamp = (atMs: number): number => Math.floor(atMs / 1_000) * 1_000;

test('the planner lets all five and all three go', () => {
  const at = 1_764_300_000_000;
  const left = (what: Arrival['what']) =>
    channel.capabilities(
      account,
      { arrivals: [{ atMs: at, what }], sentAtMs: [], optedOutAtMs: undefined },
      at + 5_000,
    ).remaining;
  assert.deepEqual([left('message'), left('menu-clicked'), left('unfollowed')], [5, 3, 0]);
});
