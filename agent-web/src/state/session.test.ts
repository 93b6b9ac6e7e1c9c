import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import { Session } from './session.ts';
import { settle } from './testing/fake-ask.ts';
import { FakeApi, grantOf } from './testing/fake-page.ts';

function setUp() {
  const clock = new ManualClock();
  const api = new FakeApi();
  let count = 0;
  api.grants = async () => {
    count += 1;
    return grantOf({ token: `token-${count}`, expiresAtMs: clock.now() + 900_000 });
  };
  return { clock, api, session: new Session(() => api.refresh(), api, clock, silentLog) };
}

describe('a session', () => {
  it('gives the same token while it is good, and another before it ends', async () => {
    const { clock, session } = setUp();
    assert.equal(await session.token(false), 'token-1');
    clock.advance(869_000);
    assert.equal(await session.token(false), 'token-1');
    clock.advance(2_000);
    assert.equal(await session.token(false), 'token-2');
  });

  it('asks for another when the last was refused, once for all who wait', async () => {
    const { session } = setUp();
    await session.token(false);
    assert.deepEqual(await Promise.all([session.token(true), session.token(true)]), ['token-2', 'token-2']);
  });

  it('gives known edges at once and brings the list up to date beside it', async () => {
    const { clock, api, session } = setUp();
    assert.equal((await session.edges()).length, 1);
    clock.advance(21_000);
    api.edges = async () => [
      ...grantOf().edges,
      { edgeId: 'ap-edge-1', region: 'ap', url: 'ws://ap/v1/signal' },
    ];
    assert.equal((await session.edges()).length, 1);
    await settle();
    assert.equal((await session.edges()).length, 2);
  });

  it('keeps the edges it knows while the list cannot be had', async () => {
    const { clock, api, session } = setUp();
    await session.edges();
    clock.advance(21_000);
    api.edges = () => Promise.reject(new TypeError('fetch failed'));
    await session.edges();
    await settle();
    assert.equal((await session.edges()).length, 1);
  });

  it('is not what was on its way when somebody signed out, nor once somebody else is in', async () => {
    const { api, session } = setUp();
    const answers: ((token: string) => void)[] = [];
    api.grants = () =>
      new Promise((resolve) => answers.push((token) => resolve(grantOf({ token, expiresAtMs: 9e15 }))));
    const asked = session.token(false);
    session.forget();
    answers[0]?.('of anna');
    await assert.rejects(asked, { code: 'UNAVAILABLE' });
    assert.equal(session.grant, undefined);
    const again = session.token(false);
    session.take(grantOf({ token: 'of wei', expiresAtMs: 9e15 }));
    answers[1]?.('of anna');
    await assert.rejects(again, { code: 'UNAVAILABLE' });
    assert.equal(await session.token(false), 'of wei');
  });
});
