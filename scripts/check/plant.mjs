import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ours = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * A small tree with the given files, as a git repository with our node_modules,
 * for a test to show a check what it must see. Removed when the test is over.
 */
export function plant(test, files) {
  const root = mkdtempSync(join(tmpdir(), 'weft-plant-'));
  test.after(() => rmSync(root, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  writeFileSync(join(root, '.gitignore'), 'node_modules\n');
  symlinkSync(join(ours, 'node_modules'), join(root, 'node_modules'));
  execFileSync('git', ['init', '-q'], { cwd: root });
  return root;
}

/** The path of a file of ours, for a tree that must have the same. */
export function ourFile(file) {
  return join(ours, file);
}
