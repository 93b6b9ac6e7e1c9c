import { join } from 'node:path';

/** What a child may see of the launcher's environment: where things are and how text is written, nothing else. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'XDG_CACHE_HOME',
  'MEDIASOUP_WORKER_BIN',
  'WEFT_LOG_LEVEL',
];

/** The environment that every child of a stack begins with. */
export function childEnvironment(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const passed = PASSED_ON.flatMap((name) => {
    const value = environment[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(passed),
    // Node keeps the compiled sources here, so that the second start is faster.
    NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'weft', 'compiled'),
  };
}
