import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlReplyInit } from '@weft/proto';
import { KeptReplies } from './kept-replies.ts';

const reply = (offerId: string): ControlReplyInit => ({ body: { case: 'call', value: { callId: offerId } } });

function rig(max?: number) {
  const kept = new KeptReplies(max);
  let done = 0;
  const ask = (sessionId: string, requestId: number) =>
    kept.answer(sessionId, requestId, async () => {
      done += 1;
      return reply(`${done}`);
    });
  return { kept, ask, doneCount: () => done };
}

test('[CTL44] a request is done once for its session and id, also when it is asked again at once', async () => {
  const { ask, doneCount } = rig();
  const [first, second] = await Promise.all([ask('s1', 7), ask('s1', 7)]);
  assert.deepEqual([first, second, await ask('s1', 7)], [reply('1'), reply('1'), reply('1')]);
  assert.deepEqual(await ask('s2', 7), reply('2'));
  assert.deepEqual(await ask('s1', 8), reply('3'));
  await ask('s1', 0);
  await ask('s1', 0);
  assert.equal(doneCount(), 5);
});

test('[CTL44] what failed can be tried again, and the oldest goes beyond the bound', async () => {
  const { kept, ask, doneCount } = rig(2);
  await assert.rejects(kept.answer('s1', 1, () => Promise.reject(new Error('no'))));
  assert.deepEqual(await ask('s1', 1), reply('1'));
  await ask('s1', 2);
  await ask('s1', 3);
  assert.deepEqual(await ask('s1', 1), reply('4'));
  assert.deepEqual(await ask('s1', 3), reply('3'));
  assert.equal(doneCount(), 4);
});
