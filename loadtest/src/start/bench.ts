import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { NpmStart } from './npm-start.ts';

const STARTS = 5;

/** How long `npm start` takes until everything is ready when it has been started before. */
export const start: Bench = {
  name: 'start',
  summary: 'second "npm start" to ready',
  options: { starts: `starts measured after the first (${STARTS})` },
  run: async (context) => {
    const starts = count(context, 'starts', STARTS);
    const dataDir = await mkdtemp(join(tmpdir(), 'weft-start-'));
    try {
      const once = async (): Promise<number> => {
        const running = await NpmStart.run(dataDir, context.clock);
        const healthy = await fetch(`${running.url}/readyz`);
        await running.interrupt();
        if (!healthy.ok) throw new Error(`${running.url} said it was ready and answered ${healthy.status}`);
        return running.readyMs;
      };
      context.progress('first start');
      const firstMs = await once();
      const readyMs: number[] = [];
      for (let i = 1; i <= starts; i++) {
        context.progress(`start ${i} of ${starts}`);
        readyMs.push(await once());
      }
      return {
        setup: { starts, command: 'npm start -- --free-ports' },
        measures: [measure('to-ready', 'ms', readyMs)],
        fields: { firstStartMs: Math.round(firstMs) },
      };
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
