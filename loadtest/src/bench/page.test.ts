import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measure } from './measure.ts';
import { resultsPage } from './page.ts';
import { bars, points, short } from './plot.ts';
import type { KeptResult } from './results.ts';

const kept = (version: string, p50: number, more: object = {}): KeptResult => ({
  version,
  result: {
    ...{ bench: 'wait', setup: { cpu: '<one>' }, measures: [measure('delay', 'ms', [p50])] },
    ...more,
  },
});

test('a page has every measure of every version, and compares versions once there are two', () => {
  const one = resultsPage([kept('0.1.0', 5)]);
  assert.match(one, />delay<td>0\.1\.0<td>ms/);
  assert.doesNotMatch(one, /median by version/);
  const two = resultsPage([kept('0.1.0', 5), kept('0.2.0', 7)]);
  assert.match(two, /delay: median by version, in ms/);
  assert.match(two, /0\.2\.0: 7/);
});

test('a version that is worse than the one before is said to be', () => {
  const page = resultsPage([kept('0.1.0', 5), kept('0.2.0', 7)]);
  assert.match(page, /<strong>delay: worse than in 0\.1\.0, p50 5 → 7 ms \(\+40 %\)<\/strong>/);
  assert.doesNotMatch(resultsPage([kept('0.1.0', 7), kept('0.2.0', 5)]), /<strong>/);
});

test('ramps and histograms are drawn where a result has them', () => {
  const page = resultsPage([
    kept('0.1.0', 5, {
      steps: [[{ load: 10, p99Ms: 2, holds: true }], [{ load: 20, p99Ms: null, holds: false }]],
      histograms: {
        delay: [
          { upTo: 2, n: 3 },
          { upTo: 4, n: 1 },
        ],
      },
    }),
  ]);
  assert.match(page, /steps: p99/);
  assert.match(page, /delay: how many samples, by size up to, in ms/);
  assert.match(page, />≤ 2<.*>4</s);
});

test('what a result concludes is told beside its measures, by version', () => {
  const page = resultsPage([
    kept('0.1.0', 5, { growthPercent: 1.4, open: {}, rssAfter: { edge: 90, node: 80 } }),
  ]);
  assert.match(page, />growthPercent<td>0\.1\.0<td>1\.4</);
  assert.match(page, />open<td>0\.1\.0<td>none</);
  assert.match(page, />rssAfter<td>0\.1\.0<td>edge 90, node 80</);
  assert.doesNotMatch(page, />setup</);
});

test('a page asks nobody for anything, and what it shows is no markup', () => {
  const page = resultsPage([kept('0.1.0', 5)]);
  assert.doesNotMatch(page, /https?:|<script|<one>/);
  assert.match(page, /&lt;one&gt;/);
});

test('without results it says so', () => {
  assert.match(resultsPage([]), /No result is kept yet/);
});

test('the tallest bar fills the height, and axes are short', () => {
  assert.match(
    bars('b', [
      { name: 'a', value: 4 },
      { name: 'b', value: 2 },
    ]),
    /height="168\.0".*height="84\.0"/s,
  );
  assert.match(points('p', [{ x: 1, y: 1, held: false }]), /fill="none"/);
  assert.deepEqual([short(12), short(1_500), short(81_234)], ['12', '1.5k', '81.2k']);
});
