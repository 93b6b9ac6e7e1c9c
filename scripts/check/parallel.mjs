import { availableParallelism } from 'node:os';

/** Does `work` for each item, as many at a time as there are cores, in order of arrival. */
export async function inParallel(items, work, atOnce = Math.max(2, availableParallelism())) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
