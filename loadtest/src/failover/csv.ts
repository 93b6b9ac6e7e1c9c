import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One line of raw samples. */
export type Row = Readonly<Record<string, string | number | undefined>>;

const DIGITS = 2;

/** Rows as comma-separated values (RFC 4180) with a line of names, which the first row gives; empty for no rows. */
function csv(rows: readonly Row[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const names = Object.keys(first);
  const lines = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  return `${[names.join(','), ...lines].join('\r\n')}\r\n`;
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(Number(value.toFixed(DIGITS)));
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Writes rows into a folder that is made when missing; resolves with the file. */
export async function writeCsv(folder: string, name: string, rows: readonly Row[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, name);
  await writeFile(file, csv(rows));
  return file;
}
