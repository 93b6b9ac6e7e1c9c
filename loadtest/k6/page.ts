import type { Summary } from './summary.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (value: unknown): string =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value)).replaceAll(
    /[&<>"]/g,
    (sign) => ESCAPES[sign] ?? '',
  );

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
table{border-collapse:collapse;margin:1rem 0}th,td{text-align:left;padding:.3rem .8rem;border-bottom:1px solid #d0d7de}
td.figure{text-align:right;font-variant-numeric:tabular-nums}.held{color:#0a6b2d}.not-held{color:#b3261e;font-weight:600}
@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}th,td{border-color:#30363d}.held{color:#56d364}.not-held{color:#ff7b72}}`;

const rows = (lines: readonly string[]): string => lines.map((line) => `<tr>${line}</tr>`).join('\n');

/** A run's summary as one page that needs nothing else. */
export function page({ scenario, setup, tookMs, held, verdicts, metrics }: Summary): string {
  const statistics = [...new Set(Object.values(metrics).flatMap((values) => Object.keys(values)))];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(scenario)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(scenario)}: ${held ? 'all bounds held' : 'not all bounds held'}</h1>
<p>${(tookMs / 1_000).toFixed(1)} s. Times in milliseconds.</p>
<h2>Bounds</h2>
<table><thead><tr><th>metric<th>bound<th>verdict<th>why</tr></thead><tbody>
${rows(
  verdicts.map(
    (one) =>
      `<td>${escaped(one.metric)}<td>${escaped(one.bound)}<td class="${one.held ? 'held">held' : 'not-held">not held'}<td>${escaped(one.why)}`,
  ),
)}
</tbody></table>
<h2>Figures</h2>
<table><thead><tr><th>metric${statistics.map((name) => `<th>${escaped(name)}`).join('')}</tr></thead><tbody>
${rows(
  Object.entries(metrics).map(
    ([name, values]) =>
      `<td>${escaped(name)}${statistics.map((key) => `<td class="figure">${values[key] === undefined ? '' : Number(values[key].toFixed(3))}`).join('')}`,
  ),
)}
</tbody></table>
<h2>Set-up</h2>
<table><tbody>
${rows(Object.entries(setup).map(([name, value]) => `<th>${escaped(name)}<td>${escaped(value)}`))}
</tbody></table></body></html>
`;
}
