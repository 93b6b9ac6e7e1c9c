import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallRecord, DeskRecord, EdgeRecord, NodeRecord } from '@weft/proto';
import { recordOf } from '../calls/record.ts';
import { ACTIVE, AGENT, ENDED, QUEUED } from '../calls/testing/call-states.ts';
import type { NodeView } from '../registry/node-view.ts';
import { type MeshParts, meshOf } from './mesh.ts';

const NODE: NodeView = {
  record: NodeRecord.create({ nodeId: 'eu-1', region: 'eu', host: 'h', workers: 2 }),
  load: { cpu: 0.5, rooms: 1, participants: 2, consumers: 3, pipes: 0 },
  condition: 'silent',
  lastBeatAtMs: undefined,
  expected: 0,
};

const parts = (rest: Partial<MeshParts> = {}): MeshParts => ({
  atMs: 5,
  nodes: [],
  edges: [],
  calls: [],
  desks: [],
  queueIds: ['default'],
  reportOf: () => undefined,
  ...rest,
});

const desk = (agentId: string, sessionId: string) =>
  DeskRecord.create({ agentId, sessionId, displayName: agentId, region: 'ap', presence: 'available' });

test('[CTL42] nodes and edges are sorted by id, a silent node is shown as such', () => {
  const other = { ...NODE, record: { ...NODE.record, nodeId: 'ap-1' } };
  const edges = ['eu-edge', 'ap-edge'].map((edgeId) => EdgeRecord.create({ edgeId, sessions: 3 }));
  const mesh = meshOf(parts({ nodes: [NODE, other], edges }));
  assert.deepEqual(
    mesh.nodes.map(({ nodeId, state }) => `${nodeId} ${state}`),
    ['ap-1 silent', 'eu-1 silent'],
  );
  assert.deepEqual(
    mesh.edges.map(({ edgeId }) => edgeId),
    ['ap-edge', 'eu-edge'],
  );
});

test('[CTL42] live calls come oldest first with what rooms report of each leg, ended ones not at all', () => {
  const calls = [ACTIVE, { ...QUEUED, callId: 'call-0', requestedAtMs: 1 }, { ...ENDED, callId: 'call-2' }];
  const mesh = meshOf(
    parts({
      calls: calls.map((call) => CallRecord.create(recordOf(call))),
      reportOf: (_callId, participantId) =>
        participantId === AGENT.participantId ? { connected: true, standbyReady: true, score: 9 } : undefined,
    }),
  );
  assert.deepEqual(
    mesh.calls.map(({ callId, stage }) => `${callId} ${stage}`),
    ['call-0 queued', 'call-1 active'],
  );
  assert.deepEqual(
    mesh.calls[1]?.legs.map(({ nodeId, connected, score }) => ({ nodeId, connected, score })),
    [
      { nodeId: 'eu-1', connected: false, score: 0 },
      { nodeId: 'ap-1', connected: true, score: 9 },
    ],
  );
  assert.deepEqual(mesh.queues, [{ queueId: 'default', waiting: 1, oldestRequestedAtMs: 1 }]);
});

test('[CTL42] an agent in a call is busy, one without a desk offline, whatever they chose', () => {
  const mesh = meshOf(
    parts({
      calls: [CallRecord.create(recordOf(ACTIVE))],
      desks: [desk('wei', 's'), desk('anna', 's'), desk('li', '')],
    }),
  );
  assert.deepEqual(
    mesh.agents.map(({ agentId, presence }) => `${agentId} ${presence}`),
    ['anna busy', 'li offline', 'wei available'],
  );
  const anna = mesh.agents[0];
  assert.deepEqual([anna?.callId, anna?.sinceMs], [mesh.calls[0]?.callId, ACTIVE.answeredAtMs]);
});

test('[CTL42] an agent who wraps a call up is busy until the time is over', () => {
  const wrapping = (untilMs: number) =>
    meshOf(parts({ desks: [{ ...desk('wei', 's'), wrapUpUntilMs: untilMs }] })).agents[0]?.presence;
  const { atMs } = parts();
  assert.deepEqual([wrapping(atMs + 1), wrapping(atMs), wrapping(0)], ['busy', 'available', 'available']);
});

test('[CTL42] an empty queue has no oldest call', () => {
  assert.deepEqual(meshOf(parts()).queues, [{ queueId: 'default', waiting: 0, oldestRequestedAtMs: 0 }]);
});
