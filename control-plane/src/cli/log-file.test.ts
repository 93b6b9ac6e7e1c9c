import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { lastSentence, lastWords, makeRoom } from './log-file.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weft-log-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test("a service's own sentence is its last word", () => {
  const text = '{"level":"info","msg":"starting"}\neu-1: WEFT_NODE_ID: not an id\n\n';
  assert.equal(lastSentence(text), 'eu-1: WEFT_NODE_ID: not an id');
});

test('of a crash the error is told, not what Node prints around it', () => {
  const text = [
    'file:///weft/x.ts:3',
    "  throw new Error('no');",
    '        ^',
    '',
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find module 'y'",
    '    at finalizeResolution (node:internal/modules/esm/resolve:1:1) {',
    "  code: 'ERR_MODULE_NOT_FOUND'",
    '}',
    '',
    'Node.js v24.21.0',
  ].join('\n');
  assert.equal(lastSentence(text), "Error [ERR_MODULE_NOT_FOUND]: Cannot find module 'y'");
});

test('of JSON lines only those that tell an error count', () => {
  const text = [
    '{"level":"fatal","msg":"discovery failed","error":"disk full"}',
    '{"level":"warn","msg":"slow"}',
    '{"not":"a log line"}',
    '{broken',
  ].join('\n');
  assert.equal(lastSentence(text), 'discovery failed: disk full');
  assert.equal(lastSentence('{"level":"info","msg":"fine"}\n'), undefined);
});

test("of a Go server's panic the reason is told, not where it was", () => {
  const text = [
    '{"level":"panic","msg":"failed to open database","path":"/x/db","error":"invalid database"}',
    'panic: failed to open database',
    '',
    'goroutine 126 [running]:',
    'go.uber.org/zap/zapcore.CheckWriteAction.OnWrite(0x2?, 0x0?)',
    '\tgo.uber.org/zap/zapcore/entry.go:198 +0x65',
    'created by go.etcd.io/etcd/etcdserver.openBackend',
    '\tgo.etcd.io/etcd/etcdserver/backend.go:73 +0x12a',
  ].join('\n');
  assert.equal(lastSentence(text), 'failed to open database: invalid database');
  assert.equal(lastSentence('panic: no disk\n\ngoroutine 1 [running]:\nmain.main()\n'), 'panic: no disk');
});

test("what an earlier process wrote is not this one's last word", async () => {
  const file = join(folder, 'two-runs.log');
  await writeFile(file, 'first: no disk\nsecond: no network\n');
  assert.equal(await lastWords(file, 0), 'second: no network');
  assert.equal(await lastWords(file, 'first: no disk\nsecond: no network\n'.length), undefined);
  assert.equal(await lastWords(join(folder, 'none.log'), 0), undefined);
});

test('a log that has grown too large is set aside once', async () => {
  const file = join(folder, 'large.log');
  await writeFile(file, 'x'.repeat(16 * 1_048_576));
  await makeRoom(file);
  assert.equal((await stat(file)).size, 16 * 1_048_576, 'at the limit it stays');
  await writeFile(file, 'y'.repeat(16 * 1_048_576 + 1));
  await makeRoom(file);
  assert.equal((await stat(file)).size, 0);
  assert.equal((await readFile(`${file}.1`, 'utf8'))[0], 'y');
  await makeRoom(join(folder, 'none.log'));
});
