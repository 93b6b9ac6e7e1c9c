import { silentLog, systemClock, uuidIds } from '@weft/proto';
import { type RunningEdge, readEdgeConfig, startEdge } from '@weft/signaling/main';
import type { EdgeNews, EdgeOrder } from './messages.ts';

/**
 * The real edge in a process of its own that can be weighed. Started with
 * --expose-gc by the benchmark; ends when the benchmark's channel closes.
 */
let edge: RunningEdge | undefined;

const tell = (news: EdgeNews): void => {
  process.send?.(news);
};

async function obey(order: EdgeOrder): Promise<void> {
  switch (order.do) {
    case 'start': {
      const ports = { log: silentLog, clock: systemClock, ids: uuidIds };
      edge = await startEdge(readEdgeConfig(order.environment), ports);
      tell({ is: 'up', url: edge.url });
      return;
    }
    case 'weigh': {
      // Twice: the first may leave what finalizers let go.
      globalThis.gc?.();
      globalThis.gc?.();
      const { rss, heapUsed, external } = process.memoryUsage();
      tell({ is: 'weighed', weight: { rss, heapUsed, external, sessions: edge?.sessions ?? 0 } });
      return;
    }
  }
}

process.on('message', (order: EdgeOrder) => {
  obey(order).catch((error: unknown) => tell({ is: 'failed', why: String(error) }));
});
process.on('disconnect', () => process.exit(0));
