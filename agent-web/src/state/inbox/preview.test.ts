import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from '@weft/proto';
import { previewOf } from './preview.ts';

const head = (over: Parameters<typeof Conversation.create>[0]) => Conversation.create(over);

test('a list shows the words of the newest message, and whether an agent wrote them', () => {
  const said = head({ preview: 'Hello', previewSeq: 3, previewAuthor: 'agent' });
  assert.deepEqual(previewOf(said), { name: 'words', text: 'Hello', byAgent: true });
  assert.deepEqual(previewOf({ ...said, previewAuthor: 'customer' }), {
    name: 'words',
    text: 'Hello',
    byAgent: false,
  });
});

test('a list says of what has no words whether it is a call, was deleted, or is not there', () => {
  assert.deepEqual(previewOf(head({ previewSeq: 3, previewAuthor: 'system' })), { name: 'call' });
  assert.deepEqual(previewOf(head({ previewSeq: 3, previewAuthor: 'customer' })), { name: 'deleted' });
  assert.deepEqual(previewOf(head({})), { name: 'nothing' });
});
