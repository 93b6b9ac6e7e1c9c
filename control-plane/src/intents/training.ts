import { Worker } from 'node:worker_threads';
import type { Example, Learnt } from './model.ts';

/**
 * Learns on a thread of its own: it takes seconds of computing, and on the
 * thread that answers customers and vendors each of them would wait for it.
 * Undefined when it was called off. Throws what ended the thread.
 */
export async function learnAside(
  examples: readonly Example[],
  off: AbortSignal,
): Promise<Learnt | undefined> {
  if (off.aborted) return undefined;
  const worker = new Worker(new URL('./training-thread.ts', import.meta.url), {
    workerData: examples,
    // Flags such as --test are the process's own business.
    execArgv: [],
  });
  const { promise, resolve, reject } = Promise.withResolvers<Learnt | undefined>();
  const stop = (): void => resolve(undefined);
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('its thread has ended')));
  off.addEventListener('abort', stop, { once: true });
  try {
    return await promise;
  } finally {
    off.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
