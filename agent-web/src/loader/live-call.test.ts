import assert from 'node:assert/strict';
import { test } from 'node:test';
import { liveCallMark } from './live-call.ts';

function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: () => null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  };
}

const inNewTab = (browser: Storage) => liveCallMark(memoryStorage, () => browser);

test('a live call is remembered until it is over', () => {
  const [tab, browser] = [memoryStorage(), memoryStorage()];
  const mark = liveCallMark(
    () => tab,
    () => browser,
  );
  assert.equal(mark.read(), 'none');
  mark.write('waiting');
  assert.equal(mark.read(), 'live');
  assert.equal(inNewTab(browser).read(), 'none', 'another tab has no part in it');
  mark.write('none');
  assert.equal(mark.read(), 'none');
});

test('a callback is remembered for every tab until it is answered or over', () => {
  const [tab, browser] = [memoryStorage(), memoryStorage()];
  const mark = liveCallMark(
    () => tab,
    () => browser,
  );
  mark.write('waiting');
  mark.write('callback');
  assert.equal(mark.read(), 'callback', 'there is no call in this tab any more');
  assert.equal(inNewTab(browser).read(), 'callback');
  mark.write('calling');
  assert.equal(inNewTab(browser).read(), 'callback');
  mark.write('talking');
  assert.equal(inNewTab(browser).read(), 'none');
  mark.write('none');
  assert.equal(mark.read(), 'none');
});

test('a tab hears of a callback that another one has', () => {
  const kept = new Map<string, string>();
  const browser = { ...memoryStorage(), setItem: (key: string, value: string) => void kept.set(key, value) };
  const mark = inNewTab(browser);
  mark.write('callback');
  const [key = '', newValue = ''] = [...kept][0] ?? [];
  assert.equal(mark.tells({ key, newValue }), true);
  assert.equal(mark.tells({ key, newValue: null }), false, 'it is over');
  assert.equal(mark.tells({ key: 'of-the-shop', newValue }), false);
});

test('a page that may not store anything goes on without', () => {
  const blocked = (): Storage => {
    throw new DOMException('denied', 'SecurityError');
  };
  const mark = liveCallMark(blocked, blocked);
  mark.write('talking');
  mark.write('callback');
  assert.equal(mark.read(), 'none');
});
