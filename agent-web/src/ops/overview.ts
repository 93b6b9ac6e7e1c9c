import type { Mesh } from '@weft/proto';

/** The mesh in six numbers. */
export interface Overview {
  readonly activeCalls: number;
  readonly waiting: number;
  readonly availableAgents: number;
  readonly agents: number;
  readonly activeNodes: number;
  readonly nodes: number;
  readonly sessions: number;
}

/** Sums up what the mesh told. */
export function overviewOf(mesh: Mesh): Overview {
  return {
    activeCalls: mesh.calls.filter((call) => call.stage === 'active').length,
    waiting: mesh.queues.reduce((sum, queue) => sum + queue.waiting, 0),
    availableAgents: mesh.agents.filter((agent) => agent.presence === 'available').length,
    agents: mesh.agents.filter((agent) => agent.presence !== 'offline').length,
    activeNodes: mesh.nodes.filter((node) => node.state === 'active').length,
    nodes: mesh.nodes.length,
    sessions: mesh.edges.reduce((sum, edge) => sum + edge.sessions, 0),
  };
}

/** One region's nodes and edges, each in the order of their ids. */
export interface RegionView {
  readonly region: string;
  readonly nodes: Mesh['nodes'];
  readonly edges: Mesh['edges'];
}

/** The mesh by region, in the order of their names; a region with only nodes or only edges is shown too. */
export function regionsOf(mesh: Mesh): readonly RegionView[] {
  const names = new Set([...mesh.nodes, ...mesh.edges].map(({ region }) => region));
  return [...names].sort().map((region) => ({
    region,
    nodes: mesh.nodes
      .filter((node) => node.region === region)
      .sort((a, b) => a.nodeId.localeCompare(b.nodeId)),
    edges: mesh.edges
      .filter((edge) => edge.region === region)
      .sort((a, b) => a.edgeId.localeCompare(b.edgeId)),
  }));
}
