import assert from 'node:assert/strict';
import { test } from 'node:test';
import { thread as english } from '../../i18n/en/thread.ts';
import { thread as chinese } from '../../i18n/zh/thread.ts';
import { DISPOSITIONS, dispositionWords } from './dispositions.ts';

test('a usual outcome is told in both languages, and an agent’s own words as they are', () => {
  for (const one of DISPOSITIONS) {
    const words = dispositionWords(one);
    assert.ok(words !== undefined && Object.hasOwn(english, words) && Object.hasOwn(chinese, words));
  }
  assert.equal(dispositionWords('sent a new lamp'), undefined);
});
