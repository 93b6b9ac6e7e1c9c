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

test('a live call is remembered until it is over', () => {
  const storage = memoryStorage();
  const mark = liveCallMark(() => storage);
  assert.equal(mark.read(), false);
  mark.write(true);
  assert.equal(liveCallMark(() => storage).read(), true);
  mark.write(false);
  assert.equal(mark.read(), false);
});

test('a page that may not store anything goes on without', () => {
  const mark = liveCallMark(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  mark.write(true);
  assert.equal(mark.read(), false);
});
