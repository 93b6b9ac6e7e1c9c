import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import { decrypt, encrypt } from '@wecom/crypto';
import { seal, unseal } from './cipher.ts';

const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
const appId = 'wx5823bf96d3bd56c7';
const refused = { code: 'SIGNATURE_REFUSED' };
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

test('it reads what another library sealed, and the other way round, at every length of padding', () => {
  for (let length = 0; length < 70; length += 1) {
    const text = `${'a'.repeat(length)}订单😀`;
    assert.equal(textOf(unseal(key, appId, encrypt(key, text, appId))), text);
    const { message, id } = decrypt(key, seal(key, appId, Buffer.from(text)));
    assert.deepEqual({ message, id }, { message: text, id: appId });
  }
});

test('what is sealed for another app id, with another key, cut or no ciphertext at all is refused', () => {
  const sealed = seal(key, appId, Buffer.from('secret'));
  assert.throws(() => unseal(key, `${appId}x`, sealed), refused);
  assert.throws(() => unseal(key, appId.slice(1), sealed), refused);
  assert.throws(() => unseal(key.replace('a', 'b'), appId, sealed), refused);
  for (const wrong of ['', 'AAAA', sealed.slice(0, 44), Buffer.alloc(64).toString('base64'), '!!!'])
    assert.throws(() => unseal(key, appId, wrong), refused, wrong);
});

test('a length that reaches over the end, and a padding that is none, are refused', () => {
  const sealRaw = (plain: Buffer): string => {
    const bytes = Buffer.from(`${key}=`, 'base64');
    const cipher = createCipheriv('aes-256-cbc', bytes, bytes.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
  };
  const long = Buffer.alloc(64, 12);
  long.writeUInt32BE(0xffff_ffff, 16);
  assert.throws(() => unseal(key, appId, sealRaw(long)), refused);
  for (const pad of [0, 33, 255])
    assert.throws(() => unseal(key, appId, sealRaw(Buffer.alloc(64, pad))), refused);
  const uneven = Buffer.alloc(64, 32);
  uneven[40] = 31;
  assert.throws(() => unseal(key, appId, sealRaw(uneven)), refused);
});
