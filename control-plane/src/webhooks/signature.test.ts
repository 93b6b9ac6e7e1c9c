import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { newSecret, signedHeaders } from './signature.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const EVENT = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', atMs: 1_614_265_330_999, body: '{"test": 2432232314}' };

/** HMAC as RFC 2104 defines it, by nothing but the hash. */
function hmac(key: Buffer, text: string): string {
  const padded = Buffer.alloc(64);
  key.copy(padded);
  const inner = Buffer.concat([padded.map((byte) => byte ^ 0x36), Buffer.from(text)]);
  const outer = [padded.map((byte) => byte ^ 0x5c), createHash('sha256').update(inner).digest()];
  return createHash('sha256').update(Buffer.concat(outer)).digest('base64');
}

test('an event is signed as the Standard Webhooks say', () => {
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const digest = hmac(key, `${EVENT.id}.1614265330.${EVENT.body}`);
  // The same in the words of the specification's own example.
  assert.equal(digest, 'g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  assert.deepEqual(signedHeaders(SECRET, EVENT), {
    'webhook-id': EVENT.id,
    'webhook-timestamp': '1614265330',
    'webhook-signature': `v1,${digest}`,
  });
});

test('a changed body, id, time or secret has another signature', () => {
  const signature = (secret: string, event: typeof EVENT) =>
    signedHeaders(secret, event)['webhook-signature'];
  const others = [
    signature(SECRET, { ...EVENT, body: '{"test": 2432232315}' }),
    signature(SECRET, { ...EVENT, id: 'msg_2' }),
    signature(SECRET, { ...EVENT, atMs: EVENT.atMs + 1_000 }),
    signature(newSecret(), EVENT),
  ];
  assert.equal(new Set([...others, signature(SECRET, EVENT)]).size, 5);
});

test('a secret is 24 random bytes behind its prefix', () => {
  const [one, other] = [newSecret(), newSecret()];
  assert.notEqual(one, other);
  assert.match(one, /^whsec_[A-Za-z0-9+/]{32}$/);
});
