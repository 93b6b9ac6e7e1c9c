import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { glibcSymbols, lowerGlibc } from './elf.mjs';

const older = new Map([['__isoc23_strtol', 'strtol']]);
const above36 = (bytes) => glibcSymbols(bytes).filter(({ version }) => Number(version.split('.')[1]) > 36);

test('what is no ELF file is refused', () => {
  assert.throws(() => lowerGlibc(Buffer.alloc(200), older, 36), /not a 64 bit/);
  assert.throws(() => lowerGlibc(Buffer.from('short'), older, 36), /not a 64 bit/);
});

test('a library that asks for nothing newer stays as it is', { skip: process.platform !== 'linux' }, (t) => {
  const library = compile(t, 'int plain(const char* s) { return s[0]; }');
  assert.equal(lowerGlibc(library, older, 36), library);
});

test('a symbol of a newer glibc is bound to the older name, and the library works', (t) => {
  if (process.platform !== 'linux') return t.skip('ELF is for Linux');
  // The newer symbol is made by hand in a stand-in for libc.so.6, as glibc here may be older.
  const folder = mkdtempSync(join(tmpdir(), 'weft-elf-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name) => join(folder, name);
  writeFileSync(
    file('libc.c'),
    'long __isoc23_strtol(const char* s, char** e, int b) { return 7; }\nlong base(void) { return 1; }\n',
  );
  writeFileSync(
    file('map'),
    'GLIBC_2.2.5 { global: base; };\nGLIBC_2.38 { global: __isoc23_strtol; } GLIBC_2.2.5;\n',
  );
  writeFileSync(
    file('use.c'),
    'long __isoc23_strtol(const char*, char**, int); long base(void);\nlong parse(const char* s) { return __isoc23_strtol(s, 0, 10) + base(); }\n',
  );
  const gcc = (...args) => execFileSync('gcc', args, { cwd: folder, stdio: 'pipe' });
  try {
    gcc(
      '-shared',
      '-fPIC',
      '-nostdlib',
      '-Wl,-soname,libc.so.6',
      '-Wl,--version-script,map',
      '-o',
      'fake.so',
      'libc.c',
    );
    gcc('-shared', '-fPIC', '-nostdlib', '-o', 'use.so', 'use.c', './fake.so');
  } catch (error) {
    return t.skip(`gcc is not there: ${error.code ?? error.message}`);
  }
  const before = readFileSync(file('use.so'));
  assert.deepEqual(above36(before), [{ name: '__isoc23_strtol', version: 'GLIBC_2.38' }]);
  const after = lowerGlibc(before, older, 36);
  assert.deepEqual(above36(after), []);
  assert.ok(glibcSymbols(after).some(({ name, version }) => name === 'strtol' && version === 'GLIBC_2.2.5'));
  assert.equal(above36(before).length, 1, 'the given buffer is not written to');
  assert.throws(() => lowerGlibc(before, new Map(), 36), /no older name is known for __isoc23_strtol/);
});

/** A small shared library, or a copy of one that is there where there is no compiler. */
function compile(t, source) {
  const folder = mkdtempSync(join(tmpdir(), 'weft-elf-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'a.c'), source);
  try {
    execFileSync('gcc', ['-shared', '-fPIC', '-o', 'a.so', 'a.c'], { cwd: folder, stdio: 'pipe' });
  } catch {
    copyFileSync(
      `/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/libm.so.6`,
      join(folder, 'a.so'),
    );
  }
  return readFileSync(join(folder, 'a.so'));
}
