import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isHarmless, ownersOf, readExamples } from './example-lines.ts';

const rest = { on: false, answer: { by: 'agent' } } as const;
const owners = ownersOf([
  { intent: 'rental', ...rest, examples: { zh: ['租吊车'], en: ['Rent a crane'] } },
  { intent: 'repair', ...rest, examples: { zh: [], en: ['Repair it'] } },
]);
const read = (text: string) => readExamples(text, 'rental', owners);

test('examples are lines; the last line end is no line', () => {
  assert.deepEqual(read('Rent a crane\n  租吊车 \r\n'), { examples: ['Rent a crane', '租吊车'], marks: [] });
  assert.deepEqual(read(''), { examples: [], marks: [] });
});

test('empty lines and repetitions are told and left out', () => {
  const { examples, marks } = read('rent\n\nRENT!\nhire');
  assert.deepEqual(examples, ['rent', 'hire']);
  assert.deepEqual(marks, [
    { kind: 'empty', line: 2 },
    { kind: 'twice', line: 3, first: 1 },
  ]);
  assert.ok(marks.every(isHarmless));
});

test('what another intent has, what holds no word and what is too long has to be put right', () => {
  const { examples, marks } = read(`repair it?\n?!\n${'x'.repeat(201)}\nhire`);
  assert.deepEqual(examples, ['hire']);
  assert.deepEqual(marks, [
    { kind: 'elsewhere', line: 1, intent: 'repair' },
    { kind: 'wordless', line: 2 },
    { kind: 'long', line: 3 },
  ]);
  assert.ok(!marks.some(isHarmless));
});

test('more examples than the server takes are told once', () => {
  const many = Array.from({ length: 410 }, (_, at) => `hire ${at}`).join('\n');
  const { examples, marks } = read(many);
  assert.deepEqual([examples.length, marks], [400, [{ kind: 'many', line: 401 }]]);
});
