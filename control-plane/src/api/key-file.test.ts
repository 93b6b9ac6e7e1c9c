import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { ConfigError } from '@weft/proto/node';
import { loadSigningKey } from './key-file.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weft-key-'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('a missing key is made, and is the same at the next start', async () => {
  const file = join(folder, 'made', 'key.json');
  const made = await loadSigningKey(file);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal((await loadSigningKey(file)).kid, made.kid);
  assert.deepEqual(await readdir(dirname(file)), ['key.json'], 'nothing is left beside it');
});

test('starts that race for one file end up with one key', async () => {
  const file = join(folder, 'raced.json');
  const keys = await Promise.all(Array.from({ length: 5 }, () => loadSigningKey(file)));
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, 1);
});

test('a key that others may read is refused', async () => {
  const file = join(folder, 'open.json');
  await loadSigningKey(file);
  await chmod(file, 0o644);
  await assert.rejects(
    loadSigningKey(file),
    (error) => error instanceof ConfigError && /chmod 600/.test(error.message),
  );
});

test('a file that is no key is refused without showing what it holds', async () => {
  const file = join(folder, 'broken.json');
  for (const text of ['{"kty":"OKP","d":"s3cret"}', 's3cret', '']) {
    await writeFile(file, text, { mode: 0o600 });
    await assert.rejects(
      loadSigningKey(file),
      (error) => error instanceof ConfigError && !error.message.includes('s3cret'),
    );
  }
});

test('a folder that cannot be written is told', async () => {
  const file = join(folder, 'plain');
  await writeFile(file, '');
  await assert.rejects(loadSigningKey(join(file, 'key.json')), ConfigError);
});
