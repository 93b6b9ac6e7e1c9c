import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { K6_VERSION } from './find-k6.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
/** A mesh that nobody runs: what is tried is who makes the load. */
const NOWHERE = ['--target', 'http://127.0.0.1:9', '--people', '1', '--seconds', '1'];

/** A folder that is the whole path of what is run in it. */
async function pathOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-load-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** `npm run load -- connect-storm` with that path and a cache in it: how it ended, and its lines. */
async function load(
  path: string,
  ...words: readonly string[]
): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const child = spawn(process.execPath, [MAIN, 'connect-storm', ...NOWHERE, ...words], {
    env: { PATH: path, XDG_CACHE_HOME: join(path, 'cache') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = await text(child.stderr);
  const code = child.exitCode ?? (await new Promise<number | null>((resolve) => child.once('exit', resolve)));
  return { code, lines: said.trim().split('\n') };
}

test('without k6 the scenario runs all the same, names the way to k6, and ends as k6 does when a bound is not held', async (t) => {
  const { code, lines } = await load(await pathOf(t));
  assert.equal(code, 99, 'nobody answers at that address, and the bounds are not held');
  assert.match(lines.join('\n'), /^k6 is not here, .*--install-k6 has Go build k6 \d/m);
  assert.match(lines.at(-1) ?? '', /^a bound was not held, so this ends with 99$/);
});

test('with neither k6 nor Go the flag says how to get them', async (t) => {
  const { code, lines } = await load(await pathOf(t), '--install-k6');
  assert.equal(code, 1);
  assert.match(
    lines.at(-1) ?? '',
    /^connect-storm could not be run: neither k6 nor Go is on the path: install/,
  );
});

test('with the flag Go builds k6, and this and later runs are in it', async (t) => {
  const path = await pathOf(t);
  const summary = `[ -z "$WEFT_OUT" ] || echo "{ \\"held\\": true }" > "$WEFT_OUT/summary.json"`;
  const k6 = `#!/bin/sh\necho "$@" >> ${path}/k6-asked\necho "k6 v${K6_VERSION} (fake)"\n${summary}\n`;
  const go = `#!/bin/sh\necho "$@" >> ${path}/go-asked\n/bin/cp ${path}/built "$GOBIN/k6"\n/bin/chmod 755 "$GOBIN/k6"\n`;
  await writeFile(join(path, 'built'), k6);
  await writeFile(join(path, 'go'), go);
  await chmod(join(path, 'go'), 0o755);

  const first = await load(path, '--install-k6');
  assert.equal(first.code, 0, first.lines.join('\n'));
  assert.match(first.lines[0] ?? '', /^Go builds k6 .*AGPL/);
  const later = await load(path);
  assert.equal(later.code, 0, later.lines.join('\n'));
  assert.doesNotMatch(later.lines.join('\n'), /k6 is not here/);

  assert.equal(await readFile(join(path, 'go-asked'), 'utf8'), `install go.k6.io/k6/v2@v${K6_VERSION}\n`);
  const asked = (await readFile(join(path, 'k6-asked'), 'utf8')).trim().split('\n');
  const runs = asked.filter((line) => line !== 'version');
  assert.equal(runs.length, 2);
  for (const line of runs) assert.match(line, /^run --no-usage-report .*connect-storm\.cjs$/);
});
