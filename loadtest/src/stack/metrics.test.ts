import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readMetric } from './metrics.ts';

const TEXT = `# HELP rooms Rooms
# TYPE rooms gauge
rooms{node="eu-1"} 2
rooms{node="eu-2"} 3
rooms_total 7
`;

test('a metric is summed over its labels', () => {
  assert.equal(readMetric(TEXT, 'rooms'), 5);
});

test('a metric whose name only begins alike is another', () => {
  assert.equal(readMetric(TEXT, 'rooms_total'), 7);
});

test('a metric that is not there has no value', () => {
  assert.equal(readMetric(TEXT, 'room'), undefined);
});
