import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const answerWithinMs = 4000;
const wholeWithinMs = 120_000;

/**
 * Fetches the prebuilt worker from where mediasoup's own installer gets it, and
 * honours that installer's environment variables. Gives its path, or undefined:
 * no answer within seconds, none for this machine, or not an archive.
 */
export async function downloadWorker({ mediasoup, folder, run, say }) {
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return undefined;
  const answerTimer = new AbortController();
  const timer = setTimeout(() => answerTimer.abort(), answerWithinMs);
  try {
    const signal = AbortSignal.any([answerTimer.signal, AbortSignal.timeout(wholeWithinMs)]);
    const answer = await fetch(prebuiltUrl(mediasoup), { signal });
    clearTimeout(timer);
    if (!answer.ok || answer.body === null) return undefined;
    say('downloading it');
    const archive = join(folder, 'prebuilt.tgz');
    await pipeline(Readable.fromWeb(answer.body), createWriteStream(archive));
    await run('tar', ['-xzf', archive, '-C', folder, 'mediasoup-worker']);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
  const worker = join(folder, 'mediasoup-worker');
  return existsSync(worker) ? worker : undefined;
}

/** Where mediasoup publishes the worker of this version for this machine. */
export function prebuiltUrl(mediasoup, env = process.env) {
  const { version, repository } = JSON.parse(readFileSync(join(mediasoup, 'package.json'), 'utf8'));
  const base =
    env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL ||
    `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
  const kernel = process.platform === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  return `${base}/${version}/mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`;
}
