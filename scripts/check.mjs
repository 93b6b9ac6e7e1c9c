// Everything that can be said about the sources without running them:
//
//   npm run check                all checks
//   npm run check -- types lint  these only

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checks } from './check/all.mjs';
import { inParallel } from './check/parallel.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !checks.some((check) => check.name === name));

if (unknown.length > 0) {
  const names = checks.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no check named ${unknown.join(', ')}; there are ${names}.\n`);
  process.exitCode = 2;
} else {
  const chosen = wanted.length === 0 ? checks : checks.filter(({ name }) => wanted.includes(name));
  process.exitCode = await runChecks(chosen);
}

async function runChecks(chosen) {
  const failed = [];
  await inParallel(chosen, async ({ name, run }) => {
    const startedAt = performance.now();
    const result = await run(root).catch((error) => ({ ok: false, text: error.message }));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const note = result.ok && result.text ? `  ${result.text}` : '';
    process.stdout.write(
      `${result.ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(10)} ${seconds.padStart(5)} s${note}\n`,
    );
    if (!result.ok) failed.push({ name, text: result.text });
  });
  for (const { name, text } of failed) process.stdout.write(`\n--- ${name}\n${text.trimEnd()}\n`);
  const verdict = failed.length === 0 ? 'all ok' : `failed: ${failed.map(({ name }) => name).join(', ')}`;
  process.stdout.write(`\n${chosen.length} checks, ${verdict}.\n`);
  return failed.length === 0 ? 0 : 1;
}
