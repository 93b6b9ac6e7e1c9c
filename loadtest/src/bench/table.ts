import type { Json } from './bench.ts';
import type { Measure } from './measure.ts';

const COLUMNS = ['name', 'unit', 'n', 'min', 'p50', 'p95', 'p99', 'max'] as const;

/** Measures as a table for people: one line each, figures to the right. */
export function table(measures: readonly Measure[]): string {
  const rows = [COLUMNS, ...measures.map((one) => COLUMNS.map((column) => String(one[column])))];
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
}

/** Plain values as "name: value" lines. */
export const list = (values: Readonly<Record<string, Json>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
