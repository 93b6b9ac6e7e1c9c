import { page } from './page.ts';
import { type Scenario, THRESHOLDS } from './thresholds.ts';

/** What k6 gives at the end of a run, as far as it is used here. */
export interface RunData {
  readonly metrics: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly values: Readonly<Record<string, number>>;
        readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
      }
    >
  >;
  readonly state: { readonly testRunDurationMs: number };
}

/** A bound with what became of it. */
export interface Verdict {
  readonly metric: string;
  readonly bound: string;
  readonly why: string;
  readonly held: boolean;
}

/** What a run came to: kept as JSON, shown as a page. */
export interface Summary {
  readonly scenario: string;
  /** Version, machine, load average, options: whatever runs it says. */
  readonly setup: Readonly<Record<string, unknown>>;
  readonly tookMs: number;
  readonly held: boolean;
  readonly verdicts: readonly Verdict[];
  /** Of the scenario's own metrics: name → statistic → value. Times in milliseconds. */
  readonly metrics: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const isScenario = (name: string): name is Scenario => Object.hasOwn(THRESHOLDS, name);

/** Pure: the summary of a run. Bounds of metrics that never got a value are not held. */
export function summarize(
  scenario: string,
  setup: Readonly<Record<string, unknown>>,
  { metrics, state }: RunData,
): Summary {
  const bounds = isScenario(scenario) ? THRESHOLDS[scenario] : [];
  const verdicts = bounds.map(({ metric, bound, why }) => ({
    ...{ metric, bound, why },
    held: metrics[metric]?.thresholds?.[bound]?.ok ?? false,
  }));
  const own = ['iterations', ...new Set(bounds.map(({ metric }) => metric))];
  return {
    ...{ scenario, setup, verdicts },
    tookMs: Math.round(state.testRunDurationMs),
    held: verdicts.every(({ held }) => held),
    metrics: Object.fromEntries(
      own.flatMap((name) => {
        const values = metrics[name]?.values;
        return values === undefined ? [] : [[name, values] as const];
      }),
    ),
  };
}

/** A few lines for whoever waits. */
const text = ({ scenario, verdicts, metrics }: Summary): string =>
  [
    scenario,
    ...Object.entries(metrics).map(([name, values]) => {
      const shown = Object.entries(values).map(([key, value]) => `${key} ${Number(value.toFixed(3))}`);
      return `  ${name}: ${shown.join(', ')}`;
    }),
    ...verdicts.map(({ metric, bound, held }) => `  ${held ? 'held    ' : 'NOT held'} ${metric} ${bound}`),
    '',
  ].join('\n');

/** Called by k6 at the end; the names are files it writes. */
export function handleSummary(data: RunData): Record<string, string> {
  const setup = JSON.parse(__ENV.WEFT_SETUP ?? '{}') as Record<string, unknown>;
  const summary = summarize(__ENV.WEFT_SCENARIO ?? '', setup, data);
  const folder = __ENV.WEFT_OUT ?? '.';
  return {
    stdout: text(summary),
    [`${folder}/summary.json`]: `${JSON.stringify(summary, undefined, 2)}\n`,
    [`${folder}/summary.html`]: page(summary),
  };
}
