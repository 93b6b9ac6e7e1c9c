import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf } from './csv.ts';

test('cells with commas, quotes and lines are quoted, and a name is no formula', () => {
  const rows = [
    ['Agent', 'Closed'],
    ['Li, "Wei"', 3],
    ['=HYPERLINK("x")', -1],
    ['a\nb', 0],
  ];
  assert.equal(
    csvOf(rows),
    '\u{feff}Agent,Closed\r\n"Li, ""Wei""",3\r\n"\'=HYPERLINK(""x"")",-1\r\n"a\nb",0\r\n',
  );
});
