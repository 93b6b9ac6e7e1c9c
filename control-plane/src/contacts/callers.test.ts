import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog } from '@weft/proto';
import type { KnownCaller } from '../store/callers.ts';
import { Callers } from './callers.ts';

const GOLD = { level: 'gold', value: 70, language: 'zh-CN', blockedAtMs: 0, agentId: 'ann' };
const STRANGER = { level: '', value: 0, language: '', blockedAtMs: 0, agentId: '' };

/** Callers of a store that says what is told to it next, and how often it was asked. */
function callersOf(first: KnownCaller | undefined | Error | 'nothing') {
  const clock = new ManualClock();
  const store = { says: first, asked: 0 };
  const read = <Answer>(): Promise<Answer> => {
    store.asked += 1;
    if (store.says === 'nothing') return Promise.withResolvers<Answer>().promise;
    return store.says instanceof Error ? Promise.reject(store.says) : Promise.resolve(store.says as Answer);
  };
  return { clock, store, callers: new Callers({ store: { read }, clock, log: silentLog }) };
}

describe('who calls', () => {
  it('is looked up once for a call: whether they may, what they are worth, whose they are', async () => {
    const { callers, clock, store } = callersOf(GOLD);
    await callers.admit('ada');
    const profile = await callers.profileOf('ada');
    assert.deepEqual([profile?.level, profile?.value, profile?.language], ['gold', 70, 'zh-CN']);
    assert.equal(await callers.agentOf('ada', clock.now()), 'ann');
    assert.equal(store.asked, 1);
    await callers.profileOf('ben');
    assert.equal(store.asked, 2, 'each for themselves');
  });

  it('is looked up anew at the next call, so that who was blocked meanwhile cannot', async () => {
    const { callers, store } = callersOf(GOLD);
    await callers.admit('ada');
    store.says = { ...GOLD, blockedAtMs: 1 };
    await assert.rejects(callers.admit('ada'), { code: 'NOT_AVAILABLE' });
  });

  it('is asked again once what was known is old, and of a call that is not new nobody is told', async () => {
    const { callers, clock, store } = callersOf(GOLD);
    const requestedAtMs = clock.now();
    await callers.admit('ada');
    clock.advance(5_001);
    assert.equal(await callers.agentOf('ada', requestedAtMs), '');
    store.says = STRANGER;
    assert.equal(await callers.profileOf('ada'), undefined);
    assert.equal(store.asked, 2);
  });

  it('may call though the store fails or does not answer in time, and is nobody known', async () => {
    const failing = callersOf(new Error('away')).callers;
    await failing.admit('ada');
    assert.equal(await failing.profileOf('ada'), undefined);
    const { callers, clock } = callersOf('nothing');
    const admitted = callers.admit('ada');
    clock.advance(200);
    await admitted;
    assert.equal(await callers.agentOf('ada', clock.now()), '');
  });
});
