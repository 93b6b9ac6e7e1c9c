import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import { headerBytes, type SessionKeys, sessionKeys, unprotect } from './srtp.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

/** RFC 7714 section 16: key and salt of all its examples with AES-128. */
const KEYS: SessionKeys = {
  key: hex('000102030405060708090a0b0c0d0e0f'),
  salt: hex('517569642070726f2071756f'),
};
/** Section 16.1.1: "Gallia est omnis divisa in partes tres", SSRC 4d617273, sequence number 0xf17b, roll-over counter 0. */
const PLAIN = hex(`8040f17b 8041f8d3 5501a0b2 47616c6c 69612065 7374206f 6d6e6973
  20646976 69736120 696e2070 61727465 73207472 6573`);
const SEALED = hex(`8040f17b 8041f8d3 5501a0b2 f24de3a3 fb34de6c acba861c 9d7e4bca
  be633bd5 0d294e6f 42a5f47a 51c7d19b 36de3adf 8833899d 7f27beb1 6a9152cf 765ee439 0cce`);

test('the example of RFC 7714 opens, and what was touched does not', () => {
  assert.equal(unprotect(KEYS, SEALED, 0)?.toString('hex'), PLAIN.subarray(12).toString('hex'));
  const touched = Buffer.from(SEALED);
  touched.writeUInt8(touched.readUInt8(20) ^ 1, 20);
  assert.equal(unprotect(KEYS, touched, 0), undefined);
  assert.equal(unprotect(KEYS, SEALED, 1), undefined);
});

test('session keys are derived as RFC 3711 appendix B.3 has it, the salt two octets shorter', () => {
  // The appendix's master salt ends in two octets that a 96-bit salt lacks; with them zero the key stream is AES in counter mode all the same.
  const master = hex('e1f97a0d3e018be0d64fa32c06de4139 0ec675ad498afeebb6960b3a');
  const { key, salt } = sessionKeys(master);
  const stream = (label: number, bytes: number): string => {
    const counter = hex('0ec675ad498afeebb6960b3a00000000');
    counter.writeUInt8(counter.readUInt8(7) ^ label, 7);
    return createCipheriv('aes-128-ctr', master.subarray(0, 16), counter)
      .update(Buffer.alloc(bytes))
      .toString('hex');
  };
  assert.equal(key.toString('hex'), stream(0, 16));
  assert.equal(salt.toString('hex'), stream(2, 12));
  assert.throws(() => sessionKeys(Buffer.alloc(30)), RangeError);
});

test('the header ends behind CSRCs and extension', () => {
  assert.equal(headerBytes(hex('80000000 00000000 00000000 ffff')), 12);
  assert.equal(headerBytes(hex('91000000 00000000 00000000 00000001 bede0002 00000000 00000000 ff')), 28);
});
