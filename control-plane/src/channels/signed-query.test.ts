import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getSignature } from '@wecom/crypto';
import { isSignature, signatureOf } from './signed-query.ts';

test("the vector of WeChat's document is met", () => {
  const signature = signatureOf('AAAAA', '1714037059', '486452656');
  assert.equal(signature, '899cf89e464efb63f54ddac96b0a0a235f53aa78');
});

test("another library's signature is taken, and nothing near it", () => {
  const signature = getSignature('token', '1714037059', 'nonce', 'ciphertext');
  assert.ok(isSignature(signature, 'token', '1714037059', 'nonce', 'ciphertext'));
  for (const wrong of ['', signature.slice(1), `${signature}0`, signature.toUpperCase()])
    assert.ok(!isSignature(wrong, 'token', '1714037059', 'nonce', 'ciphertext'), wrong);
});
