import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Example, IntentModel } from './model.ts';
import { learnAside } from './training.ts';

const EXAMPLES: readonly Example[] = [
  { text: '我的订单到哪了', intent: 'order' },
  { text: 'where is my parcel', intent: 'order' },
  { text: '我要退款', intent: 'refund' },
  { text: 'give me my money back', intent: 'refund' },
];

test('a thread learns what would be learnt here', async () => {
  const learnt = await learnAside(EXAMPLES, new AbortController().signal);
  assert.deepEqual(learnt, IntentModel.train(EXAMPLES).learnt);
});

test('learning that is called off gives nothing, whenever that is', async () => {
  const learning = new AbortController();
  const aside = learnAside(EXAMPLES, learning.signal);
  learning.abort();
  assert.equal(await aside, undefined);
  assert.equal(await learnAside(EXAMPLES, learning.signal), undefined);
});
