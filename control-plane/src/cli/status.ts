import { MeshState } from '../api/schemas.ts';
import type { Terminal } from './console.ts';
import { DataFolder, type StackState } from './data-folder.ts';
import { meshText } from './mesh-text.ts';
import { Operator } from './operator.ts';
import { isRunning } from './process-mark.ts';
import { whyNotReady } from './readiness.ts';
import { table } from './table.ts';
import { findTarget } from './target.ts';

/** Each process of a stack and whether it is ready, else why not. */
async function processesText({ services }: StackState): Promise<string> {
  const reasons = await Promise.all(services.map(whyNotReady));
  return table(
    ['Service', 'Region', 'Process', 'State'],
    services.map(({ name, region, process: mark }, i) => [
      ...[name, region === '' ? '-' : region, mark.pid],
      isRunning(mark) ? (reasons[i] ?? 'ready') : 'gone',
    ]),
  );
}

/**
 * `weft status`: the processes of the local stack, where that is what is asked,
 * and the mesh. Throws CommandFailure when the control plane cannot tell.
 */
export async function status(
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
  out: Terminal,
): Promise<void> {
  const target = await findTarget(dataDir, environment);
  const state = await new DataFolder(dataDir).readState();
  if (state?.url === target.url) out.write(`${await processesText(state)}\n\n`);
  const operator = await Operator.signIn(target);
  out.write(`${meshText(await operator.ask('/v1/mesh', MeshState))}\n`);
}
