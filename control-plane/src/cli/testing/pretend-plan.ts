import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@weft/proto/testing';
import type { ServicePlan } from '../plan.ts';

/** A plan for testing/pretend-service.ts on a free port, with its log in the folder. `mood`: "broken", "busy", "deaf". */
export async function pretendPlan(folder: string, mood = ''): Promise<ServicePlan> {
  const port = await freePort();
  return {
    ...{ name: 'control-1', kind: 'control', region: '', url: `http://127.0.0.1:${port}` },
    command: process.execPath,
    args: [fileURLToPath(new URL('pretend-service.ts', import.meta.url))],
    env: { PATH: process.env.PATH ?? '', PRETEND_PORT: `${port}`, PRETEND_MOOD: mood, WEFT_PARENT_PIPE: '1' },
    logFile: join(folder, `pretend-${port}.log`),
    readsParentPipe: true,
  };
}
