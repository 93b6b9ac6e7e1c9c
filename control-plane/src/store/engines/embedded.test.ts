import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { EmbeddedLinks } from './embedded.ts';

test('a folder with data that misses what names its version is not written over', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'weft-store-'));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'global'));
  const kept = join(folder, 'global', 'pg_control');
  await writeFile(kept, 'of a database');
  await assert.rejects(new EmbeddedLinks(folder).open(), /without PG_VERSION/);
  assert.equal(await readFile(kept, 'utf8'), 'of a database');
});
