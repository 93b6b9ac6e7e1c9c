import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureOf } from '../signed-query.ts';
import { fuzz } from '../testing/fuzz.ts';
import { seal, unseal } from './cipher.ts';
import { parse } from './parse.ts';
import { PAYLOADS, payload, wechatAccount } from './testing/account.ts';
import { verify } from './verify.ts';

test('100,000 mutated pushes are read or refused with a code', (context) => {
  const story = fuzz(PAYLOADS.map(payload), (input) => parse(input), context.diagnostic.bind(context));
  assert.ok(story.read > 1_000 && story.refused > 1_000, JSON.stringify(story));
});

test('100,000 mutated envelopes are opened or refused with a code', (context) => {
  const { encodingAesKey, appId } = wechatAccount().settings;
  const seeds = PAYLOADS.map((name) => Buffer.from(seal(encodingAesKey, appId, payload(name))));
  const open = (input: Uint8Array) => unseal(encodingAesKey, appId, Buffer.from(input).toString('latin1'));
  const story = fuzz(seeds, open, context.diagnostic.bind(context));
  assert.ok(story.refused > 1_000, JSON.stringify(story));
});

test('100,000 mutated requests are verified or refused with a code', (context) => {
  const account = wechatAccount();
  const nowMs = 1_764_300_000_000;
  const seeds = PAYLOADS.map((name) => {
    const sealed = seal(account.settings.encodingAesKey, account.settings.appId, payload(name));
    return Buffer.from(`<xml><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`);
  });
  const { token } = account.settings;
  const [timestamp, nonce] = [String(nowMs / 1_000), 'n'];
  const read = (input: Uint8Array) => {
    const sealed = /CDATA\[([^\]]*)/.exec(Buffer.from(input).toString())?.[1] ?? '';
    const query = new URLSearchParams({
      ...{ timestamp, nonce, signature: signatureOf(token, timestamp, nonce) },
      msg_signature: signatureOf(token, timestamp, nonce, sealed),
    });
    verify({ method: 'POST', url: '/', query, headers: new Map(), body: input }, account, nowMs);
  };
  const story = fuzz(seeds, read, context.diagnostic.bind(context));
  assert.ok(story.refused > 1_000, JSON.stringify(story));
});
