import {
  type Clock,
  DEFAULT_QUEUE,
  type DeskRecord,
  type EdgeRecord,
  type Mesh,
  type MeshCall,
  type MeshNode,
  WeftError,
} from '@weft/proto';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { Reports } from '../calls/reports.ts';
import type { Rooms } from '../calls/rooms.ts';
import { conversationOf } from '../own-conversation.ts';
import type { MeshQueries } from '../ports.ts';
import type { Edges } from '../registry/edges.ts';
import type { Nodes } from '../registry/nodes.ts';
import type { Records } from '../registry/records.ts';
import { meshOf } from './mesh.ts';

/** The mesh as this instance's watches tell; any instance sees all of it. */
export class MeshView implements MeshQueries {
  readonly #parts: {
    readonly nodes: Nodes;
    readonly edges: Edges;
    readonly live: LiveCalls;
    readonly desks: Records<DeskRecord>;
    readonly reports: Reports;
    readonly rooms: Rooms;
    readonly clock: Clock;
  };

  constructor(parts: {
    nodes: Nodes;
    edges: Edges;
    live: LiveCalls;
    desks: Records<DeskRecord>;
    reports: Reports;
    rooms: Rooms;
    clock: Clock;
  }) {
    this.#parts = parts;
  }

  mesh(): Mesh {
    const { nodes, edges, live, desks, reports, clock } = this.#parts;
    return meshOf({
      atMs: clock.now(),
      nodes: nodes.all(),
      edges: edges.all(),
      calls: [...live.live()].map(({ value }) => value),
      desks: [...desks.all.values()].map(({ value }) => value),
      queueIds: [DEFAULT_QUEUE],
      reportOf: (callId, participantId) => reports.of(callId, participantId),
    });
  }

  calls(): readonly MeshCall[] {
    return this.mesh().calls;
  }

  conversationOf(callId: string): string {
    const record = this.#parts.live.records.get(callId)?.value;
    const customer = record?.legs.find(({ participant }) => participant?.role === 'customer');
    return customer === undefined ? '' : conversationOf(customer.subjectId);
  }

  nodes(): readonly MeshNode[] {
    return this.mesh().nodes;
  }

  edges(): readonly EdgeRecord[] {
    return this.#parts.edges.all();
  }

  async drain(nodeId: string, on: boolean): Promise<void> {
    if (this.#parts.nodes.get(nodeId) === undefined) throw new WeftError('NODE_NOT_FOUND');
    await this.#parts.rooms.setDraining(nodeId, on);
  }
}
