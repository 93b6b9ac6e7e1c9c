import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Making a new embedded database costs nine seconds of a core, unpacking a copy
// of an empty one costs one. So the first that is made on a machine is kept
// beside the installed packages, for as long as these are of the same version.

const require = createRequire(import.meta.url);

function templateFile(): string {
  const entry = require.resolve('@electric-sql/pglite');
  const home = entry.slice(0, entry.lastIndexOf('@electric-sql'));
  const { version } = JSON.parse(readFileSync(join(home, '@electric-sql/pglite/package.json'), 'utf8')) as {
    readonly version: string;
  };
  return join(home, '.cache/weft', `pglite-${version}.tar`);
}

/** An empty database, packed; undefined when none was kept. */
export function readTemplate(): Uint8Array<ArrayBuffer> | undefined {
  try {
    return new Uint8Array(readFileSync(templateFile()));
  } catch {
    return undefined;
  }
}

/** Keeps an empty database for the next ones. Where nothing can be written, each is made anew. */
export function keepTemplate(packed: Uint8Array): void {
  try {
    const file = templateFile();
    const next = `${file}.${process.pid}`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(next, packed);
    renameSync(next, file);
  } catch {
    // The next database takes longer, and that is all.
  }
}
