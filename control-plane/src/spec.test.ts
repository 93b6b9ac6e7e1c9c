import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const SPEC = join(import.meta.dirname, '../SPEC.md');

test('each rule of SPEC.md is quoted by a test, and no test quotes a rule that is not there', () => {
  const written = [...readFileSync(SPEC, 'utf8').matchAll(/^- \*\*((?:CTL|RT)\d+)\*\*/gm)].map(
    ([, id]) => id,
  );
  const quoted = globSync('**/*.test.ts', { cwd: import.meta.dirname })
    .map((file) => readFileSync(join(import.meta.dirname, file), 'utf8'))
    .flatMap((text) => [...text.matchAll(/\[((?:CTL|RT)\d+)\]/g)].map(([, id]) => id));
  assert.equal(new Set(written).size, written.length, 'an id stands twice');
  assert.deepEqual(
    {
      untested: written.filter((id) => !quoted.includes(id)),
      unwritten: quoted.filter((id) => !written.includes(id)),
    },
    { untested: [], unwritten: [] },
  );
});
