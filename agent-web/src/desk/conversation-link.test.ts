import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conversationIn, conversationLink, withoutConversation } from './conversation-link.ts';

test('a link names the conversation and nothing else of the address', () => {
  const here = new URL('https://weft.example/desk/?region=ap&auto=1');
  const link = conversationLink(here, 'conversation-0198_a');
  assert.equal(link, 'https://weft.example/desk/?conversation=conversation-0198_a');
  assert.equal(conversationIn(new URL(link).search), 'conversation-0198_a');
});

test('what is no id opens nothing', () => {
  for (const search of ['', '?conversation=', '?conversation=../a', `?conversation=${'a'.repeat(65)}`])
    assert.equal(conversationIn(search), undefined);
});

test('what was opened is gone from the address, and the rest of it stays', () => {
  assert.equal(withoutConversation('?region=ap&conversation=c-1'), '?region=ap');
  assert.equal(withoutConversation('?conversation=c-1'), '');
});
