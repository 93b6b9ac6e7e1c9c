import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DataFolder } from './data-folder.ts';
import { CommandFailure } from './failure.ts';
import { ensureSignIns, newPassword, readSignIns, signInFile } from './sign-ins.ts';

let base: string;
before(async () => {
  base = await mkdtemp(join(tmpdir(), 'weft-data-'));
});
after(() => rm(base, { recursive: true, force: true }));

test('a folder that cannot be made is refused with a way out', async () => {
  const file = join(base, 'file');
  await writeFile(file, '');
  await assert.rejects(new DataFolder(join(file, 'data')).prepare(), (error) => {
    assert.ok(error instanceof CommandFailure);
    assert.match(error.message, /cannot be written .*--data/);
    return true;
  });
});

test('the state is read back as written and a broken one counts as none', async () => {
  const folder = new DataFolder(join(base, 'state'));
  await folder.prepare();
  assert.equal(await folder.readState(), undefined);
  const state = { url: 'http://127.0.0.1:1', launcher: { pid: 1, mark: 'm' }, services: [] };
  await folder.writeState(state);
  assert.deepEqual(await folder.readState(), state);
  await writeFile(folder.file('stack.json'), '{"url":');
  assert.equal(await folder.readState(), undefined);
  await folder.writeState(undefined);
  assert.equal(await folder.readState(), undefined);
});

test('sign-ins are made once, for their owner only', async () => {
  const folder = new DataFolder(join(base, 'people'));
  await folder.prepare();
  const first = await ensureSignIns(folder);
  assert.equal(
    first.map(({ login, role }) => `${login}:${role}`).join(' '),
    'anna:agent wei:agent mei:admin ops:operator',
  );
  assert.equal(new Set(first.map(({ password }) => password)).size, 4);
  assert.deepEqual(await ensureSignIns(folder), first);
  assert.equal((await stat(signInFile(folder))).mode & 0o777, 0o600);
});

test('a broken list of people is told, not replaced', async () => {
  const folder = new DataFolder(join(base, 'broken'));
  await folder.prepare();
  await writeFile(signInFile(folder), '{"people":[{}]}');
  await assert.rejects(readSignIns(folder), CommandFailure);
  await assert.rejects(ensureSignIns(folder), CommandFailure);
});

test('passwords are three groups of four letters that are not mistaken for each other', () => {
  const passwords = Array.from({ length: 200 }, newPassword);
  for (const password of passwords) assert.match(password, /^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}$/);
  assert.equal(new Set(passwords).size, 200);
});
