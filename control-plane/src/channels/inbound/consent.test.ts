import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, consentIn } from './consent.ts';

test('STOP and START are understood however they are written, in both languages', () => {
  for (const text of [
    'STOP',
    ' stop. ',
    'Stop all',
    '退订',
    '“退订”！',
    'TD',
    'ＳＴＯＰ',
    'opt-out',
    '退訂',
    '取消訂閱',
    '回T退订',
    'STOP，',
  ])
    assert.equal(consentIn(text), 'out', text);
  for (const text of ['START', 'unstop', '开通', 'Yes!', '恢復訂閱', '開通'])
    assert.equal(consentIn(text), 'in', text);
});

test('a sentence that holds the word is no decision', () => {
  for (const text of [
    'please stop by tomorrow',
    '我想退订会员怎么办',
    '',
    'when does it start?',
    'stopp',
    'cancel?',
    '开通？',
  ])
    assert.equal(consentIn(text), undefined, text);
});

test('the answer is in the language of the question', () => {
  assert.match(answerTo('out', '退订'), /退订/);
  assert.match(answerTo('out', 'STOP'), /unsubscribed/);
  assert.match(answerTo('out', 'TD'), /退订/);
});
