// Gets a mediasoup-worker into the cache: downloaded where there is a prebuilt
// one that runs here, else built. The set-up calls it and hands in its tools.

import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildWorker } from './build.mjs';
import { downloadWorker } from './download.mjs';
import { cachedWorkerPath, mediasoupFolder, workerPath } from './locate.mjs';

/** Whether there is a worker that runs. */
export async function hasWorker({ run }) {
  const worker = workerPath();
  return worker !== undefined && existsSync(worker) && (await runs(worker, run));
}

/** Puts a worker that runs into the cache. */
export async function obtainWorker(tools) {
  const { run, withLock, say, Failure } = tools;
  const named = process.env.MEDIASOUP_WORKER_BIN;
  if (named) {
    throw new Failure(
      `MEDIASOUP_WORKER_BIN names "${named}", which does not run as a mediasoup-worker: name one that does, or unset it and one is got for you.`,
    );
  }
  const cached = cachedWorkerPath();
  await withLock(
    `${dirname(cached)}.lock`,
    async () => {
      if (await hasWorker(tools)) return;
      const folder = mkdtempSync(join(tmpdir(), 'weft-worker-'));
      const clear = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      process.once('exit', clear);
      try {
        const worker = await makeWorker(folder, tools);
        // Into the cache under another name first: the rename is what others see.
        mkdirSync(dirname(cached), { recursive: true });
        const next = `${cached}.${process.pid}`;
        await run('cp', [worker, next]);
        await run('chmod', ['755', next]);
        renameSync(next, cached);
      } finally {
        clear();
        process.removeListener('exit', clear);
      }
    },
    { say },
  );
}

async function makeWorker(folder, tools) {
  const { run, say, system, Failure } = tools;
  const mediasoup = mediasoupFolder();
  say('looking for a prebuilt one');
  const downloaded = await downloadWorker({ mediasoup, folder, run, say });
  if (downloaded !== undefined && (await runs(downloaded, run))) return downloaded;
  if (!system.hasApt || system.platform !== 'linux') {
    throw new Failure(
      `mediasoup's prebuilt worker could not be had, and it is built here on Debian only: build it by hand and set MEDIASOUP_WORKER_BIN.`,
    );
  }
  const built = await buildWorker({ ...tools, mediasoup, folder });
  if (!(await runs(built, run))) throw new Failure('The mediasoup-worker that was built does not run here.');
  return built;
}

/** Started by hand, a worker refuses with code 41; anything else is not a worker that runs here. */
async function runs(worker, run) {
  const code = await run(worker, [], { env: {}, timeoutMs: 5000 }).then(
    () => 0,
    (error) => error.code,
  );
  return code === 41;
}
