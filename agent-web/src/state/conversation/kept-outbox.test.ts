import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore } from '../storage.ts';
import { KeptOutbox } from './kept-outbox.ts';
import { add, become, type Outbox, remove } from './outbox.ts';

const text = (words: string) => ({ kind: 'text', text: words }) as const;
const put = (outbox: Outbox, clientId: string, body: Parameters<typeof add>[1]['body'], atMs = 1): Outbox =>
  add(outbox, { clientId, body, atMs }) ?? outbox;

test('what was written comes back in the order it was written, to be sent', () => {
  const store = memoryStore();
  const kept = new KeptOutbox(store, 'kim', 'own');
  let outbox = put(put(kept.read(), 'b', text('first'), 1), 'a', text('second'), 2);
  outbox = become(outbox, 'b', { name: 'sending' });
  kept.write(outbox);
  const again = new KeptOutbox(store, 'kim', 'own').read();
  assert.deepEqual(
    again.map(({ clientId, state }) => [clientId, state.name]),
    [
      ['b', 'waiting'],
      ['a', 'waiting'],
    ],
  );
  kept.write(remove(outbox, 'b'));
  assert.equal(new KeptOutbox(store, 'kim', 'own').read().length, 1);
});

test('two tabs do not take each other anything away', () => {
  const store = memoryStore();
  const [one, other] = [new KeptOutbox(store, 'kim', 'own'), new KeptOutbox(store, 'kim', 'own')];
  one.write(put(one.read(), 'a', text('of one')));
  other.write(put(other.read(), 'b', text('of the other')));
  one.write([]);
  assert.deepEqual(
    new KeptOutbox(store, 'kim', 'own').read().map(({ clientId }) => clientId),
    ['b'],
  );
});

test("another person's unsent words are not read", () => {
  const store = memoryStore();
  const kept = new KeptOutbox(store, 'kim', 'own');
  kept.write(put(kept.read(), 'a', text('of Kim')));
  assert.deepEqual(new KeptOutbox(store, 'li', 'own').read(), []);
});

test('a file is kept once it is with the server', () => {
  const store = memoryStore();
  const kept = new KeptOutbox(store, 'kim', 'own');
  const file = {
    kind: 'file',
    fileName: 'a.png',
    mediaType: 'image/png',
    bytes: 3,
    attachmentId: '',
  } as const;
  const outbox = put(kept.read(), 'a', file);
  kept.write(outbox);
  assert.deepEqual(new KeptOutbox(store, 'kim', 'own').read(), []);
  kept.write(become(outbox, 'a', { name: 'waiting' }, { ...file, attachmentId: 'attachment-1' }));
  assert.equal(new KeptOutbox(store, 'kim', 'own').read().length, 1);
});

test('what somebody else put into the store is passed over', () => {
  const store = memoryStore();
  for (const [at, rubbish] of ['', '{', 'null', '[]', '{"body":7}', '{"body":{"kind":"text"}}'].entries())
    store.set(`weft-unsent kim own ${at}`, rubbish);
  assert.deepEqual(new KeptOutbox(store, 'kim', 'own').read(), []);
});
