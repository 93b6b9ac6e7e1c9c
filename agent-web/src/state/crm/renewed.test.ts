import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { Renewed } from './renewed.ts';

test('an answer that comes late does not take the place of a newer one', async () => {
  const waiting: ((entries: readonly string[]) => void)[] = [];
  const list = new Renewed<string>(() => new Promise((resolve) => waiting.push(resolve)), silentLog);
  list.renew();
  list.renew();
  waiting[1]?.(['new']);
  await settle();
  waiting[0]?.(['old']);
  await settle();
  assert.deepEqual(list.get(), ['new']);
});

test('a list that cannot be had stays as it was', async () => {
  const answers = [async () => ['one'], () => Promise.reject(new TypeError('away'))];
  const list = new Renewed<string>(() => answers.shift()?.() ?? Promise.resolve([]), silentLog);
  list.renew();
  await settle();
  list.renew();
  await settle();
  assert.deepEqual(list.get(), ['one']);
});
