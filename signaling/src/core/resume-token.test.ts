import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeResumeToken, type ResumeSecret, readResumeToken, sameSecret } from './resume-token.ts';

const secretOf = (mark: number, previous?: number): ResumeSecret => ({
  current: new Uint8Array(32).fill(mark),
  previous: previous === undefined ? undefined : new Uint8Array(32).fill(previous),
});
const claim = { generation: 3, issuedAtMs: 1_750_000_000_123 };
const secret = secretOf(1);
const make = () => makeResumeToken(secret, 'session-1', 'ada', claim);

describe('a resume token', () => {
  it('SIG6 SIG18 says at every edge that shares the secret what it was made with, and is never the same twice', () => {
    const token = make();
    assert.deepEqual(readResumeToken(secret, 'session-1', 'ada', token), claim);
    assert.notEqual(make(), token);
  });

  it('SIG12 SIG18 is no good for another session, another subject or another mesh', () => {
    const token = make();
    assert.equal(readResumeToken(secret, 'session-2', 'ada', token), undefined);
    assert.equal(readResumeToken(secret, 'session-1', 'mallory', token), undefined);
    assert.equal(readResumeToken(secretOf(2), 'session-1', 'ada', token), undefined);
    assert.deepEqual(readResumeToken(secretOf(2, 1), 'session-1', 'ada', token), claim, 'the secret before');
  });

  it('SIG12 SIG18 is no good with any character changed, cut off or added', () => {
    const token = make();
    for (let index = 0; index < token.length; index++) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const forged = `${token.slice(0, index)}${other}${token.slice(index + 1)}`;
      // The last character of the MAC carries two bits that mean nothing.
      if (index < token.length - 1)
        assert.equal(readResumeToken(secret, 'session-1', 'ada', forged), undefined, `at ${index}`);
    }
    for (const forged of ['', '.', '1.a', token.slice(0, -1), `${token}A`, `9${token}`, `${token}.${token}`])
      assert.equal(readResumeToken(secret, 'session-1', 'ada', forged), undefined, forged);
  });

  it('SIG12 is compared as a whole, and none is nobody’s', () => {
    assert.equal(sameSecret('abc', 'abc'), true);
    assert.equal(sameSecret('abc', 'abd'), false);
    assert.equal(sameSecret('', ''), false);
  });
});
