import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkDeadCode } from './deadcode.mjs';
import { checkGenerated } from './generated.mjs';
import { checkImports } from './imports.mjs';
import { checkLint } from './lint.mjs';
import { checkPlaces } from './places.mjs';
import { ourFile, plant } from './plant.mjs';
import { checkSizes } from './sizes.mjs';
import { checkTypes } from './types.mjs';
import { checkWireNames } from './wirenames.mjs';

const read = (file) => readFileSync(ourFile(file), 'utf8');
const project = {
  compilerOptions: { composite: true, strict: true, rootDir: 'src', outDir: 'out' },
  include: ['src'],
};
const types = (source) => ({
  'tsconfig.json': JSON.stringify({ files: [], references: [{ path: 'proto' }] }),
  'proto/tsconfig.json': JSON.stringify({
    ...project,
    compilerOptions: { ...project.compilerOptions, types: [] },
  }),
  'proto/src/a.ts': source,
});

test('types: a wrong type in a referenced project fails', async (t) => {
  const good = await checkTypes(plant(t, types('export const a: number = 1;\n')));
  assert.equal(good.ok, true, good.text);
  const bad = await checkTypes(plant(t, types("export const a: number = 'one';\n")));
  assert.equal(bad.ok, false);
  assert.match(bad.text, /proto\/src\/a\.ts.*TS2322/);
});

const lint = (file, source) => ({
  'biome.json': read('biome.json').replace(/\n.*"\$schema".*/, ''),
  'scripts/check/clocks.grit': read('scripts/check/clocks.grit'),
  [file]: source,
});

test('lint: clean code passes', async (t) => {
  const { ok, text } = await checkLint(plant(t, lint('signaling/src/a.ts', 'export const a = 1;\n')));
  assert.equal(ok, true, text);
});

for (const [what, source, finding] of [
  ['any', 'export const a = (b: any) => b;\n', /noExplicitAny/],
  [
    'a promise nobody waits for',
    'async function a(): Promise<void> {}\nexport function b(): void {\n  a();\n}\n',
    /noFloatingPromises/,
  ],
  ['bad format', 'export const a   = 1\n', /format/],
  ['unordered imports', "import b from 'b';\nimport a from 'a';\n\nexport { a, b };\n", /organizeImports/],
  ['Date.now()', 'export const a = () => Date.now();\n', /come through ports/],
  ['new Date()', 'export const a = () => new Date();\n', /come through ports/],
  ['Math.random()', 'export const a = () => Math.random();\n', /come through ports/],
  ['performance.now()', 'export const a = () => performance.now();\n', /come through ports/],
]) {
  test(`lint: ${what} fails`, async (t) => {
    const { ok, text } = await checkLint(plant(t, lint('signaling/src/a.ts', source)));
    assert.equal(ok, false);
    assert.match(text, finding);
  });
}

test('lint: a clock and a test may ask for the time, and a given time may become a Date', async (t) => {
  const now = 'export const a = () => Date.now();\n';
  for (const file of ['proto/src/clock.ts', 'proto/src/node/clock-system.ts', 'signaling/src/a.test.ts']) {
    const { ok, text } = await checkLint(plant(t, lint(file, now)));
    assert.equal(ok, true, text);
  }
  const given = lint('signaling/src/a.ts', 'export const a = (atMs: number) => new Date(atMs);\n');
  const { ok, text } = await checkLint(plant(t, given));
  assert.equal(ok, true, text);
});

const imports = (from, to, specifier) => ({
  [from]: `import { a } from '${specifier}';\n\nexport const b = a;\n`,
  [to]: 'export const a = 1;\n',
});

test('imports: an allowed import passes', async (t) => {
  const tree = imports('signaling/src/a.ts', 'signaling/src/b.ts', './b.ts');
  const { ok, text } = await checkImports(plant(t, tree));
  assert.equal(ok, true, text);
  assert.equal(text, '2 files');
});

for (const [rule, from, to, specifier] of [
  ['proto-stands-alone', 'proto/src/a.ts', 'signaling/src/b.ts', '../../signaling/src/b.ts'],
  ['services-meet-in-proto', 'signaling/src/a.ts', 'control-plane/src/b.ts', '../../control-plane/src/b.ts'],
  ['by-package-name', 'signaling/src/a.ts', 'proto/src/b.ts', '../../proto/src/b.ts'],
  ['core-knows-no-adapter', 'media-nodes/src/core/a.ts', 'media-nodes/src/adapters/b.ts', '../adapters/b.ts'],
  ['test-parts-in-tests', 'proto/src/a.ts', 'proto/src/testing/b.ts', './testing/b.ts'],
  ['loader-stands-alone', 'agent-web/src/loader/a.ts', 'agent-web/src/link/b.ts', '../link/b.ts'],
  ['link-below-state', 'agent-web/src/link/a.ts', 'agent-web/src/state/b.ts', '../state/b.ts'],
  ['state-below-pages', 'agent-web/src/state/a.ts', 'agent-web/src/desk/b.ts', '../desk/b.ts'],
  ['pages-apart', 'agent-web/src/desk/a.ts', 'agent-web/src/widget/b.ts', '../widget/b.ts'],
  [
    'routing-knows-no-channel',
    'control-plane/src/routing/a.ts',
    'control-plane/src/channels/b.ts',
    '../channels/b.ts',
  ],
  [
    'channels-know-no-routing',
    'control-plane/src/channels/a.ts',
    'control-plane/src/routing/b.ts',
    '../routing/b.ts',
  ],
  ['resolvable', 'signaling/src/a.ts', 'signaling/src/b.ts', './c.ts'],
  ['uws-behind-its-port', 'signaling/src/a.ts', 'signaling/src/b.ts', 'uWebSockets.js'],
  ['mediasoup-behind-its-port', 'media-nodes/src/core/a.ts', 'media-nodes/src/b.ts', 'mediasoup'],
  ['no-react-below-pages', 'agent-web/src/state/a.ts', 'agent-web/src/state/b.ts', 'react'],
  ['pages-use-no-node', 'agent-web/src/desk/a.ts', 'agent-web/src/desk/b.ts', 'node:fs'],
]) {
  test(`imports: ${rule} is seen`, async (t) => {
    const { ok, text } = await checkImports(plant(t, imports(from, to, specifier)));
    assert.equal(ok, false);
    assert.match(text, new RegExp(`: ${rule}$`, 'm'));
  });
}

test('imports: a page that reaches the Node half of proto through another file is seen', async (t) => {
  const tree = {
    'agent-web/src/desk/a.ts': "import { b } from './b.ts';\n\nexport const a = b;\n",
    'agent-web/src/desk/b.ts': "import { c } from '../../../proto/src/node/c.ts';\n\nexport const b = c;\n",
    'proto/src/node/c.ts': 'export const c = 1;\n',
  };
  const { ok, text } = await checkImports(plant(t, tree));
  assert.equal(ok, false);
  assert.match(text, /desk\/a\.ts -> proto\/src\/node\/c\.ts: pages-run-in-browsers/);
});

test('imports: a cycle of values is seen', async (t) => {
  const tree = {
    'signaling/src/a.ts': "import { b } from './b.ts';\n\nexport const a = () => b;\n",
    'signaling/src/b.ts': "import { a } from './a.ts';\n\nexport const b = () => a;\n",
  };
  const { ok, text } = await checkImports(plant(t, tree));
  assert.equal(ok, false);
  assert.match(text, /no-cycle/);
});

test('imports: nothing to look at is a failure', async (t) => {
  const { ok, text } = await checkImports(plant(t, { 'README.md': 'nothing\n' }));
  assert.equal(ok, false);
  assert.match(text, /no source file/);
});

test('deadcode: an export that nothing uses fails', async (t) => {
  const tree = (unused) => ({
    'package.json': JSON.stringify({ name: 'planted', private: true, type: 'module' }),
    'knip.json': JSON.stringify({ entry: ['src/main.ts'], project: ['src/**/*.ts'] }),
    'src/main.ts': "import { a } from './a.ts';\n\nconsole.log(a);\n",
    'src/a.ts': `export const a = 1;\n${unused}`,
  });
  const good = await checkDeadCode(plant(t, tree('')));
  assert.equal(good.ok, true, good.text);
  const bad = await checkDeadCode(plant(t, tree('export const planted = 2;\n')));
  assert.equal(bad.ok, false);
  assert.match(bad.text, /planted/);
});

test('generated: what the generator says counts', async (t) => {
  const stale = await checkGenerated(
    plant(t, { 'scripts/generate.mjs': "if (process.argv.includes('--check')) process.exit(1);\n" }),
  );
  assert.equal(stale.ok, false);
  const missing = await checkGenerated(plant(t, {}));
  assert.equal(missing.ok, false);
  const fresh = await checkGenerated(plant(t, { 'scripts/generate.mjs': '\n' }));
  assert.equal(fresh.ok, true);
});

test('sizes: a file over 400 lines fails, one over 300 is named, generated code is left out', async (t) => {
  const lines = (count) => 'export {};\n'.repeat(count);
  const long = plant(t, { 'proto/src/a.ts': lines(400), 'proto/src/gen/weft.js': lines(900) });
  const good = await checkSizes(long);
  assert.equal(good.ok, true);
  assert.match(good.text, /proto\/src\/a\.ts \(400\)/);
  const bad = await checkSizes(plant(t, { 'proto/src/a.ts': lines(401) }));
  assert.equal(bad.ok, false);
  assert.match(bad.text, /proto\/src\/a\.ts: 401 lines/);
});

test('wirenames: a subject or key outside proto fails', async (t) => {
  const names = [
    ['we', 'ft.call.moved'],
    ['/we', 'ft/calls/1'],
  ].map((parts) => `'${parts.join('')}'`);
  for (const name of names) {
    const source = `export const a = ${name};\n`;
    const bad = await checkWireNames(plant(t, { 'signaling/src/a.ts': source }));
    assert.equal(bad.ok, false);
    const good = await checkWireNames(plant(t, { 'proto/src/a.ts': source }));
    assert.equal(good.ok, true);
  }
  const file = await checkWireNames(plant(t, { 'signaling/src/a.ts': "export const a = 'weft.json';\n" }));
  assert.equal(file.ok, true);
});

test("places: one machine's path or a package server fails, also a configured one", async (t) => {
  const check = (text, hosts = []) => checkPlaces(plant(t, { 'docs/a.md': text }), hosts);
  assert.equal((await check('see /usr/bin and https://example.org/root/x\n')).ok, true);
  assert.equal((await check(`see ${['', 'root', '.cache'].join('/')}\n`)).ok, false);
  assert.equal((await check(`see ${['', 'home', 'someone', 'weft'].join('/')}\n`)).ok, false);
  assert.equal((await check(`from ${['registry', 'npmjs', 'org'].join('.')}\n`)).ok, false);
  assert.equal((await check('from packages.example.test\n', ['packages.example.test'])).ok, false);
});
