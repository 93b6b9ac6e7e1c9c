import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rulesDiff } from './rule-diff.ts';

test('two versions differ where they differ, and nowhere else', () => {
  const before = { a: 1, list: [{ when: 'x' }, { when: 'y' }], gone: { b: 2 }, same: [1, 2] };
  const after = { a: 1, list: [{ when: 'x' }, { when: 'z' }, { when: 'w' }], same: [1, 2], fresh: null };
  assert.deepEqual(rulesDiff(before, after), [
    { path: 'list.1.when', before: 'y', after: 'z' },
    { path: 'list.2', before: undefined, after: { when: 'w' } },
    { path: 'gone', before: { b: 2 }, after: undefined },
    { path: 'fresh', before: undefined, after: null },
  ]);
  assert.deepEqual(rulesDiff(before, before), []);
  assert.deepEqual(rulesDiff({ a: [1] }, { a: { 0: 1 } }), [{ path: 'a', before: [1], after: { 0: 1 } }]);
});
