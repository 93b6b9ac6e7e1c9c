import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryStore, type TextStore } from '../storage.ts';
import { keepShare, keptShare } from './kept-share.ts';

const DAY_MS = 24 * 3_600_000;
const KEY = 'weft-noise-gtcrn';

function storeOf(text?: string): TextStore {
  const store = memoryStore();
  store.set(KEY, text);
  return store;
}

describe('what an earlier visit measured', () => {
  it('is unknown at the first visit, and where it is no measure', () => {
    for (const text of [undefined, '', 'fast', '0 5', '-0.1 5', 'NaN NaN']) {
      assert.equal(keptShare(storeOf(text), KEY, 10), undefined, `${text}`);
    }
  });

  it('holds for good where the machine was quick enough', () => {
    const store = storeOf();
    keepShare(store, KEY, 0.05, 1_000);
    assert.equal(keptShare(store, KEY, 1_000 + 400 * DAY_MS), 0.05);
  });

  it('holds for a day where the machine was too slow, so that not every page measures again', () => {
    const store = storeOf();
    keepShare(store, KEY, 0.4, 1_000);
    assert.equal(keptShare(store, KEY, 1_000 + DAY_MS - 1), 0.4);
    assert.equal(keptShare(store, KEY, 1_000 + DAY_MS), undefined);
  });

  it('is measured again where the clock went back', () => {
    const store = storeOf();
    keepShare(store, KEY, 0.4, 5_000);
    assert.equal(keptShare(store, KEY, 4_000), undefined);
  });
});
