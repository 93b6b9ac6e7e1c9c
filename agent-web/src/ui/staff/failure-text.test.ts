import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureName } from './failure-text.ts';

test('a carrier that was away or too busy for all tries is told in words, whatever its channel calls that', () => {
  for (const code of ['not-bound', 'unavailable', 'UNAVAILABLE', 'TIMEOUT', 'ECONNREFUSED', 'ENOTFOUND'])
    assert.equal(failureName(code), 'not-bound', code);
  for (const code of ['busy', 'throttled', 'queue-full']) assert.equal(failureName(code), 'busy', code);
  assert.equal(failureName('empty'), 'empty');
});

test('what only a carrier has a name for has no sentence', () => {
  for (const code of ['ESME_RINVDSTADR', '30999', '', 'constructor'])
    assert.equal(failureName(code), undefined);
});
