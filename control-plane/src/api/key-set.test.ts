import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PublishedKey, readKeySet, withOwnKey, writeKeySet } from './key-set.ts';

const key = (kid: string, untilMs: number): PublishedKey => ({
  ...{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid, x: `x-${kid}` },
  untilMs,
});
const own = { kid: 'own', x: 'x-own' };
const kids = (keys: readonly PublishedKey[]): string[] => keys.map(({ kid }) => kid);

test('the own key joins those of other instances', () => {
  assert.deepEqual(kids(withOwnKey([key('other', 500)], own, 900, 100)), ['other', 'own']);
});

test('a key whose tokens have all ended is left out', () => {
  assert.deepEqual(kids(withOwnKey([key('old', 100), key('live', 101)], own, 900, 100)), ['live', 'own']);
});

test('the own key is listed once and its time only moves on', () => {
  const [again] = withOwnKey([key('own', 950)], own, 900, 100);
  assert.equal(again?.untilMs, 950);
  const [later] = withOwnKey([key('own', 950)], own, 1_000, 100);
  assert.equal(later?.untilMs, 1_000);
});

test('a set too large keeps the keys that live longest, the own one among them', () => {
  const many = Array.from({ length: 100 }, (_, i) => key(`k${i}`, 1_000 + i));
  const kept = kids(withOwnKey(many, own, 900, 100));
  assert.equal(kept.length, 64);
  assert.ok(kept.includes('own') && kept.includes('k99') && !kept.includes('k0'));
});

test('a set is read back as written; what is no key of ours is passed over', () => {
  const keys = [key('a', 5), key('b', 6)];
  assert.deepEqual(readKeySet(writeKeySet(keys)), keys);
  const mixed = JSON.stringify({ keys: [{ kty: 'RSA', kid: 'r' }, 7, key('a', 5)] });
  assert.deepEqual(kids(readKeySet(mixed)), ['a']);
  for (const text of ['', 'null', '[]', '{"keys":{}}', '{']) assert.deepEqual(readKeySet(text), []);
});
