import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { Sealer } from './sealer.ts';

const [old, fresh] = [randomBytes(32), randomBytes(32)];

test('what was sealed is opened again, by a rotated key file too', () => {
  const sealed = new Sealer([old]).seal('密码 secret', 'account-1');
  assert.ok(!sealed.includes('secret'));
  assert.equal(new Sealer([fresh, old]).open(sealed, 'account-1'), '密码 secret');
});

test('sealed for one account it is good for no other', () => {
  const sealer = new Sealer([old]);
  const sealed = sealer.seal('secret', 'account-1');
  assert.throws(() => sealer.open(sealed, 'account-2'), { code: 'INTERNAL' });
});

test('another key opens nothing, and a changed text is refused', () => {
  const sealed = new Sealer([old]).seal('secret', 'account-1');
  assert.throws(() => new Sealer([fresh]).open(sealed, 'account-1'), { code: 'INTERNAL' });
  const at = sealed.length - 3;
  const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
  assert.throws(() => new Sealer([old]).open(changed, 'account-1'), { code: 'INTERNAL' });
});
