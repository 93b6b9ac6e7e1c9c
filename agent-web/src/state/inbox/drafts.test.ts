import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { memoryStore, type TextStore } from '../storage.ts';
import { Drafts } from './drafts.ts';

const draftsOf = (store: TextStore, owner = 'anna', clock = new ManualClock()) =>
  new Drafts(store, () => owner, clock);
const NOTHING = { mode: 'reply', reply: '', note: '' } as const;

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
  drafts.set('a', NOTHING);
  assert.deepEqual(drafts.of('a'), NOTHING);
  // That it was emptied is known until the control plane has heard of it.
  for (const draft of drafts.unheard) drafts.heard(draft);
  assert.equal(store.get('weft-drafts-anna'), undefined);
});

test('what was written elsewhere is taken over, unless what was written here is newer', () => {
  const clock = new ManualClock();
  const drafts = draftsOf(memoryStore(), 'anna', clock);
  drafts.set('here', { mode: 'reply', reply: 'newer here', note: '' });
  const nowMs = clock.now();
  const changed = drafts.merge([
    { conversationId: 'there', mode: 'note', reply: '', note: 'elsewhere', atMs: nowMs + 5 },
    { conversationId: 'here', mode: 'reply', reply: 'older there', note: '', atMs: nowMs - 5 },
  ]);
  assert.deepEqual(changed, ['there']);
  assert.deepEqual(drafts.of('there'), { mode: 'note', reply: '', note: 'elsewhere' });
  assert.equal(drafts.of('here').reply, 'newer here');
  assert.deepEqual(
    drafts.unheard.map(({ conversationId }) => conversationId),
    ['here'],
  );
});

test('what was sent elsewhere is gone here, and what nobody has heard of yet is not', () => {
  const clock = new ManualClock();
  const store = memoryStore();
  const drafts = draftsOf(store, 'anna', clock);
  drafts.set('sent', { mode: 'reply', reply: 'Dear', note: '' });
  for (const draft of drafts.unheard) drafts.heard(draft);
  drafts.set('offline', { mode: 'reply', reply: 'Hello', note: '' });
  assert.deepEqual(draftsOf(store, 'anna', clock).merge([]), ['sent']);
  assert.deepEqual(drafts.merge([]), ['sent']);
  assert.deepEqual([drafts.of('sent').reply, drafts.of('offline').reply], ['', 'Hello']);
});

test('what was emptied here does not come back from where it is not known yet', () => {
  const clock = new ManualClock();
  const drafts = draftsOf(memoryStore(), 'anna', clock);
  drafts.set('a', { mode: 'reply', reply: 'Dear', note: '' });
  const there = drafts.unheard;
  for (const draft of there) drafts.heard(draft);
  clock.advance(10);
  drafts.set('a', NOTHING);
  assert.deepEqual(drafts.merge(there), []);
  assert.equal(drafts.of('a').reply, '');
});

test('what was written while it was told is told again', () => {
  const clock = new ManualClock();
  const drafts = draftsOf(memoryStore(), 'anna', clock);
  drafts.set('a', { mode: 'reply', reply: 'De', note: '' });
  const [told] = drafts.unheard;
  clock.advance(10);
  drafts.set('a', { mode: 'reply', reply: 'Dear', note: '' });
  if (told !== undefined) drafts.heard(told);
  assert.equal(drafts.unheard[0]?.reply, 'Dear');
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
