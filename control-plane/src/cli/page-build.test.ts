import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@weft/proto';
import { CommandFailure } from './failure.ts';
import { ensurePages, sourceHash } from './page-build.ts';

// A checkout whose pages are built by copying one file.
const BUILD = `
import { cpSync, mkdirSync, appendFileSync, rmSync, readFileSync } from 'node:fs';
if (readFileSync('src/main.ts', 'utf8').includes('broken')) { console.error('src/main.ts:1: it is broken'); process.exit(1); }
appendFileSync('../builds', 'x');
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/shop', { recursive: true });
cpSync('src/main.ts', 'dist/shop/index.html');
`;

describe('the pages', () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'weft-pages-'));
    await mkdir(join(root, 'agent-web', 'src'), { recursive: true });
    await writeFile(join(root, 'package.json'), JSON.stringify({ private: true, workspaces: ['agent-web'] }));
    const manifest = {
      name: '@weft/agent-web',
      version: '0.1.0',
      type: 'module',
      scripts: { build: 'node build.mjs' },
    };
    await writeFile(join(root, 'agent-web', 'package.json'), JSON.stringify(manifest));
    await writeFile(join(root, 'agent-web', 'build.mjs'), BUILD);
    await writeFile(join(root, 'agent-web', 'src', 'main.ts'), 'one');
  });
  after(() => rm(root, { recursive: true, force: true }));

  const ensure = (): Promise<void> => ensurePages(root, systemClock, () => undefined);
  const builds = async (): Promise<number> =>
    (await readFile(join(root, 'builds'), 'utf8').catch(() => '')).length;
  const edit = (text: string, file = 'main.ts') => writeFile(join(root, 'agent-web', 'src', file), text);

  it('are built once for all who ask at the same time, and not again', async () => {
    await Promise.all([ensure(), ensure(), ensure()]);
    await ensure();
    assert.equal(await builds(), 1);
  });

  it('are built again when a source changes, also back to what it was', async () => {
    const before = await builds();
    await edit('two');
    await ensure();
    assert.equal(await readFile(join(root, 'agent-web', 'dist', 'shop', 'index.html'), 'utf8'), 'two');
    await edit('one');
    await ensure();
    assert.equal(await builds(), before + 2);
  });

  it('do not depend on tests', async () => {
    const before = await sourceHash(root);
    await edit('test', 'main.test.ts');
    assert.equal(await sourceHash(root), before);
    await edit('more', 'more.ts');
    assert.notEqual(await sourceHash(root), before);
  });

  it('are built again when they are gone', async () => {
    await ensure();
    const before = await builds();
    await rm(join(root, 'agent-web', 'dist'), { recursive: true });
    await ensure();
    assert.equal(await builds(), before + 1);
  });

  it("that cannot be built fail with the build's sentence, each time", async () => {
    await edit('broken');
    for (let i = 0; i < 2; i += 1) {
      await assert.rejects(ensure(), (error) => {
        assert.ok(error instanceof CommandFailure);
        assert.match(error.message, /^The pages could not be built: src\/main\.ts:1: it is broken\./);
        return true;
      });
    }
  });
});
