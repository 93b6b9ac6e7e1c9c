import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import { countedMemory } from '../testing/memory.ts';
import { netError, scriptedFetch } from '../testing/scripted-fetch.ts';
import { AccessToken } from './access-token.ts';
import { wechatAccount } from './testing/account.ts';

const { settings } = wechatAccount();
const HOUR_MS = 3_600_000;

/** A platform whose token changes when forced, and every two hours less five minutes. */
function rig() {
  const clock = new ManualClock();
  const memory = countedMemory();
  let generation = 1;
  let failing = false;
  const fetcher = scriptedFetch(({ body }) => {
    if (failing) return netError('ECONNREFUSED');
    if ((body as { force_refresh: boolean }).force_refresh) generation += 1;
    return Response.json({ access_token: `token-${generation}`, expires_in: 7_200 });
  });
  return {
    ...{ clock, memory, asked: fetcher.asked },
    open: () => AccessToken.create({ settings, memory, fetcher, clock, log: silentLog }),
    next: () => {
      generation += 1;
    },
    fail: () => {
      failing = true;
    },
  };
}

test('it is asked for once, however many want it', async () => {
  const { open, asked } = rig();
  const token = await open();
  const given = await Promise.all(Array.from({ length: 20 }, () => token.get()));
  assert.deepEqual([...new Set(given)], ['token-1']);
  const body = {
    grant_type: 'client_credential',
    appid: settings.appId,
    secret: 'secret',
    force_refresh: false,
  };
  assert.deepEqual(asked, [{ path: '/cgi-bin/stable_token', query: {}, body }]);
});

test('the next owner of the account goes on with the same token, though WeChat does not answer', async () => {
  const { open, asked, fail } = rig();
  await (await open()).get();
  fail();
  assert.equal(await (await open()).get(), 'token-1');
  assert.equal(asked.length, 1);
});

test('it is renewed five minutes before its end', async () => {
  const { open, clock, next } = rig();
  const token = await open();
  await token.get();
  clock.advance(2 * HOUR_MS - 301_000);
  next();
  assert.equal(await token.get(), 'token-1');
  clock.advance(2_000);
  assert.equal(await token.get(), 'token-2');
});

test('a refused token is asked for again, and by force only when it is the same, every 31 s, 18 times a day', async () => {
  const { open, clock, next, asked } = rig();
  const token = await open();
  const first = await token.get();
  next();
  assert.equal(await token.instead(first), 'token-2');
  assert.equal(await token.instead(first), 'token-2', 'somebody else has renewed it already');
  assert.equal(await token.instead('token-2'), 'token-3');
  await assert.rejects(token.instead('token-3'), { code: 'UNAVAILABLE' });
  for (let count = 1; count < 18; count += 1) {
    clock.advance(31_000);
    await token.instead(await token.get());
  }
  clock.advance(31_000);
  // A new owner knows how often it was forced.
  const later = await open();
  await assert.rejects(later.instead(await later.get()), { code: 'UNAVAILABLE' });
  const forced = asked.filter(({ body }) => (body as { force_refresh: boolean }).force_refresh);
  assert.equal(forced.length, 18);
});

test('a wrong secret is for people to mend, a busy platform is not', async () => {
  const answers = [
    { errcode: 40125, errmsg: 'invalid appsecret' },
    { errcode: -1, errmsg: 'system error' },
  ];
  const fetcher = scriptedFetch(() => Response.json(answers.shift()));
  const clock = new ManualClock();
  const token = await AccessToken.create({
    settings,
    memory: countedMemory(),
    fetcher,
    clock,
    log: silentLog,
  });
  await assert.rejects(token.get(), { code: 'SIGN_IN_REFUSED' });
  await assert.rejects(token.get(), { code: 'UNAVAILABLE' });
});

test('what another version, or another app id, kept is not used', async () => {
  const { open, memory, asked } = rig();
  memory.text = '{"token":7}';
  await (await open()).get();
  memory.text = memory.text.replace(settings.appId, 'wx-other');
  await (await open()).get();
  assert.equal(asked.length, 2);
});
