import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore, storeOf } from './storage.ts';

test('what one person has written is not given to the next one at the same browser', () => {
  const store = memoryStore();
  const [kim, nobody] = [storeOf(store, 'kim'), storeOf(store, '')];
  kim.set('weft-draft', 'my address is');
  assert.equal(storeOf(store, 'lee').get('weft-draft'), undefined);
  assert.equal(nobody.get('weft-draft'), undefined);
  assert.equal(kim.get('weft-draft'), 'my address is');
  kim.set('weft-draft', undefined);
  assert.deepEqual(store.keys('weft'), []);
});
