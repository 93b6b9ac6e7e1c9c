import { PolicyState } from '../api/schemas.ts';
import type { Terminal } from './console.ts';
import type { Operator } from './operator.ts';

/** What `weft queue` is told. */
export interface QueueOrder {
  readonly operator: Operator;
  readonly queue: string;
  /** Undefined = only show. */
  readonly hot: boolean | undefined;
  readonly out: Terminal;
}

/** Shows a queue's policy, or sets it for the calls that begin from then on. */
export async function queuePolicy({ operator, queue, hot, out }: QueueOrder): Promise<void> {
  const path = `/v1/queues/${encodeURIComponent(queue)}/policy`;
  const { hotAudio } =
    hot === undefined
      ? await operator.ask(path, PolicyState)
      : await operator.ask(path, PolicyState, 'PUT', { hotAudio: hot });
  const sound = hotAudio ? 'on both legs (hot)' : 'on one leg, the other is silent (warm)';
  out.write(`${queue}: sound of new calls is ${sound}.\n`);
}
