import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CallRecord,
  type CallRecordInit,
  Conversation,
  ManualClock,
  silentLog,
  WeftError,
} from '@weft/proto';
import type { LiveCalls } from '../calls/live-calls.ts';
import { FixedRules } from '../routing/testing/fixed-rules.ts';
import type { Agent } from './agents.ts';
import { EngineWaitingWork } from './waiting-work.ts';

const agent = (agentId: string, more: Partial<Agent> = {}): Agent => ({
  ...{ agentId, displayName: agentId.toUpperCase(), sessionId: `s-${agentId}` },
  ...{ presence: 'available', sinceMs: 0, call: undefined },
  ...more,
});

function rig(agents: readonly Agent[], calls: readonly CallRecordInit[], texts: readonly string[] = []) {
  const clock = new ManualClock();
  const nowMs = clock.now();
  const routing = new FixedRules({
    rules: [{ name: 'refunds', when: 'work.via == "chat"', skills: { refunds: 3 } }],
    queues: { default: { steps: [{ when: 'TRUE' }] } },
    defaultQueue: 'default',
  });
  const live: Pick<LiveCalls, 'live'> = {
    live: function* () {
      for (const call of calls)
        yield { value: CallRecord.create({ requestedAtMs: nowMs - 5_000, ...call }), revision: '1' };
    },
  };
  const waiting = texts.map((conversationId) =>
    Conversation.create({ conversationId, channel: 'chat', waitingSinceMs: nowMs - 9_000 }),
  );
  const store = {
    asked: 0,
    away: false,
    waiting: () => {
      store.asked += 1;
      return store.away ? Promise.reject(new WeftError('UNAVAILABLE')) : Promise.resolve(waiting);
    },
    loads: () => Promise.resolve([]),
  };
  const work = new EngineWaitingWork({
    ...{ live, routing, store, clock, log: silentLog },
    agents: {
      get: () => undefined,
      all: () => agents,
      onChange: () => ({ [Symbol.dispose]: () => undefined }),
    },
  });
  const told = async () =>
    (await work.why()).map(({ kind, workId, because }) => `${kind} ${workId}: ${because}`);
  return { clock, routing, store, work, told };
}

test('calls and conversations say why together, skills and rules as they are now', async () => {
  const { clock, routing, work, told } = rig(
    [agent('anna'), agent('ben', { presence: 'away' })],
    [
      { callId: 'k', stage: 'active' },
      { callId: 'v', kind: 'voice', stage: 'queued' },
    ],
    ['t'],
  );
  assert.deepEqual(await told(), ['conversation t: nobody-suits', 'call v: offered']);
  assert.deepEqual((await work.why())[0]?.needs, [{ skill: 'refunds', level: 3, agents: 0 }]);
  routing.can('ben', { skills: { refunds: 4 } });
  clock.advance(1_000);
  assert.deepEqual(await told(), ['conversation t: all-away', 'call v: offered']);
});

test('who is in a call has no room, and who has no desk is not signed on', async () => {
  const { told } = rig(
    [agent('anna', { call: 'voice' }), agent('ben', { sessionId: '' })],
    [{ callId: 'v', kind: 'voice', stage: 'ringing' }],
  );
  assert.deepEqual(await told(), ['call v: all-full']);
  const nobody = rig([agent('ben', { sessionId: '' })], [{ callId: 'v', kind: 'video', stage: 'queued' }]);
  assert.deepEqual(await nobody.told(), ['call v: nobody-on']);
});

test('many who ask at once are one question, and a store that is away leaves the calls', async () => {
  const { clock, store, told } = rig([], [{ callId: 'v', kind: 'voice', stage: 'queued' }], ['t']);
  await Promise.all([told(), told(), told()]);
  assert.equal(store.asked, 1);
  store.away = true;
  clock.advance(1_000);
  assert.deepEqual(await told(), ['call v: nobody-on']);
});
