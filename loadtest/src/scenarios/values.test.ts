import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holds, valuesOf } from './values.ts';

test('a trend has percentiles that are samples', () => {
  const values = valuesOf({ type: 'trend', samples: [30, 10, 20, 40] });
  assert.equal(values?.med, 20);
  assert.equal(values?.['p(95)'], 40);
  assert.equal(values?.avg, 25);
});

test('a rate is the share of what was true', () => {
  assert.deepEqual(valuesOf({ type: 'rate', samples: [1, 0, 0, 0] }), { rate: 0.25, passes: 1, fails: 3 });
});

test('nothing noted has no values, and holds no bound', () => {
  const values = valuesOf({ type: 'trend', samples: [] });
  assert.equal(values, undefined);
  assert.equal(holds('p(95)<500', values), false);
});

test('bounds are read as k6 writes them', () => {
  const values = { rate: 0.01, 'p(95)': 500 };
  assert.equal(holds('rate<0.01', values), false);
  assert.equal(holds('rate<=0.01', values), true);
  assert.equal(holds('p(95)<500', values), false);
  assert.equal(holds('p(95) >= 500', values), true);
  assert.throws(() => holds('p95 is low', values), /no bound/);
});
