import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { it } from 'node:test';

/** Measured by the benchmark, whose verdict is a figure and not a test's. */
const MEASURED = ['SIG70'];

const idsIn = (text: string, pattern: RegExp): ReadonlySet<string> =>
  new Set([...text.matchAll(pattern)].map(([, id = '']) => id));

it('every rule of SPEC.md is quoted by a test, and every rule that a test quotes is there', () => {
  const spec = readFileSync(new URL('../SPEC.md', import.meta.url), 'utf8');
  const rules = idsIn(spec, /^- \*\*(SIG\d+)\*\*/gm);
  const files = globSync('**/*.test.ts', { cwd: import.meta.dirname }).filter(
    (file) => file !== 'spec.test.ts',
  );
  const names = files.map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')).join('\n');
  const quoted = idsIn(names, /\b(SIG\d+)\b/g);
  assert.deepEqual(
    [...rules].filter((id) => !quoted.has(id) && !MEASURED.includes(id)),
    [],
    'rules without a test',
  );
  assert.deepEqual(
    [...quoted].filter((id) => !rules.has(id)),
    [],
    'rules that are not written',
  );
});
