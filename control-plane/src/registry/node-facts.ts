import type { FactLog, Log } from '@weft/proto';
import type { Facts } from '../facts/facts.ts';
import type { NodeChange, Nodes } from './nodes.ts';

/**
 * Tells nodeSeen, nodeLost and nodeStateChanged. Every instance tells; a fact's
 * id is made from what happened (the node and its start, or the revision of its
 * record), so that the log keeps one of each.
 */
export class NodeFacts implements Disposable {
  readonly #facts: Facts;
  readonly #subscription: Disposable;

  constructor(nodes: Nodes, facts: Facts) {
    this.#facts = facts;
    this.#subscription = nodes.onChange((change) => this.#tell(change));
  }

  /** Tells of nodes that came while no control plane watched: those there now that the log does not know. */
  async catchUp(nodes: Nodes, log: FactLog, logger: Log): Promise<void> {
    const records = nodes.all().map(({ record }) => record);
    if (records.length === 0) return;
    const sinceMs = Math.min(...records.map(({ startedAtMs }) => startedAtMs));
    const known = new Set<string>();
    try {
      for await (const { factId } of log.replay(sinceMs, ['nodeSeen'])) known.add(factId);
    } catch (error) {
      logger.warn({ error: String(error) }, 'known nodes not read from the facts');
      return;
    }
    for (const record of records) {
      if (!known.has(seenId(record))) this.#tell({ name: 'seen', record, revision: '', returned: false });
    }
  }

  [Symbol.dispose](): void {
    this.#subscription[Symbol.dispose]();
  }

  #tell(change: NodeChange): void {
    const { nodeId, region, state } = change.record;
    switch (change.name) {
      case 'seen':
        this.#facts.tell({
          factId: seenId(change.record),
          body: { case: 'nodeSeen', value: { nodeId, region } },
        });
        break;
      case 'lost':
        this.#facts.tell({
          factId: `lost-${nodeId}-${change.record.startedAtMs}`,
          body: { case: 'nodeLost', value: { nodeId, region } },
        });
        break;
      case 'silenced':
      case 'suspected':
        // Of a node that is registered: what became of its calls is told with these.
        break;
      case 'cut-off': {
        const factId = `cut-off-${nodeId}-${change.record.startedAtMs}-${change.lastSeq}`;
        this.#facts.tell({
          factId,
          body: { case: 'nodeStateChanged', value: { nodeId, state: 'cut-off' } },
        });
        break;
      }
      case 'back': {
        if (change.lastSeq === undefined) break;
        const factId = `back-${nodeId}-${change.record.startedAtMs}-${change.lastSeq}`;
        this.#facts.tell({ factId, body: { case: 'nodeStateChanged', value: { nodeId, state } } });
        break;
      }
      case 'turned':
        this.#facts.tell({
          factId: `turned-${nodeId}-${change.revision}`,
          body: { case: 'nodeStateChanged', value: { nodeId, state } },
        });
        break;
    }
  }
}

const seenId = ({ nodeId, startedAtMs }: NodeChange['record']): string => `seen-${nodeId}-${startedAtMs}`;
