import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ControlPush,
  Conversation,
  type ConversationInit,
  countedIds,
  ManualClock,
  SessionPush,
  silentLog,
  subjects,
  TimelineEvent,
  type TimelineEventInit,
  type TimelineLog,
} from '@weft/proto';
import { until } from '@weft/proto/testing';
import { PushCount } from '../calls/push-count.ts';
import { Sessions } from '../calls/sessions.ts';
import { PaperBus } from '../calls/testing/paper-bus.ts';
import type { RuleSetInput } from '../routing/engine/index.ts';
import { FixedRules } from '../routing/testing/fixed-rules.ts';
import type { Agent } from './agents.ts';
import { Board } from './board.ts';
import { MemoryTimelines } from './testing/memory-timelines.ts';
import { noService, nowhere } from './testing/nowhere.ts';
import { EngineTextRouting } from './text-routing.ts';

/** Nobody has more than two chats. */
const TWO_CHATS = {
  capacities: { default: { units: 100, channels: { chat: { cost: 20, most: 2 } } } },
  queues: {
    default: { steps: [{ when: 'TRUE' }] },
    night: { steps: [{ when: 'agent.skills.night >= 1' }] },
  },
  defaultQueue: 'default',
};

const agent = (agentId: string, more: Partial<Agent> = {}): Agent => ({
  ...{
    agentId,
    displayName: agentId,
    sessionId: `s-${agentId}`,
    presence: 'available',
    sinceMs: 0,
    call: undefined,
  },
  ...more,
});

function rig(agents: readonly Agent[], heads: readonly ConversationInit[], rules: RuleSetInput = TWO_CHATS) {
  const clock = new ManualClock();
  const bus = new PaperBus();
  const store = new MemoryTimelines();
  const appended: TimelineEvent[] = [];
  const known = { agents, listener: (): void => undefined };
  for (const head of heads) store.headsById.set(head.conversationId ?? '', Conversation.create(head));
  const keys = new Set<string>();
  const timeline = {
    append: (event: TimelineEventInit, key: string) => {
      // As the stream does.
      if (!keys.has(key)) appended.push(TimelineEvent.create(event));
      keys.add(key);
      return Promise.resolve();
    },
  } as Pick<TimelineLog, 'append'> as TimelineLog;
  const board = new Board({
    ...{ instanceId: 'test', timeline, store, bus, clock, ids: countedIds(), log: silentLog },
    agents: {
      get: (id) => known.agents.find(({ agentId }) => agentId === id),
      all: () => known.agents,
      onChange: (listener) => {
        known.listener = listener;
        return { [Symbol.dispose]: () => undefined };
      },
    },
    routing: new EngineTextRouting(new FixedRules(rules), clock),
    files: { remove: () => Promise.resolve() },
    ...noService,
    outgoing: nowhere,
    sessions: new Sessions(bus, new PushCount('test', 1)),
  });
  const decisions = (): readonly string[] =>
    appended.map(({ conversationId, body }) => {
      if (body?.case === 'assigned') return `${conversationId} to ${body.value.agentId}`;
      if (body?.case === 'woken')
        return `${conversationId} wakes${body.value.ownerGone ? ' for the rules' : ''} at ${body.value.untilMs}`;
      return body?.case === 'released' ? `${conversationId} from ${body.value.agentId}` : '?';
    });
  const change = (now: readonly Agent[]): void => {
    known.agents = now;
    known.listener();
  };
  const pushes = (agentId: string) =>
    bus.published.flatMap(({ subject, data }) => {
      if (subject !== subjects.session(`s-${agentId}`)) return [];
      const { source } = SessionPush.decode(data);
      return source?.case === 'control' ? [ControlPush.decode(source.value).body] : [];
    });
  /** A head as its partition's owner tells of it. */
  const tell = (head: ConversationInit): void => {
    store.headsById.set(head.conversationId ?? '', Conversation.create(head));
    bus.publish(subjects.conversations, Conversation.encode(head));
  };
  return { clock, store, board, decisions, change, tell, pushes, nowMs: clock.now() };
}

const waiting = (
  conversationId: string,
  waitingSinceMs: number,
  more: ConversationInit = {},
): ConversationInit => ({
  ...{ conversationId, state: 'waiting', waitingSinceMs, ...more },
});
const had = (conversationId: string, agentId: string, waitingSinceMs: number): ConversationInit => ({
  ...{ conversationId, agentId, state: 'assigned', waitingSinceMs },
});

test('what waits goes to free agents, the oldest first, to each no more than there is room for', async () => {
  const { clock, decisions } = rig(
    [agent('anna'), agent('ben'), agent('carl', { presence: 'away' }), agent('dora', { call: 'voice' })],
    [had('c-0', 'anna', 0), ...[5, 3, 4, 2, 1].map((at) => waiting(`c-${at}`, at))],
  );
  clock.advance(20);
  await until(() => decisions().length === 3 || decisions().join());
  assert.deepEqual(decisions(), ['c-1 to ben', 'c-2 to anna', 'c-3 to ben']);
});

test('what waits behind very much that nobody may have gets its agent all the same', async () => {
  const stuck = Array.from({ length: 1_450 }, (_, at) =>
    waiting(`night-${at}`, at + 1, { queueId: 'night' }),
  );
  const { clock, decisions } = rig(
    [agent('anna')],
    [...stuck, waiting('c-1', 5_000), waiting('c-2', 5_001), waiting('c-3', 5_002)],
  );
  await until(() => {
    clock.advance(1_000);
    return decisions().length === 2 || decisions().join();
  });
  assert.deepEqual(decisions(), ['c-1 to anna', 'c-2 to anna']);
});

test('nobody gets more than there is room for while what they were given is on its way', async () => {
  const { clock, decisions, change, tell } = rig(
    [agent('anna')],
    [1, 2, 3, 4].map((at) => waiting(`c-${at}`, at)),
  );
  clock.advance(20);
  await until(() => decisions().length === 2 || decisions().join());
  assert.deepEqual(decisions(), ['c-1 to anna', 'c-2 to anna']);
  // One is applied, the other is not yet; and somebody else is there by now.
  tell(had('c-1', 'anna', 1));
  change([agent('anna'), agent('ben')]);
  clock.advance(20);
  await until(() => decisions().length === 4 || decisions().join());
  assert.deepEqual(decisions().slice(2), ['c-3 to ben', 'c-4 to ben']);
});

test('what was given out and never came is given out again', async () => {
  const { clock, decisions } = rig([agent('anna')], [waiting('c-1', 1)]);
  clock.advance(20);
  await until(() => decisions().length === 1 || decisions().join());
  for (let second = 0; second < 8; second += 1) clock.advance(1_000);
  await new Promise(setImmediate);
  assert.equal(decisions().length, 1);
  await until(() => {
    clock.advance(1_000);
    return decisions().length === 2 || decisions().join();
  });
});

test('who had it before gets it again while there is room, and a live call finds its own agent', async () => {
  const { clock, decisions } = rig(
    [agent('anna'), agent('ben')],
    [
      waiting('c-1', 1, { previousAgentId: 'ben' }),
      waiting('c-2', 2, { callId: 'call-1' }),
      waiting('c-3', 0),
      waiting('c-4', 4, { previousAgentId: 'gone' }),
    ],
  );
  clock.advance(20);
  await until(() => decisions().length === 2 || decisions().join());
  assert.deepEqual(decisions(), ['c-1 to ben', 'c-4 to anna']);
});

test('rules say how long an agent’s desk may be gone', async () => {
  const { clock, decisions, change, nowMs } = rig([agent('anna')], [had('c-1', 'anna', 1)], {
    ...TWO_CHATS,
    graceSeconds: 40,
  });
  change([agent('anna', { sessionId: '', sinceMs: nowMs })]);
  for (let second = 0; second < 39; second += 1) {
    clock.advance(1_000);
    await new Promise((turn) => setImmediate(turn));
  }
  assert.deepEqual(decisions(), []);
  clock.advance(1_000);
  await until(() => decisions().length === 1 || 'not released');
  assert.deepEqual(decisions(), ['c-1 from anna']);
});

test('work of an agent whose desk is gone goes back after twelve seconds, and not before', async () => {
  const { clock, decisions, change, nowMs } = rig(
    [agent('anna'), agent('ben', { presence: 'away' })],
    [had('c-1', 'anna', 1), had('c-2', 'anna', 0), had('c-3', 'ben', 1)],
  );
  change([agent('anna', { sessionId: '', sinceMs: nowMs }), agent('ben', { presence: 'away' })]);
  for (let second = 0; second < 11; second += 1) {
    clock.advance(1_000);
    await Promise.resolve();
  }
  assert.deepEqual(decisions(), []);
  await until(() => {
    clock.advance(1_000);
    return decisions().length > 0 || 'nothing went back';
  });
  // What waits for nobody's answer stays; an agent who is away has a desk.
  assert.equal(decisions()[0], 'c-1 from anna');
  assert.ok(decisions().every((decision) => decision === 'c-1 from anna'));
});

test('what was set aside comes back when its time has come: to its agent, or to the rules when they are gone', async () => {
  const at = new ManualClock().now() + 10_000;
  const asleep = (conversationId: string, agentId: string, snoozedUntilMs: number): ConversationInit => ({
    ...{ conversationId, agentId, state: 'snoozed', snoozedAtMs: 1, snoozedUntilMs },
  });
  const { clock, decisions, board } = rig(
    [agent('anna', { presence: 'away' })],
    [
      asleep('c-1', 'anna', at),
      asleep('c-2', 'gone', at),
      asleep('c-3', 'anna', 0),
      asleep('c-4', 'anna', at + 60_000),
    ],
  );
  clock.advance(9_000);
  await board[Symbol.asyncDispose]();
  assert.deepEqual(decisions(), []);
  // As another instance finds it, whose board begins later.
  const later = rig(
    [agent('anna')],
    [asleep('c-1', 'anna', 1), asleep('c-2', 'gone', 1), asleep('c-3', 'anna', 0)],
  );
  later.clock.advance(1_000);
  await until(() => later.decisions().length > 1 || 'nothing came back');
  assert.deepEqual(later.decisions(), ['c-1 wakes at 1', 'c-2 wakes for the rules at 1']);
});

test('what comes back is said once in the timeline, however long its owner takes to read it', async () => {
  const { clock, decisions, board } = rig(
    [agent('anna')],
    [{ conversationId: 'c-1', agentId: 'anna', state: 'snoozed', snoozedAtMs: 1, snoozedUntilMs: 2 }],
  );
  for (let second = 0; second < 5; second += 1) {
    clock.advance(1_000);
    await new Promise((turn) => setImmediate(turn));
  }
  await board[Symbol.asyncDispose]();
  assert.deepEqual(decisions(), ['c-1 wakes at 2']);
});

test('who has set work aside has room for other work', async () => {
  const { clock, decisions } = rig(
    [agent('anna')],
    [
      had('c-1', 'anna', 0),
      { conversationId: 'c-2', agentId: 'anna', state: 'snoozed', snoozedAtMs: 1 },
      waiting('c-3', 3),
    ],
  );
  clock.advance(20);
  await until(() => decisions().length === 1 || 'nothing was given');
  assert.deepEqual(decisions(), ['c-3 to anna']);
});

test('where nothing waits, what agents do is no reason to look, and what begins to wait is one at once', async () => {
  const { clock, store, decisions, change, tell } = rig([agent('anna')], [had('c-1', 'anna', 0)]);
  let looks = 0;
  const look = store.waiting.bind(store);
  store.waiting = (limit) => {
    looks += 1;
    return look(limit);
  };
  const turn = async (): Promise<void> => {
    clock.advance(20);
    await new Promise((resolve) => setImmediate(resolve));
  };
  await turn();
  assert.equal(looks, 1);
  for (let call = 1; call <= 3; call += 1) {
    change([agent('anna', { call: 'voice' })]);
    tell({ ...had('c-1', 'anna', 0), callId: `call-${call}` });
    await turn();
  }
  assert.equal(looks, 1);
  tell(waiting('c-2', 1, { callId: 'call-4' }));
  await turn();
  assert.equal(looks, 1, 'a live call finds its own agent');
  change([agent('anna')]);
  tell(waiting('c-2', 1));
  await turn();
  await until(() => decisions().length === 1 || 'nothing was given');
  assert.deepEqual(decisions(), ['c-2 to anna']);
});

test('what waits and was not heard of is found within a second of what an agent does', async () => {
  const { clock, store, decisions, change } = rig([agent('anna')], []);
  clock.advance(20);
  await new Promise((resolve) => setImmediate(resolve));
  store.headsById.set('c-1', Conversation.create(waiting('c-1', 1)));
  change([agent('anna')]);
  clock.advance(1_000);
  clock.advance(20);
  await until(() => decisions().length === 1 || 'nothing was given');
  assert.deepEqual(decisions(), ['c-1 to anna']);
});

test('desks are told their counts when they change, once a second at most', async () => {
  const { clock, store, change, pushes } = rig([agent('anna')], [had('c-1', 'anna', 0)]);
  const counts = () =>
    pushes('anna').flatMap((push) => (push?.case === 'conversationCounts' ? [push.value] : []));
  clock.advance(1_000);
  await until(() => counts().length === 1 || 'not told');
  assert.deepEqual([counts()[0]?.mine, counts()[0]?.unassigned], [1, 0]);
  change([agent('anna')]);
  clock.advance(5_000);
  store.headsById.set('c-2', Conversation.create(waiting('c-2', 0)));
  change([agent('anna')]);
  clock.advance(1_000);
  await until(() => counts().length === 2 || 'not told again');
  assert.equal(counts()[1]?.unassigned, 1);
});
