import { mkdir, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Clock, systemClock } from '@weft/proto';
import type { RunData } from '../../k6/summary.ts';
import { sourceOf } from './bundle.ts';
import { execute, type Plan } from './executors.ts';
import { asUser } from './stand-in/execution.ts';
import { kept } from './stand-in/metrics.ts';
import { holds, valuesOf } from './values.ts';

/** What stands in for k6's modules where k6 is not. */
const STAND_INS: Readonly<Record<string, URL>> = {
  'k6/crypto': new URL('./stand-in/crypto.ts', import.meta.url),
  'k6/execution': new URL('./stand-in/execution.ts', import.meta.url),
  'k6/http': new URL('./stand-in/http.ts', import.meta.url),
  'k6/metrics': new URL('./stand-in/metrics.ts', import.meta.url),
  'k6/timers': new URL('./stand-in/timers.ts', import.meta.url),
  'k6/websockets': new URL('./stand-in/websockets.ts', import.meta.url),
};

/** A scenario's module, as k6 takes it. */
interface ScenarioModule {
  readonly default: () => Promise<void>;
  readonly options: {
    readonly scenarios: Readonly<Record<string, Plan>>;
    readonly thresholds: Readonly<Record<string, readonly string[]>>;
  };
  readonly handleSummary: (data: RunData) => Readonly<Record<string, string>>;
}

/**
 * Runs a scenario in this process, with the environment that k6 would be given:
 * the same source, the same plan, the same bounds, one thread instead of all cores.
 * One run a process. Resolves with what is to be said when it is over.
 */
export async function runHere(
  scenario: string,
  environment: Readonly<Record<string, string>>,
  clock: Clock = systemClock,
): Promise<string> {
  registerHooks({
    resolve: (specifier, context, next) => {
      const standIn = STAND_INS[specifier];
      return standIn === undefined ? next(specifier, context) : { url: standIn.href, shortCircuit: true };
    },
  });
  Object.assign(globalThis, { __ENV: environment });
  const module = (await import(pathToFileURL(sourceOf(scenario)).href)) as ScenarioModule;
  const startedMs = clock.monotonic();
  let iterations = 0;
  for (const plan of Object.values(module.options.scenarios)) {
    const ran = await execute(plan, clock, (user) => asUser(user, module.default));
    iterations += ran.iterations;
  }
  const data = runData(module.options.thresholds, iterations, clock.monotonic() - startedMs);
  const { stdout = '', ...files } = module.handleSummary(data);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return stdout;
}

function runData(
  thresholds: ScenarioModule['options']['thresholds'],
  iterations: number,
  testRunDurationMs: number,
): RunData {
  const metrics = [...kept].flatMap(([name, metric]) => {
    const values = valuesOf(metric);
    if (values === undefined) return [];
    const bounds = (thresholds[name] ?? []).map((bound) => [bound, { ok: holds(bound, values) }] as const);
    return [[name, { type: metric.type, values, thresholds: Object.fromEntries(bounds) }] as const];
  });
  const counted = { type: 'counter', values: { count: iterations } };
  return { metrics: { ...Object.fromEntries(metrics), iterations: counted }, state: { testRunDurationMs } };
}
