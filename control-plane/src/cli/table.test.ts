import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallList, MeshState, NodeList } from '../api/schemas.ts';
import { tellEvent } from './console.ts';
import { callsText, meshText, nodesText } from './mesh-text.ts';
import { summaryText } from './summary.ts';
import { table } from './table.ts';

test('columns are as wide as their widest cell, numbers at the right', () => {
  assert.equal(
    table(
      ['Name', 'Count'],
      [
        ['eu-edge-1', 7],
        ['x', 12_345],
      ],
      '  ',
    ),
    '  Name       Count\n  eu-edge-1      7\n  x          12345',
  );
});

test('nodes and calls are told in one line each', () => {
  const { nodes } = NodeList.parse({
    nodes: [
      {
        ...{
          nodeId: 'eu-1',
          region: 'eu',
          host: 'h',
          state: 'draining',
          startedAtMs: 1_000,
          version: '0',
          workers: 1,
        },
        load: { cpu: 0.256, rooms: 1, participants: 2, consumers: 4, pipes: 1 },
      },
    ],
  });
  assert.match(nodesText(nodes, 61_000), /^eu-1 +eu +h +draining +26 % +1 +2 +4 +1 +60 s$/m);
  assert.equal(nodesText([], 0), 'No media node is registered.');
  const participant = { participantId: 'p', role: 'customer', displayName: 'Li', region: 'eu' };
  const leg = { participant, nodeId: 'eu-1', standbyNodeId: 'eu-2', standbyReady: false };
  const { calls } = CallList.parse({
    calls: [
      {
        ...{
          callId: 'call-1',
          kind: 'video',
          stage: 'active',
          epoch: 3,
          homeNodeId: 'eu-1',
          requestedAtMs: 0,
          answeredAtMs: 1_000,
        },
        ...{ legs: [{ ...leg, part: 'unspecified', connected: true, score: 9 }], held: true, moves: 2 },
      },
    ],
  });
  assert.match(
    callsText(calls, 600_000),
    /^call-1 +video +active, held +3 +2 +eu-1 +10 min +customer on eu-1 \(9\/10\), standby eu-2 \(not ready\)$/m,
  );
  assert.equal(callsText([], 0), 'No call is live.');
});

test('an empty mesh is told as such', () => {
  const mesh = MeshState.parse({ atMs: 0, nodes: [], edges: [], calls: [], agents: [], queues: [] });
  assert.equal(
    meshText(mesh),
    'No media node is registered.\n\nNo edge is registered.\n\n0 live calls, 0 waiting, 0 agents on duty.',
  );
});

test('the summary says where to go, who to be and what runs where', () => {
  const text = summaryText(
    {
      url: 'http://127.0.0.1:8080',
      dataDir: '/src/weft/.weft',
      addresses: { natsUrl: '', etcdUrl: '', edges: [] },
      signIns: [{ login: 'anna', name: 'Anna', role: 'agent', password: 'aaaa-bbbb-cccc' }],
      services: [
        { name: 'eu-1', kind: 'node', region: 'eu', pid: 7, url: 'http://127.0.0.1:7201', logFile: '' },
      ],
    },
    3_210,
    '/src/weft',
  );
  assert.match(text, /^Weft \d+\.\d+\.\d+ is up after 3\.2 s\.$/m);
  assert.match(text, /^ {2}Desk +http:\/\/127\.0\.0\.1:8080\/desk\/ +answer as an agent$/m);
  assert.match(text, /^ {2}anna +aaaa-bbbb-cccc +\/desk\/$/m);
  assert.match(text, /^ {2}eu-1 +eu +http:\/\/127\.0\.0\.1:7201 +7$/m);
  assert.match(text, /Data and logs are in \.weft\./);
});

test('a death is told, a first readiness is not', () => {
  assert.equal(
    tellEvent({ what: 'died', name: 'eu-1', ending: 'SIGKILL', restartInMs: 100 }, true),
    'eu-1 died (SIGKILL); starting it again in 0.1 s.',
  );
  assert.equal(tellEvent({ what: 'ready', name: 'eu-1', tookMs: 1 }, false), undefined);
  assert.equal(tellEvent({ what: 'ready', name: 'eu-1', tookMs: 1 }, true), 'eu-1 is ready again.');
});
