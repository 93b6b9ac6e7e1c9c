import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldIn, fitTogether, keptValue, MAX_FIELD_VALUE } from './field-value.ts';

const of = (kind: Parameters<typeof keptValue>[0]['kind'], ...written: readonly string[]) =>
  written.map((one) => keptValue({ kind, choices: ['gold', 'basic plan'] }, one));

test('what is the same is written the same', () => {
  assert.deepEqual(of('text', '  two\n words ', '套餐'), ['two words', '套餐']);
  assert.deepEqual(of('number', '007.50', '-0.0', '+12', '-3', '0.25'), ['7.5', '0', '12', '-3', '0.25']);
  assert.deepEqual(of('yes-no', 'yes', ' no '), ['yes', 'no']);
  assert.deepEqual(of('date', '2028-02-29'), ['2028-02-29']);
  assert.deepEqual(of('choice', 'gold', 'basic  plan'), ['gold', 'basic plan']);
  for (const kind of ['text', 'number', 'yes-no', 'date', 'choice'] as const)
    assert.deepEqual(of(kind, '', ' \n '), ['', ''], `${kind} says nothing`);
});

test('what a field does not take is no value', () => {
  const refused = [
    ...of('text', 'x'.repeat(MAX_FIELD_VALUE + 1)),
    ...of('number', '1e5', '1,5', '.', '1.', '1234567890123456', '1.1234567', 'NaN'),
    ...of('yes-no', 'Yes', 'true'),
    ...of('date', '2027-02-29', '2027-13-01', '27-01-01', 'today'),
    ...of('choice', 'silver', 'Gold'),
  ];
  assert.ok(refused.every((one) => one === undefined));
});

test('characters beyond the first plane count as one', () => {
  assert.deepEqual(of('text', '😀'.repeat(MAX_FIELD_VALUE)), ['😀'.repeat(MAX_FIELD_VALUE)]);
});

test('a field of which nothing is said says nothing', () => {
  assert.equal(fieldIn([{ key: 'plan', value: 'gold' }], 'plan'), 'gold');
  assert.equal(fieldIn([], 'plan'), '');
});

test('fifteen fields with a line of Chinese each go together, and not when all are as long as can be', () => {
  const all = (length: number) =>
    Array.from({ length: 15 }, (_, i) => ({ key: `field-${i}`, value: '套'.repeat(length) }));
  assert.ok(fitTogether(all(50)));
  assert.ok(!fitTogether(all(MAX_FIELD_VALUE)));
});
