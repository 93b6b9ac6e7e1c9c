import { escaped, wholePage } from './html.ts';
import type { Summary } from './summary.ts';

const rows = (lines: readonly string[]): string => lines.map((line) => `<tr>${line}</tr>`).join('\n');

/** A run's summary as one page that needs nothing else. */
export function page({ scenario, setup, tookMs, held, verdicts, metrics }: Summary): string {
  const statistics = [...new Set(Object.values(metrics).flatMap((values) => Object.keys(values)))];
  return wholePage(
    scenario,
    `<h1>${escaped(scenario)}: ${held ? 'all bounds held' : 'not all bounds held'}</h1>
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
</tbody></table>`,
  );
}
