import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore, type TextStore } from '../storage.ts';
import { Drafts } from './drafts.ts';

const draftsOf = (store: TextStore, owner = 'anna') => new Drafts(store, () => owner);

test('a draft is there again after a reload, reply and note apart', () => {
  const store = memoryStore();
  draftsOf(store).set('a', { mode: 'note', reply: 'Dear', note: 'call back' });
  assert.deepEqual(draftsOf(store).of('a'), { mode: 'note', reply: 'Dear', note: 'call back' });
  assert.deepEqual(draftsOf(store).of('b'), { mode: 'reply', reply: '', note: '' });
});

test('what was sent leaves nothing', () => {
  const store = memoryStore();
  const drafts = draftsOf(store);
  drafts.set('a', { mode: 'reply', reply: 'Dear', note: '' });
  drafts.set('a', { mode: 'reply', reply: '', note: '' });
  assert.equal(store.get('weft-drafts-anna'), undefined);
});

test('the draft not touched for longest is forgotten at the bound', () => {
  const drafts = draftsOf(memoryStore());
  for (let at = 0; at < 101; at += 1) drafts.set(`c${at}`, { mode: 'reply', reply: 'text', note: '' });
  assert.equal(drafts.of('c0').reply, '');
  assert.equal(drafts.of('c1').reply, 'text');
});

test('what somebody else put there is no draft', () => {
  for (const kept of ['{', '7', '[7, [1, 2], ["a"], ["a", 7]]', 'null']) {
    const store = memoryStore();
    store.set('weft-drafts-anna', kept);
    assert.equal(draftsOf(store).of('a').reply, '', kept);
  }
});

test('nothing of the agent stays', () => {
  const store = memoryStore();
  const drafts = draftsOf(store);
  drafts.set('a', { mode: 'reply', reply: 'Dear', note: '' });
  drafts.clear();
  assert.equal(draftsOf(store).of('a').reply, '');
});

test('one agent does not see what another has written', () => {
  const store = memoryStore();
  draftsOf(store, 'anna').set('a', { mode: 'reply', reply: 'Dear', note: '' });
  assert.equal(draftsOf(store, 'ben').of('a').reply, '');
});
