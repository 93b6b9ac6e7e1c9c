import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock, silentLog, subjects, WeftError } from '@weft/proto';
import { PaperBus } from '../calls/testing/paper-bus.ts';
import { OpenTexts } from './open-texts.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

function rig() {
  const clock = new ManualClock();
  const bus = new PaperBus();
  const store = {
    asked: 0,
    away: false,
    open: 2,
    loads: () => {
      store.asked += 1;
      if (store.away) return Promise.reject(new WeftError('UNAVAILABLE'));
      return Promise.resolve([{ agentId: 'anna', open: store.open }]);
    },
  };
  const agents = {
    get: () => undefined,
    all: () => [],
    onChange: () => ({ [Symbol.dispose]: () => undefined }),
  };
  const texts = new OpenTexts({ bus, store, agents, clock, log: silentLog });
  let told = 0;
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await settle();
  };
  return {
    bus,
    store,
    texts,
    pass,
    told: () => told,
    listener: () => {
      told += 1;
    },
  };
}

test('open conversations are counted while somebody follows, once for changes that come together', async () => {
  const { bus, store, texts, pass, told, listener } = rig();
  await pass(60_000);
  assert.equal(store.asked, 0);
  const following = texts.follow(listener);
  await pass(500);
  assert.deepEqual([texts.openOf('anna'), texts.openOf('ben'), told()], [2, 0, 1]);
  store.open = 3;
  for (let change = 0; change < 20; change += 1) bus.publish(subjects.conversations, new Uint8Array());
  await pass(500);
  assert.deepEqual([texts.openOf('anna'), told(), store.asked], [3, 2, 2]);
  following[Symbol.dispose]();
  await pass(60_000);
  assert.deepEqual([texts.openOf('anna'), store.asked], [0, 2]);
});

test('a store that is away leaves the counts as they were', async () => {
  const { store, texts, pass, told, listener } = rig();
  using _ = texts.follow(listener);
  await pass(500);
  store.away = true;
  await pass(11_000);
  assert.deepEqual([texts.openOf('anna'), told()], [2, 1]);
});
