import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { violations } from './invariants.ts';
import type { Observed, ObservedNode } from './observed.ts';

/** One call with the customer at eu-1 and the agent at ap-1, each of which is the other's standby, and somebody who waits. */
function sound(): Observed {
  const legs = [
    { participantId: 'customer-1', nodeId: 'eu-1', standbyNodeId: 'ap-1' },
    { participantId: 'agent-1', nodeId: 'ap-1', standbyNodeId: 'eu-1' },
  ];
  const end = { callId: 'call-1', epoch: 3, notLive: undefined };
  const node = { rooms: 1, participants: 2, pipes: 2, transports: 6, workers: 1, extraPorts: 2 };
  const idle = { rooms: 0, participants: 0, pipes: 0, transports: 0, workers: 1, extraPorts: 0 };
  return {
    calls: [
      {
        ...{ callId: 'call-1', stage: 'active' },
        ends: [
          { ...end, name: 'customer', nodeId: 'eu-1' },
          { ...end, name: 'agent', nodeId: 'ap-1' },
        ],
      },
      {
        ...{ callId: 'call-2', stage: 'queued' },
        ends: [{ callId: 'call-2', name: 'waiting', epoch: 1, nodeId: 'eu-2', notLive: undefined }],
      },
    ],
    records: [
      { callId: 'call-1', stage: 'active', epoch: 3, legs },
      {
        ...{ callId: 'call-2', stage: 'queued', epoch: 1 },
        legs: [{ participantId: 'customer-2', nodeId: 'eu-2', standbyNodeId: '' }],
      },
    ],
    owned: ['call-1', 'call-2'],
    customers: ['call-2', 'call-1'],
    rooms: [
      {
        ...{ callId: 'call-1', nodeId: 'eu-1', epoch: 3 },
        seats: [
          { participantId: 'customer-1', standby: false, connected: true },
          { participantId: 'agent-1', standby: true, connected: true },
        ],
      },
      {
        ...{ callId: 'call-1', nodeId: 'ap-1', epoch: 3 },
        seats: [
          { participantId: 'agent-1', standby: false, connected: true },
          { participantId: 'customer-1', standby: true, connected: true },
        ],
      },
    ],
    nodes: [
      { nodeId: 'eu-1', ...node },
      { nodeId: 'eu-2', ...idle, rooms: 1 },
      { nodeId: 'ap-1', ...node },
    ],
    registered: ['ap-1', 'eu-1', 'eu-2', 'eu-edge-1'],
    expected: ['eu-1', 'eu-2', 'ap-1', 'eu-edge-1'],
    strays: [],
    workersPerNode: 1,
  };
}

const NOTHING: Observed = {
  ...{ calls: [], records: [], owned: [], customers: [], rooms: [], nodes: [], strays: [] },
  ...{ registered: [], expected: [], workersPerNode: 1 },
};

/** The sound state with one node that counts something else. */
const withNode = (changes: Partial<ObservedNode>): Observed => {
  const [first, ...others] = sound().nodes;
  assert.ok(first);
  return { ...sound(), nodes: [{ ...first, ...changes }, ...others] };
};

const names = (observed: Observed): readonly string[] => [
  ...new Set(violations(observed).map((text) => text.split(':', 1)[0] ?? '')),
];

describe('the invariants', () => {
  it('hold in a sound state, and where there is nothing', () => {
    assert.deepEqual(violations(sound()), []);
    assert.deepEqual(violations(NOTHING), []);
  });

  it('are broken by an end that does not see or hear, and by one that is in another call', () => {
    const { calls, ...rest } = sound();
    const [call, ...others] = calls;
    const [end, other] = call?.ends ?? [];
    assert.ok(call && end && other);
    const deaf = { ...call, ends: [{ ...end, notLive: 'the customer hears nothing' }, other] };
    assert.deepEqual(violations({ ...rest, calls: [deaf, ...others] }), [
      'every call lives: call-1: the customer hears nothing',
    ]);
    const astray = { ...call, ends: [{ ...end, callId: 'call-9' }, other] };
    assert.deepEqual(names({ ...rest, calls: [astray, ...others] }), ['every call lives']);
  });

  it('are broken by a call that is over or never was, for its record', () => {
    const { records, ...rest } = sound();
    assert.ok(names({ ...rest, records: records.slice(1) }).includes('every call lives'));
    const ended = records.map((record) => ({ ...record, stage: 'queued' }));
    assert.ok(names({ ...rest, records: ended }).includes('every call lives'));
  });

  it('are broken by a second home, and by a home that the record does not know', () => {
    const { rooms, calls, ...rest } = sound();
    const twice = rooms.map(({ seats, ...room }) => ({
      ...room,
      seats: seats.map((seat) => ({ ...seat, standby: false })),
    }));
    assert.ok(names({ ...rest, calls, rooms: twice }).includes('one home for each participant'));
    const [call, ...others] = calls;
    assert.ok(call);
    const elsewhere = { ...call, ends: call.ends.map((end) => ({ ...end, nodeId: 'eu-2' })) };
    assert.deepEqual(names({ ...rest, rooms, calls: [elsewhere, ...others] }), [
      'one home for each participant',
    ]);
  });

  it('are broken by a leg that is joined and not connected', () => {
    const { rooms, ...rest } = sound();
    const half = rooms.map(({ seats, ...room }) => ({
      ...room,
      seats: seats.map((seat) => ({ ...seat, connected: !seat.standby })),
    }));
    assert.deepEqual(names({ ...rest, rooms: half }), ['every leg is connected']);
  });

  it('are broken by a room or a page in another epoch', () => {
    const { rooms, calls, ...rest } = sound();
    const old = rooms.map((room) => (room.nodeId === 'ap-1' ? { ...room, epoch: 2 } : room));
    assert.deepEqual(violations({ ...rest, calls, rooms: old }), [
      'one epoch for each call: call-1 is in epoch 3, the room at ap-1 in 2',
    ]);
    const behind = calls.map(({ ends, ...call }) => ({
      ...call,
      ends: ends.map((end) => (end.name === 'agent' ? { ...end, epoch: 2 } : end)),
    }));
    assert.deepEqual(names({ ...rest, rooms, calls: behind }), ['one epoch for each call']);
  });

  it('are broken by whoever is joined where the record has nobody, and by a call that nobody is in', () => {
    const { rooms, calls, ...rest } = sound();
    const ghost = {
      callId: 'call-1',
      nodeId: 'eu-2',
      epoch: 3,
      seats: [{ participantId: 'x', standby: true, connected: true }],
    };
    assert.deepEqual(names({ ...rest, calls, rooms: [...rooms, ghost] }), ['no ghost']);
    assert.deepEqual(names({ ...rest, rooms, calls: calls.slice(0, 1) }), ['no ghost']);
    assert.ok(names(withNode({ participants: 3, transports: 8 })).includes('no ghost'));
  });

  it('are broken by a room, a transport, a port and a worker too many or too few', () => {
    assert.deepEqual(names(withNode({ rooms: 2 })), ['no leaked room']);
    assert.deepEqual(names(withNode({ rooms: 0 })), ['no leaked room']);
    assert.deepEqual(names(withNode({ transports: 7 })), ['no leaked transport']);
    assert.deepEqual(names(withNode({ extraPorts: 3 })), ['no leaked port']);
    assert.deepEqual(names(withNode({ workers: 0 })), ['no leaked process']);
    assert.deepEqual(names({ ...sound(), strays: ['4711 mediasoup-worker'] }), ['no leaked process']);
  });

  it('are broken by a number that could not be had', () => {
    assert.deepEqual(names(withNode({ transports: Number.NaN })), ['no leaked transport']);
  });

  it('are broken by a key too many, and by one that is missing', () => {
    const { owned, customers, registered, ...rest } = sound();
    const states: Observed[] = [
      { ...rest, customers, registered, owned: [...owned, 'call-9'] },
      { ...rest, customers, registered, owned: [] },
      { ...rest, owned, registered, customers: [...customers, 'call-9'] },
      { ...rest, owned, customers, registered: [...registered, 'eu-9'] },
      { ...rest, owned, customers, registered: registered.slice(1) },
    ];
    for (const state of states) assert.deepEqual(names(state), ['no leaked key']);
  });
});
