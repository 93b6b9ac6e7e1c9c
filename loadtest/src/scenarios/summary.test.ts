import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from '../../k6/page.ts';
import { type RunData, summarize } from '../../k6/summary.ts';

const run = (ok: boolean): RunData => ({
  metrics: {
    failed: { type: 'rate', values: { rate: 0 }, thresholds: { 'rate<0.01': { ok: true } } },
    connect: { type: 'trend', values: { 'p(95)': 420.1234 }, thresholds: { 'p(95)<500': { ok } } },
    data_sent: { type: 'counter', values: { count: 3 } },
  },
  state: { testRunDurationMs: 2_000.4 },
});

test('a run holds when all of its bounds do', () => {
  assert.equal(summarize('connect-storm', {}, run(true)).held, true);
  assert.equal(summarize('connect-storm', {}, run(false)).held, false);
});

test("a summary has the scenario's own metrics, each bound with its reason, and the set-up", () => {
  const summary = summarize('connect-storm', { cpu: 'one' }, run(true));
  assert.deepEqual(Object.keys(summary.metrics), ['failed', 'connect']);
  assert.deepEqual(
    summary.verdicts.map(({ bound, held }) => [bound, held]),
    [
      ['rate<0.01', true],
      ['p(95)<500', true],
    ],
  );
  assert.ok(summary.verdicts.every(({ why }) => why.length > 20));
  assert.deepEqual(summary.setup, { cpu: 'one' });
});

test('a page shows figures and verdicts, and nothing of a name becomes markup', () => {
  const html = page(summarize('connect-storm', { note: '<script>alert(1)</script>' }, run(false)));
  assert.match(html, /not all bounds held/);
  assert.match(html, /420\.123</);
  assert.match(html, /class="not-held">not held/);
  assert.doesNotMatch(html, /<script|https?:/);
});
