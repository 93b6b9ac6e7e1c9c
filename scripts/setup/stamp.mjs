import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// What the set-up found in order, so that it need not look again. Lies inside
// node_modules, so it goes when that goes.

/** Reads the stamps of a checkout. */
export function readStamps(root) {
  try {
    return JSON.parse(readFileSync(stampFile(root), 'utf8'));
  } catch {
    return {};
  }
}

/** Adds to the stamps of a checkout. */
export function writeStamps(root, stamps) {
  const file = stampFile(root);
  mkdirSync(dirname(file), { recursive: true });
  const next = `${file}.${process.pid}`;
  writeFileSync(next, `${JSON.stringify({ ...readStamps(root), ...stamps }, null, 2)}\n`);
  renameSync(next, file);
}

/** A short text that changes when the file is replaced, or undefined without one. */
export function fileMark(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.size}-${stat.mtimeMs}-${stat.ino}`;
}

function stampFile(root) {
  return join(root, 'node_modules', '.cache', 'weft', 'setup.json');
}
