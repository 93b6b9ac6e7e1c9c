import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, changeText } from './changes.ts';
import { measure } from './measure.ts';
import type { Printed } from './results.ts';

const result = (cpu: string, ...measures: Printed['measures']): Printed => ({
  ...{ bench: 'wait', setup: { cpu }, measures },
});
const delay = (ms: number) => measure('delay', 'ms', [ms]);
const rate = (perSecond: number) => measure('rate', '1/s', [perSecond]);

test('a longer time and a lower rate are worse, the contrary is better', () => {
  const slower = changes(result('one', delay(5), rate(100)), result('one', delay(7), rate(60)));
  assert.deepEqual(
    slower.map(({ name, percent, worse }) => [name, Math.round(percent), worse]),
    [
      ['delay', 40, true],
      ['rate', -40, true],
    ],
  );
  const faster = changes(result('one', delay(7), rate(60)), result('one', delay(5), rate(100)));
  assert.deepEqual(
    faster.map(({ worse }) => worse),
    [false, false],
  );
});

test('what counts what a core does is worse when it is less, memory when it is more', () => {
  const of = (packets: number, bytes: number): Printed =>
    result('one', measure('a', 'packets', [packets]), measure('b', 'bytes', [bytes]));
  assert.deepEqual(
    changes(of(100, 100), of(50, 150)).map(({ worse }) => worse),
    [true, true],
  );
});

test('less than a fifth is no change on a shared machine, and what was not measured before has none', () => {
  assert.deepEqual(changes(result('one', delay(100)), result('one', delay(119), rate(3))), []);
  assert.deepEqual(changes(result('one', delay(0)), result('one', delay(0))), []);
  assert.equal(changes(result('one', delay(0)), result('one', delay(4)))[0]?.worse, true);
});

test('the sentence says from what to what, and where it was another machine', () => {
  const [slower] = changes(result('one', delay(5)), result('two', delay(7)));
  assert.ok(slower);
  assert.equal(
    changeText(slower, '0.1.0'),
    'delay: worse than in 0.1.0, p50 5 → 7 ms (+40 %), on another machine',
  );
  const [fewer] = changes(result('one', rate(100)), result('one', rate(50)));
  assert.ok(fewer);
  assert.equal(changeText(fewer, '0.1.0'), 'rate: worse than in 0.1.0, p50 100 → 50 1/s (−50 %)');
});
