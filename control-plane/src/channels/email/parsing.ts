import { Worker } from 'node:worker_threads';
import type { Email } from 'postal-mime';

/**
 * Reads a mail on a thread of its own: each line takes some 10 µs, in one go,
 * and on the thread that answers customers and vendors each of them would wait for
 * it. Throws what reading throws, and what ended the thread.
 */
export async function parseAside(bytes: Uint8Array): Promise<Email> {
  const worker = new Worker(new URL('./parsing-thread.ts', import.meta.url), {
    workerData: bytes,
    // Flags such as --test are the process's own business.
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<Email>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('its thread has ended')));
  try {
    return await promise;
  } finally {
    await worker.terminate();
  }
}
