import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WEFT_VERSION } from '@weft/proto';
import type { Measure } from './measure.ts';

/** Results that are kept, a folder for each version. */
const FOLDER = fileURLToPath(new URL('../../results', import.meta.url));

/** One benchmark's result as it is printed with --json. */
export interface Printed {
  readonly bench: string;
  readonly setup: Readonly<Record<string, unknown>>;
  readonly measures: readonly Measure[];
  readonly [field: string]: unknown;
}

/** A result with the version that it is of. */
export interface KeptResult {
  readonly version: string;
  readonly result: Printed;
}

/** Keeps a result as this version's; one that was there is replaced. Resolves with the file. */
export async function keep(result: Printed): Promise<string> {
  const file = join(FOLDER, WEFT_VERSION, `${result.bench}.json`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(result, undefined, 1)}\n`);
  return file;
}

/** All results, oldest version first. */
export async function keptResults(): Promise<readonly KeptResult[]> {
  const versions = (await readdir(FOLDER).catch(() => [])).toSorted((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const found = versions.map(async (version) => {
    const files = (await readdir(join(FOLDER, version))).filter((file) => file.endsWith('.json')).toSorted();
    return Promise.all(
      files.map(async (file) => ({
        version,
        result: JSON.parse(await readFile(join(FOLDER, version, file), 'utf8')) as Printed,
      })),
    );
  });
  return (await Promise.all(found)).flat();
}
