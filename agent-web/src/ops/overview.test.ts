import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mesh } from '@weft/proto';
import { overviewOf, regionsOf } from './overview.ts';

const mesh = Mesh.decode(
  Mesh.encode({
    nodes: [
      { nodeId: 'eu-2', region: 'eu', state: 'draining' },
      { nodeId: 'eu-1', region: 'eu', state: 'active' },
      { nodeId: 'ap-1', region: 'ap', state: 'active' },
    ],
    edges: [
      { edgeId: 'eu-edge-1', region: 'eu', sessions: 3 },
      { edgeId: 'us-edge-1', region: 'us', sessions: 2 },
    ],
    calls: [
      { callId: 'c1', stage: 'active' },
      { callId: 'c2', stage: 'queued' },
    ],
    agents: [
      { agentId: 'a', presence: 'available' },
      { agentId: 'b', presence: 'busy' },
      { agentId: 'c', presence: 'offline' },
    ],
    queues: [{ queueId: 'default', waiting: 1 }],
  }),
);

test('the overview counts what is live', () => {
  assert.deepEqual(overviewOf(mesh), {
    activeCalls: 1,
    waiting: 1,
    availableAgents: 1,
    agents: 2,
    activeNodes: 2,
    nodes: 3,
    sessions: 5,
  });
});

test('regions come by name, with their nodes and edges by id', () => {
  const regions = regionsOf(mesh);
  assert.deepEqual(
    regions.map(({ region }) => region),
    ['ap', 'eu', 'us'],
  );
  assert.deepEqual(
    regions[1]?.nodes.map(({ nodeId }) => nodeId),
    ['eu-1', 'eu-2'],
  );
});

test('a region that has an edge and no node is not left out', () => {
  assert.equal(regionsOf(mesh)[2]?.nodes.length, 0);
});
