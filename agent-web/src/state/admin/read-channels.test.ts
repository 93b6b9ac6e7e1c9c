import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountsOf, kindsOf, lettersOf, triedOf } from './read-channels.ts';

test('a field is read with what it begins with, and one of an unknown type is a text', () => {
  const column = { name: 'prefix', label: { en: 'Prefix', zh: '前缀' } };
  const answer = {
    kinds: [
      {
        ...{ kind: 'smpp', channel: 'sms', hasMenu: false },
        fields: [
          { name: 'rate', type: 'number', initial: 0, min: 0, max: 9 },
          { name: 'tls', type: 'flag', initial: true, required: true },
          { name: 'later', type: 'colour', initial: 'red', choices: ['red', 7] },
          { name: 'senders', type: 'list', columns: [column, 'nonsense'] },
        ],
      },
    ],
  };
  const fields = kindsOf(answer)[0]?.fields ?? [];
  assert.deepEqual(
    fields.map(({ type, initial, required }) => [type, initial, required]),
    [
      ['number', 0, false],
      ['flag', true, true],
      ['text', 'red', false],
      ['list', '', false],
    ],
  );
  assert.deepEqual(fields[2]?.choices, ['red']);
  assert.deepEqual(
    fields[3]?.columns.map(({ label }) => label.zh),
    ['前缀'],
  );
});

test('an account without health is read as one whose state is not known, never as one that is up', () => {
  const [account] = accountsOf({ accounts: [{ accountId: 'a', secretsSet: ['token', 1] }] });
  assert.deepEqual([account?.health.state, account?.enabled], ['', false]);
  assert.deepEqual(account?.secretsSet, ['token']);
});

test('a try that failed without a reason did not come up', () => {
  assert.equal(triedOf({ ok: true, reason: '' }), '');
  assert.notEqual(triedOf({ ok: false, reason: '' }), '');
});

test('letters are read with where the next page begins', () => {
  const { letters, before } = lettersOf({ letters: [{ seq: 7, direction: 'out', itemSeq: 2 }], before: 7 });
  assert.deepEqual([letters[0]?.direction, letters[0]?.itemSeq, before], ['out', 2, 7]);
});
