import {
  type Bus,
  type BusSubscription,
  type Clock,
  type Log,
  type MoveCause,
  subjects,
  type Timer,
  WorkerDied,
} from '@weft/proto';
import type { NodeChange, Nodes } from '../registry/nodes.ts';
import type { CallTable } from './table.ts';

/** How often calls at draining nodes are looked at. */
const LOOK_MS = 250;
/** Calls of one message that are read; a node has fewer rooms. */
const MAX_CALL_IDS = 20_000;

/** Brings what happens to nodes to the calls this instance owns. Other instances do the same for theirs. */
export class Mover implements Disposable {
  readonly #table: CallTable;
  readonly #nodes: Nodes;
  readonly #deaths: BusSubscription;
  readonly #changes: Disposable;
  readonly #timer: Timer;
  readonly #log: Log;

  constructor(options: { bus: Bus; nodes: Nodes; table: CallTable; clock: Clock; log: Log }) {
    const { bus, nodes, table, clock, log } = options;
    this.#table = table;
    this.#nodes = nodes;
    this.#log = log;
    this.#deaths = bus.subscribe(subjects.allWorkersDied, ({ data }) => {
      const { nodeId, callIds } = WorkerDied.decode(data);
      this.#log.warn({ nodeId, calls: callIds.length }, 'a worker of a node died');
      for (const callId of callIds.slice(0, MAX_CALL_IDS)) {
        this.#table.get(callId)?.nodeDied(nodeId, 'worker-died');
      }
    });
    this.#changes = nodes.onChange((change) => this.#changed(change));
    this.#timer = clock.every(LOOK_MS, () => this.#lookAtDraining());
  }

  [Symbol.dispose](): void {
    this.#timer.cancel();
    this.#deaths.unsubscribe();
    this.#changes[Symbol.dispose]();
  }

  #changed(change: NodeChange): void {
    const { nodeId } = change.record;
    switch (change.name) {
      case 'lost':
        this.#died(nodeId, change.cause);
        break;
      case 'silenced':
        this.#died(nodeId, change.cause);
        break;
      case 'suspected':
        for (const owner of this.#table.owners) owner.mending.doubt(nodeId);
        break;
      case 'seen':
        for (const owner of this.#table.owners) owner.nodeBack(nodeId, change.returned);
        break;
      case 'back':
        for (const owner of this.#table.owners) owner.nodeBack(nodeId, true);
        break;
      case 'cut-off':
        // By the word of the calls themselves.
        break;
      case 'turned':
        this.#lookAtDraining();
        break;
    }
  }

  #died(nodeId: string, cause: MoveCause): void {
    for (const owner of this.#table.owners) owner.nodeDied(nodeId, cause);
  }

  #lookAtDraining(): void {
    const draining = this.#nodes.all().filter(({ condition }) => condition === 'draining');
    if (draining.length === 0) return;
    for (const owner of this.#table.owners) {
      if (draining.some(({ record }) => owner.at(record.nodeId))) owner.mending.look();
    }
  }
}
