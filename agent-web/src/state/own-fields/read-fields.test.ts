import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WeftError } from '@weft/proto';
import { keptFieldOf, ownFieldsOf } from './read-fields.ts';

const PLAN = {
  subject: 'contact',
  key: 'plan',
  kind: 'choice',
  label: 'Plan',
  choices: ['gold'],
  revision: 3,
};

test('fields are read, and those of a kind that this page does not know are left out', () => {
  const fields = ownFieldsOf({ fields: [PLAN, { ...PLAN, kind: 'colour' }, 7] });
  assert.deepEqual(fields, [PLAN]);
});

test('a field that was kept and cannot be read is an error', () => {
  assert.deepEqual(keptFieldOf(PLAN), PLAN);
  assert.throws(() => keptFieldOf({ ...PLAN, kind: 'colour' }), WeftError);
});
