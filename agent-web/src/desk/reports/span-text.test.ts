import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spanText } from './span-text.ts';

test('a span has its two largest units, and no empty one', () => {
  const MINUTE_MS = 60_000;
  const said = [
    0,
    59_900,
    125_000,
    60 * MINUTE_MS,
    125 * MINUTE_MS,
    49 * 60 * MINUTE_MS,
    24 * 60 * MINUTE_MS + 5_000,
  ];
  assert.deepEqual(
    said.map((spanMs) => spanText(spanMs, 'en')),
    ['0 sec', '59 sec', '2 min 5 sec', '1 hr', '2 hr 5 min', '2 days 1 hr', '1 day'],
  );
  assert.equal(spanText(125_000, 'zh'), '2分钟 5秒');
});
