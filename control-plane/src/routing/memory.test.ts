import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallRecord, DeskRecord } from '@weft/proto';
import { recordOf } from '../calls/record.ts';
import { ACTIVE, ENDED, QUEUED, RINGING } from '../calls/testing/call-states.ts';
import { deskFrom, deskRecordOf, sameRecord } from './desk-record.ts';
import { deskView } from './desk-view.ts';
import type { AgentDesk } from './queue.ts';
import { awaitingIn, desksOf, waitingOf } from './recover.ts';
import { QueueRig } from './testing/queue-rig.ts';

const DESK: AgentDesk = {
  agentId: 'anna',
  displayName: 'Anna',
  region: 'ap',
  sessionId: 'session-a',
  reachable: true,
  presence: 'busy',
  reason: 'chosen',
  pause: '',
  idleSinceMs: 400,
  wrapUpUntilMs: 0,
  work: { name: 'idle' },
};

test('[RT30] a desk comes back from its record as idle for as long as before, but unproven', () => {
  const written = deskRecordOf({ ...DESK, pause: 'lunch' }, 'default', { nowMs: 10_000, monotonicMs: 1_000 });
  assert.equal(written.sinceMs, 9_400);
  const record = DeskRecord.fromJson(DeskRecord.toJson(written));
  const back = deskFrom(record, undefined, { nowMs: 12_000, monotonicMs: 50 });
  assert.deepEqual(back, { ...DESK, pause: 'lunch', reachable: false, idleSinceMs: 50 - 2_600 });
});

test('[RT30] a record with a presence no desk can choose comes back as away', () => {
  const record = DeskRecord.create({ agentId: 'anna', presence: 'offline', presenceReason: 'nonsense' });
  const back = deskFrom(record, undefined, { nowMs: 0, monotonicMs: 0 });
  assert.deepEqual([back.presence, back.reason], ['away', 'chosen']);
});

test('[RT30] what an agent does and whether it can be reached is nothing to write', () => {
  assert.equal(sameRecord(DESK, { ...DESK, reachable: false, work: { name: 'in-call', callId: 'c' } }), true);
  assert.equal(sameRecord(DESK, { ...DESK, presence: 'away' }), false);
  assert.equal(sameRecord(undefined, DESK), false);
});

test('[RT31] the next owner knows for whose colleagues, at whom nothing rings any more, customers are on hold', () => {
  const held = { ...ACTIVE, held: true };
  const calls = [
    { ...held, callId: 'for-wei', heldForColleague: true },
    { ...held, callId: 'for-a-moment' },
    ACTIVE,
    QUEUED,
  ].map((call) => CallRecord.create(recordOf(call)));
  assert.deepEqual(awaitingIn({ calls, desks: [] }), [{ callId: 'for-wei', byAgentId: 'anna' }]);
});

test('[RT31] the next owner has the waiting calls in their order and the agents with their calls', () => {
  const calls = [
    { ...QUEUED, callId: 'second', requestedAtMs: 20 },
    { ...RINGING, callId: 'first', requestedAtMs: 10 },
    { ...ENDED, callId: 'over' },
    { ...ACTIVE, callId: 'running' },
  ].map((call) => CallRecord.create(recordOf(call)));
  const desks = [deskRecordOf(DESK, 'default', { nowMs: 0, monotonicMs: 0 })];
  const memory = { calls, desks };
  assert.deepEqual(
    waitingOf(memory).map(({ callId }) => callId),
    ['first', 'second'],
  );
  const [anna] = desksOf(memory, { nowMs: 0, monotonicMs: 0 });
  assert.deepEqual(anna?.work, { name: 'in-call', callId: 'running' });
});

test('[RT12] a desk shows the offer that rings with the time it has waited, and no call that is not', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1', 1_000);
  rig.clock.advance(300);
  const at = { nowMs: 9_000, monotonicMs: 300 };
  const desk = deskView(rig.state, 'anna', at, { call: undefined, history: [], pauses: [] });
  assert.equal(desk.offer?.callId, 'call-1');
  assert.deepEqual([desk.offer?.waitedMs, desk.offer?.offeredAtMs], [8_000, 8_700]);
  assert.deepEqual([desk.presence, desk.waiting, desk.call], ['available', 1, undefined]);
});

test('[RT12] an agent that never signed on has an offline desk', () => {
  const at = { nowMs: 0, monotonicMs: 0 };
  const desk = deskView(new QueueRig().state, 'anna', at, { call: undefined, history: [], pauses: [] });
  assert.deepEqual([desk.presence, desk.presenceReason, desk.waiting], ['offline', 'signed-off', 0]);
});
