import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WeftError } from '@weft/proto';
import { isPasswordHash, MAX_PASSWORD_LENGTH, Passwords } from './passwords.ts';

test('a password fits its own hash and no other does', async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash('correct horse 电池');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.equal(await passwords.verify('correct horse 电池', hash), true);
  assert.equal(await passwords.verify('correct horse 电', hash), false);
  assert.equal(await passwords.verify('', hash), false);
});

test('two hashes of one password differ by their salt', async () => {
  const passwords = new Passwords();
  assert.notEqual(await passwords.hash('same'), await passwords.hash('same'));
});

test('a hash made by the argon2 reference program fits', async () => {
  // From the reference code's own tests: password "password", salt "somesalt", 2 passes, 64 MiB.
  const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  const passwords = new Passwords();
  assert.equal(await passwords.verify('password', hash), true);
  assert.equal(await passwords.verify('passwort', hash), false);
});

test('a login that does not exist is refused after the same work', async () => {
  const passwords = new Passwords();
  assert.equal(await passwords.verify('anything', undefined), false);
  assert.equal(await passwords.verify('anything', 'not a hash'), false);
});

test('a hash that asks for too much memory is not one', () => {
  const tail = 'c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  assert.equal(isPasswordHash(`$argon2id$v=19$m=65536,t=2,p=1$${tail}`), true);
  assert.equal(isPasswordHash(`$argon2id$v=19$m=9999999,t=2,p=1$${tail}`), false);
  assert.equal(isPasswordHash(`$argon2id$v=19$m=65536,t=0,p=1$${tail}`), false);
  assert.equal(isPasswordHash(`$argon2i$v=19$m=65536,t=2,p=1$${tail}`), false);
});

test('a password beyond the limit never fits', async () => {
  const passwords = new Passwords();
  const long = 'x'.repeat(MAX_PASSWORD_LENGTH + 1);
  const hash = await passwords.hash(long.slice(1));
  assert.equal(await passwords.verify(long, hash), false);
});

test('a crowd is turned away instead of filling memory', async () => {
  const passwords = new Passwords();
  const tries = await Promise.allSettled(Array.from({ length: 100 }, () => passwords.verify('x', undefined)));
  const refused = tries.filter((outcome) => outcome.status === 'rejected');
  assert.ok(refused.length > 0 && refused.length < 100);
  for (const outcome of refused)
    assert.ok(outcome.reason instanceof WeftError && outcome.reason.code === 'RATE_LIMITED');
});
