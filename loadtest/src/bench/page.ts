import { escaped, wholePage } from '../../k6/html.ts';
import { changes, changeText } from './changes.ts';
import type { Bucket } from './histogram.ts';
import { bars, points } from './plot.ts';
import type { KeptResult } from './results.ts';

/** Every kept result on one page: measures by version, ramps, histograms, and what they were measured on. */
export function resultsPage(results: readonly KeptResult[]): string {
  const names = [...new Set(results.map(({ result }) => result.bench))];
  const body = names.map((name) =>
    section(
      name,
      results.filter(({ result }) => result.bench === name),
    ),
  );
  return wholePage(
    'Weft: benchmarks',
    `<h1>Benchmarks</h1>\n${body.join('\n') || '<p>No result is kept yet.</p>'}`,
  );
}

function section(name: string, results: readonly KeptResult[]): string {
  const latest = results.at(-1);
  if (latest === undefined) return '';
  const rows = results.flatMap(({ version, result }) =>
    result.measures.map((one) => {
      const figures = [one.n, one.min, one.p50, one.p95, one.p99, one.max];
      return `<tr><td class="name">${escaped(one.name)}<td>${escaped(version)}<td>${escaped(one.unit)}${figures.map((value) => `<td class="figure">${Number(value.toPrecision(6))}`).join('')}</tr>`;
    }),
  );
  return `<h2>${escaped(name)}</h2>
<table><thead><tr><th>measure<th>version<th>unit<th>n<th>min<th>p50<th>p95<th>p99<th>max</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
${changesOf(results)}
${verdicts(results)}
${overVersions(results)}
${ramps(latest.result)}
${histograms(latest.result)}
<details><summary>Set-up of ${escaped(latest.version)}</summary><table><tbody>
${Object.entries(latest.result.setup)
  .map(([key, value]) => `<tr><th>${escaped(key)}<td>${escaped(value)}</tr>`)
  .join('\n')}
</tbody></table></details>`;
}

/** What the newest version does better or worse than the one before. */
function changesOf(results: readonly KeptResult[]): string {
  const [before, latest] = results.slice(-2);
  if (before === undefined || latest === undefined) return '';
  const found = changes(before.result, latest.result);
  const lines = found.map((change) => {
    const text = escaped(changeText(change, before.version));
    return `<li>${change.worse ? `<strong>${text}</strong>` : text}`;
  });
  return lines.length === 0 ? '' : `<ul>${lines.join('\n')}</ul>`;
}

/** What a benchmark counts or concludes beside its measures, by version: growth, what was lost, what is open. */
function verdicts(results: readonly KeptResult[]): string {
  const rows = results.flatMap(({ version, result }) =>
    Object.entries(result).flatMap(([field, value]) => {
      const told = NOT_TOLD.has(field) ? undefined : verdict(value);
      return told === undefined
        ? []
        : [`<tr><td class="name">${escaped(field)}<td>${escaped(version)}<td>${escaped(told)}</tr>`];
    }),
  );
  if (rows.length === 0) return '';
  return `<table><thead><tr><th>field<th>version<th>value</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>`;
}

/** What a page has another place for. */
const NOT_TOLD: ReadonlySet<string> = new Set(['bench', 'setup', 'measures', 'histograms']);

/** A value in one line: itself, or "name value" for each of a flat record, "none" for an empty one; undefined for what is larger. */
function verdict(value: unknown): string | undefined {
  if (isPlain(value)) return String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const parts = Object.entries(value);
  if (!parts.every(([, part]) => isPlain(part))) return undefined;
  return parts.length === 0 ? 'none' : parts.map(([name, part]) => `${name} ${String(part)}`).join(', ');
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Medians side by side, as soon as there are two versions to compare. */
function overVersions(results: readonly KeptResult[]): string {
  if (results.length < 2) return '';
  const names = [...new Set(results.flatMap(({ result }) => result.measures.map((one) => one.name)))];
  return names
    .map((name) =>
      bars(
        `${name}: median by version${inUnit(results.at(-1)?.result, name)}`,
        results.flatMap(({ version, result }) => {
          const found = result.measures.find((one) => one.name === name);
          return found === undefined ? [] : [{ name: version, value: found.p50 }];
        }),
      ),
    )
    .join('\n');
}

/** ", in ms" for a measure that the result has; empty for any other. */
function inUnit(result: KeptResult['result'] | undefined, name: string): string {
  const unit = result?.measures.find((one) => one.name === name)?.unit;
  return unit === undefined ? '' : `, in ${unit}`;
}

interface RampStep {
  readonly load: number;
  readonly p99Ms: number | null;
  readonly holds: boolean;
}

const isStep = (value: unknown): value is RampStep =>
  typeof value === 'object' && value !== null && 'load' in value && 'p99Ms' in value && 'holds' in value;

/** Fields that are lists of steps, or lists of such lists. */
function ramps(result: KeptResult['result']): string {
  return Object.entries(result)
    .flatMap(([field, value]) => {
      const steps = (Array.isArray(value) ? value.flat() : []).filter(isStep);
      if (steps.length === 0) return [];
      const shown = steps.flatMap(({ load, p99Ms, holds }) =>
        p99Ms === null ? [] : [{ x: load, y: p99Ms, held: holds }],
      );
      return [points(`${field}: p99 in milliseconds over the load; hollow = did not hold`, shown)];
    })
    .join('\n');
}

const isBuckets = (value: unknown): value is readonly Bucket[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'upTo' in one);

function histograms(result: KeptResult['result']): string {
  const { histograms: all } = result;
  if (typeof all !== 'object' || all === null) return '';
  return Object.entries(all)
    .flatMap(([name, buckets]) =>
      isBuckets(buckets)
        ? [
            bars(
              `${name}: how many samples, by size up to${inUnit(result, name)}`,
              // Whatever is smaller, and below zero, is in the first.
              buckets.map(({ upTo, n }, at) => ({ name: at === 0 ? `≤ ${upTo}` : String(upTo), value: n })),
            ),
          ]
        : [],
    )
    .join('\n');
}
