import assert from 'node:assert/strict';
import { access, chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { cachedK6, findK6, installK6, K6_VERSION } from './find-k6.ts';

const KEPT = { encoding: 'utf8' } as const;

/** A machine of the test's own: an empty path and cache, with the programs that are asked for. */
async function machineOf(
  t: TestContext,
  programs: Readonly<Record<string, string>> = {},
): Promise<{ readonly folder: string; readonly environment: Readonly<Record<string, string>> }> {
  const folder = await mkdtemp(join(tmpdir(), 'weft-k6-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, script] of Object.entries(programs)) await program(join(folder, name), script);
  return { folder, environment: { PATH: folder, XDG_CACHE_HOME: join(folder, 'cache') } };
}

async function program(file: string, script: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

/** A go that writes down what it was asked and "builds" a k6 which does the same. */
const go = (folder: string): string =>
  [
    `echo "$@" >> ${folder}/go-asked`,
    `printf '#!/bin/sh\\necho "$@" >> ${folder}/k6-asked\\necho "k6 v${K6_VERSION} (fake)"\\n' > "$GOBIN/k6"`,
    '/bin/chmod 755 "$GOBIN/k6"',
  ].join('\n');

test('the pinned k6 is the one whose types are used', async () => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { devDependencies } = JSON.parse(text) as { devDependencies: Record<string, string> };
  assert.equal(devDependencies['@types/k6'], K6_VERSION);
});

test('the k6 on the path comes before the one in the cache', async (t) => {
  const { environment } = await machineOf(t, { k6: 'echo "k6 v9.9.9"' });
  assert.deepEqual(await findK6(environment), { command: 'k6', version: 'k6 v9.9.9' });
});

test('Go is asked for the pinned version, and its k6 is used from then on', async (t) => {
  const { folder, environment } = await machineOf(t);
  await program(join(folder, 'go'), go(folder));
  assert.equal(await findK6(environment), undefined);
  const file = cachedK6(environment);
  assert.ok(
    file.startsWith(join(folder, 'cache', 'weft', 'k6')),
    'it is beside the worker, not in the checkout',
  );
  const k6 = { command: file, version: `k6 v${K6_VERSION} (fake)` };
  assert.deepEqual(await installK6(environment), k6);
  assert.equal(await readFile(join(folder, 'go-asked'), KEPT), `install go.k6.io/k6/v2@v${K6_VERSION}\n`);
  assert.equal(await readFile(join(folder, 'k6-asked'), KEPT), 'version\n');
  assert.deepEqual(await findK6(environment), k6);
});

test('without Go one sentence says how to get either', async (t) => {
  const { environment } = await machineOf(t);
  await assert.rejects(
    installK6(environment),
    /^Error: neither k6 nor Go is on the path: install k6 \(https:/,
  );
});

test('what Go says of a failure is passed on, and nothing is left', async (t) => {
  const { environment } = await machineOf(t, {
    go: 'echo "go: downloading" >&2\necho "dial tcp: lookup proxy: no such host" >&2\nexit 1',
  });
  await assert.rejects(
    installK6(environment),
    /^Error: "go install .*" failed: dial tcp: lookup proxy: no such host$/,
  );
  assert.equal(await findK6(environment), undefined);
  await assert.rejects(access(join(cachedK6(environment), '..')));
});

test('a Go that leaves nothing is not believed', async (t) => {
  const { environment } = await machineOf(t, { go: 'exit 0' });
  await assert.rejects(installK6(environment), /ended well and left no k6/);
});
