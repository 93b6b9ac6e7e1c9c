import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SetupFailure, sentence } from './failure.mjs';

/** What Node throws at a file, without the file. */
const fileError = (code, path) => Object.assign(new Error(`${code}: no, open '${path}'`), { code, path });

test('what was foreseen is said as it is', () => {
  assert.equal(sentence(new SetupFailure('Do this.'), {}), 'Do this.');
});

test('a checkout that somebody else has written in is said, with how to have it back', () => {
  for (const code of ['EACCES', 'EPERM', 'EROFS'])
    assert.equal(
      sentence(fileError(code, '/checkout/.weft/setup.lock'), {}),
      'You may not write "/checkout/.weft/setup.lock": make it and the checkout yours ("sudo chown -R $USER ." in it, where it was once set up with sudo), then run this again.',
    );
});

test('a full disk is said', () => {
  assert.equal(
    sentence(fileError('ENOSPC', '/checkout/a'), {}),
    'The disk is full ("/checkout/a" could not be written): make room, then run this again.',
  );
});

test('what nobody foresaw says how to see more', () => {
  assert.equal(
    sentence(new Error('odd'), {}),
    'something unforeseen happened: odd (WEFT_DEBUG=1 shows where).',
  );
  assert.match(sentence(new Error('odd'), { WEFT_DEBUG: '1' }), /failure\.test\.mjs/);
});
