import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lanes } from './lanes.ts';

const turn = (): Promise<void> => new Promise((go) => setImmediate(go));

test('work of one name is done in order and holds up no other name', async () => {
  const lanes = new Lanes();
  const file = Promise.withResolvers<void>();
  const done: string[] = [];
  const say = (word: string) => async () => void done.push(word);
  const first = lanes.run('wei', () => file.promise.then(say('file')));
  const second = lanes.run('wei', say('words'));
  await lanes.run('lin', say('hello'));
  await turn();
  assert.deepEqual(done, ['hello']);
  assert.deepEqual([lanes.size, lanes.has('wei'), lanes.has('lin')], [2, true, false]);
  file.resolve();
  await Promise.all([first, second, lanes.idle()]);
  assert.deepEqual(done, ['hello', 'file', 'words']);
  await turn();
  assert.deepEqual([lanes.size, lanes.has('wei')], [0, false]);
});

test('work that fails is told to whoever gave it, and what comes after it is done', async () => {
  const lanes = new Lanes();
  const failing = lanes.run('wei', () => Promise.reject(new Error('no')));
  const after = lanes.run('wei', () => Promise.resolve());
  await assert.rejects(failing, /no/);
  await after;
  await lanes.idle();
});
