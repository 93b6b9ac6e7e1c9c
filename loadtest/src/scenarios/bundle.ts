import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Where a scenario's source lies. */
export const sourceOf = (scenario: string): string =>
  fileURLToPath(new URL(`../../k6/${scenario}.ts`, import.meta.url));

/**
 * A scenario as one script for k6, with the codec of the contract in it: what is
 * left to be required is k6's own. Nothing of Node or of a browser is used, for
 * k6's engine has neither; ES2020, which it knows whole.
 */
export async function bundleScenario(scenario: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2020',
      lib: { entry: sourceOf(scenario), formats: ['cjs'] },
      rolldownOptions: { external: /^k6(\/|$)/ },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const one of outputs) if ('output' in one) return one.output[0].code;
  throw new Error(`${scenario} was built into nothing`);
}
