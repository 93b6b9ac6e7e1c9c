import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encrypt, getSignature } from '@wecom/crypto';
import type { WebhookRequest } from '../channel.ts';
import { signatureOf } from '../signed-query.ts';
import { payload, wechatAccount } from './testing/account.ts';
import { verify } from './verify.ts';

const nowMs = 1_764_300_000_000;
const account = wechatAccount();
const { token, encodingAesKey, appId } = account.settings;
const text = payload('text.xml');
const refused = { code: 'SIGNATURE_REFUSED' };
const bad = { code: 'BAD_REQUEST' };

const request = (body: string | Uint8Array, query: Record<string, string> = {}): WebhookRequest => {
  const [timestamp, nonce] = [String(nowMs / 1_000), 'nonce1'];
  const signed = { signature: signatureOf(token, timestamp, nonce), timestamp, nonce, ...query };
  return {
    ...{ method: 'POST', url: '/', query: new URLSearchParams(signed), headers: new Map() },
    body: Buffer.from(body),
  };
};

/** As WeChat's platform seals it, by a library that is not ours. */
const sealed = (words: Uint8Array, id = appId): WebhookRequest => {
  const cipher = encrypt(encodingAesKey, Buffer.from(words).toString(), id);
  const msg_signature = getSignature(token, String(nowMs / 1_000), 'nonce1', cipher);
  const body = `<xml><ToUserName><![CDATA[gh]]></ToUserName><Encrypt><![CDATA[${cipher}]]></Encrypt></xml>`;
  return request(body, { encrypt_type: 'aes', msg_signature });
};

test('the check of the address is answered with its echo, bare', () => {
  const check: WebhookRequest = { ...request('', { echostr: '8421997' }), method: 'GET' };
  const answer = { status: 200, contentType: 'text/plain', body: '8421997' };
  assert.deepEqual(verify(check, account, nowMs), { is: 'answer', answer });
});

test('an echo that a page could run, a second signature or none is a bad request', () => {
  const check = (query: Record<string, string>): WebhookRequest => ({ ...request('', query), method: 'GET' });
  assert.throws(() => verify(check({ echostr: '<script>' }), account, nowMs), bad);
  assert.throws(() => verify(check({}), account, nowMs), bad);
  const twice = request(text);
  twice.query.append('signature', '0');
  assert.throws(() => verify(twice, account, nowMs), bad);
});

test('a push in plain is given as it came, and answered with what ends the retries', () => {
  const verified = verify(request(text), wechatAccount({ mode: 'plain', encodingAesKey: '' }), nowMs);
  const answer = { status: 200, contentType: 'text/plain', body: 'success' };
  assert.deepEqual(verified, { is: 'payload', payload: Buffer.from(text), answer });
});

test('a sealed push is opened, in secure and in compatible mode, as XML and as JSON', () => {
  for (const mode of ['secure', 'compatible'] as const) {
    const verified = verify(sealed(text), wechatAccount({ mode }), nowMs);
    assert.deepEqual(verified.is === 'payload' && Buffer.from(verified.payload), Buffer.from(text));
  }
  const json = sealed(payload('text.json'));
  const cipher = /CDATA\[([^\]]{60,})\]/.exec(Buffer.from(json.body).toString())?.[1] ?? '';
  const asJson = { ...json, body: Buffer.from(JSON.stringify({ ToUserName: 'gh', Encrypt: cipher })) };
  assert.equal(verify(asJson, account, nowMs).is, 'payload');
});

test('a wrong signature, another ciphertext, another app id, an old time and a plain body are refused', () => {
  const good = sealed(text);
  assert.throws(() => verify(request(text, { signature: '0'.repeat(40) }), account, nowMs), refused);
  assert.throws(() => verify(good, account, nowMs + 700_000), refused);
  assert.throws(() => verify(good, account, nowMs - 700_000), refused);
  assert.throws(() => verify(request(text), account, nowMs), refused);
  assert.throws(() => verify(sealed(text, 'wx0000000000000000'), account, nowMs), refused);
  const other = { ...good, body: sealed(payload('click.xml')).body };
  assert.throws(() => verify(other, account, nowMs), refused);
});

test('who writes the tag of a ciphertext in a message is understood all the same', () => {
  const good = sealed(text);
  const words = '<Content><![CDATA[<Encrypt>AAAA</Encrypt>]]></Content>';
  const body = Buffer.from(Buffer.from(good.body).toString().replace('<xml>', `<xml>${words}`));
  assert.equal(verify({ ...good, body }, wechatAccount({ mode: 'compatible' }), nowMs).is, 'payload');
});

test('in compatible mode what is there in plain is not looked at', () => {
  const good = sealed(text);
  const forged = Buffer.from(good.body).toString().replace('<xml>', '<xml><Content>forged</Content>');
  const verified = verify(
    { ...good, body: Buffer.from(forged) },
    wechatAccount({ mode: 'compatible' }),
    nowMs,
  );
  assert.deepEqual(verified.is === 'payload' && Buffer.from(verified.payload), Buffer.from(text));
});
