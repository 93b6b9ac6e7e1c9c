import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { CommandFailure, run } from '../../scripts/setup/command.mjs';
import { SetupFailure } from '../../scripts/setup/failure.mjs';
import { withLock } from '../../scripts/setup/lock.mjs';
import { findMirror, parseLines, parseStanzas } from './debian.mjs';
import { prebuiltUrl } from './download.mjs';
import { cachedWorkerPath, mediasoupFolder, workerPath } from './locate.mjs';
import { hasWorker, obtainWorker } from './obtain.mjs';
import { edits } from './recipe.mjs';

function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'weft-worker-test-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function withEnvironment(t, values) {
  const before = { ...process.env };
  t.after(() => {
    process.env = before;
  });
  process.env = { ...before, ...values };
}

test('the environment names the worker, else the cache has it', (t) => {
  const env = { XDG_CACHE_HOME: folder(t) };
  assert.equal(workerPath(env), undefined);
  const cached = cachedWorkerPath(env);
  assert.match(cached, /\/weft\/mediasoup-worker\/\d+\.\d+\.\d+-[0-9a-f]{12}\/mediasoup-worker$/);
  mkdirSync(dirname(cached), { recursive: true });
  writeFileSync(cached, '');
  assert.equal(workerPath(env), cached);
  assert.equal(workerPath({ ...env, MEDIASOUP_WORKER_BIN: '/opt/worker' }), '/opt/worker');
});

test("each edit of the recipe still finds its place in mediasoup's source", () => {
  for (const { file, find } of edits) {
    assert.equal(readFileSync(join(mediasoupFolder(), 'worker', file), 'utf8').split(find).length, 2, file);
  }
});

test("apt's one-line sources are read", () => {
  const text = [
    '# deb http://old.example/debian bookworm main',
    'deb [arch=amd64 signed-by=/usr/share/keyrings/a.gpg] http://mirror.example/debian bookworm main contrib # near',
    'deb-src http://mirror.example/debian bookworm main',
    '',
  ].join('\n');
  assert.deepEqual(parseLines(text), [
    {
      types: ['deb'],
      uri: 'http://mirror.example/debian',
      suites: ['bookworm'],
      components: ['main', 'contrib'],
      signedBy: '/usr/share/keyrings/a.gpg',
    },
    {
      types: ['deb-src'],
      uri: 'http://mirror.example/debian',
      suites: ['bookworm'],
      components: ['main'],
      signedBy: undefined,
    },
  ]);
});

test("apt's deb822 sources are read, with comments, long fields and stanzas that are off", () => {
  const text = [
    'Types: deb deb-src',
    '# a comment between fields',
    'URIs: http://one.example/debian',
    '  http://two.example/debian',
    'Suites: bookworm bookworm-updates',
    'Components: main',
    'Signed-By: /usr/share/keyrings/a.gpg',
    '',
    'Enabled: no',
    'Types: deb',
    'URIs: http://off.example/debian',
    'Suites: bookworm',
    'Components: main',
  ].join('\n');
  const found = parseStanzas(text);
  assert.deepEqual(
    found.map(({ uri }) => uri),
    ['http://one.example/debian', 'http://two.example/debian'],
  );
  assert.deepEqual(found[0].suites, ['bookworm', 'bookworm-updates']);
  assert.equal(found[0].signedBy, '/usr/share/keyrings/a.gpg');
});

test('the mirror is the first source of the release itself', (t) => {
  const apt = folder(t);
  mkdirSync(join(apt, 'sources.list.d'));
  const line = (host, suite) => `deb http://${host}.example/debian ${suite} main\n`;
  writeFileSync(join(apt, 'sources.list'), line('security', 'bookworm-security'));
  writeFileSync(join(apt, 'sources.list.d', 'a.list.off'), line('off', 'bookworm'));
  writeFileSync(join(apt, 'sources.list.d', 'b.list'), line('right', 'bookworm') + line('later', 'bookworm'));
  assert.equal(findMirror('bookworm', apt).uri, 'http://right.example/debian');
  assert.equal(findMirror('trixie', apt), undefined);
});

test('the prebuilt worker is asked for where mediasoup itself asks', () => {
  assert.match(
    prebuiltUrl(mediasoupFolder(), {}),
    /^https:.*\/mediasoup\/releases\/download\/[\d.]+\/mediasoup-worker-/,
  );
});

const worker = (code) => `#!/bin/sh\nexit ${code}\n`;
const tools = { run, withLock, say: () => {}, Failure: SetupFailure, system: { hasApt: false } };

/** Serves a "prebuilt worker" that ends with the given code. */
async function servePrebuilt(t, code) {
  const path = folder(t);
  writeFileSync(join(path, 'mediasoup-worker'), worker(code));
  chmodSync(join(path, 'mediasoup-worker'), 0o755);
  execFileSync('tar', ['-czf', 'a.tgz', 'mediasoup-worker'], { cwd: path });
  const server = createServer((_, answer) => answer.end(readFileSync(join(path, 'a.tgz'))));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

const clean = { MEDIASOUP_WORKER_BIN: '', MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD: '' };

test('a prebuilt worker that runs here goes to the cache', async (t) => {
  const base = await servePrebuilt(t, 41);
  const env = { ...clean, XDG_CACHE_HOME: folder(t), MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base };
  withEnvironment(t, env);
  assert.equal(await hasWorker(tools), false);
  await obtainWorker(tools);
  assert.equal(await hasWorker(tools), true);
  assert.equal(readFileSync(workerPath(), 'utf8'), worker(41));
});

test('a prebuilt worker that does not run here is not taken', async (t) => {
  const base = await servePrebuilt(t, 127);
  const env = { ...clean, XDG_CACHE_HOME: folder(t), MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base };
  withEnvironment(t, env);
  await assert.rejects(obtainWorker(tools), /could not be had, and it is built here on Debian only/);
  assert.equal(workerPath(), undefined);
});

test('a named worker that does not run is said, not replaced', async (t) => {
  withEnvironment(t, { MEDIASOUP_WORKER_BIN: '/no/such/worker' });
  assert.equal(await hasWorker(tools), false);
  await assert.rejects(obtainWorker(tools), /MEDIASOUP_WORKER_BIN names "\/no\/such\/worker"/);
});

test('a command that fails tells its code and output', async () => {
  await assert.rejects(run('sh', ['-c', 'echo why >&2; exit 3']), (error) => {
    return error instanceof CommandFailure && error.code === 3 && error.output === 'why\n';
  });
});
