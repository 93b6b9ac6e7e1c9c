import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mesh } from '@weft/proto';
import { MeshState } from './schemas.ts';

test('the mesh goes out with every member that the contract has', () => {
  const participant = { participantId: 'p-1', role: 'customer', displayName: 'Li', region: 'eu' } as const;
  const mesh = Mesh.create({
    nodes: [{ nodeId: 'eu-1', state: 'active', load: { cpu: 0.5, rooms: 1 } }],
    edges: [{ edgeId: 'eu-edge-1', sessions: 2 }],
    calls: [{ callId: 'call-1', kind: 'video', stage: 'active', legs: [{ participant, nodeId: 'eu-1' }] }],
    agents: [{ agentId: 'anna', presence: 'available' }],
    queues: [{ queueId: 'default', waiting: 1 }],
  });
  assert.deepEqual(MeshState.parse(mesh), mesh);
});
