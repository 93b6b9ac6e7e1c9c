import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  Conversation,
  type ConversationInit,
  countedIds,
  ManualClock,
  silentLog,
  TimelineEvent,
  type TimelineEventInit,
  type TimelineLog,
} from '@weft/proto';
import { until } from '@weft/proto/testing';
import { FixedRules } from '../routing/testing/fixed-rules.ts';
import { IdleClosing } from './idle-closing.ts';
import { ServiceTerms } from './service-terms.ts';
import { MemoryTimelines } from './testing/memory-timelines.ts';

const HOUR_MS = 3_600_000;

test('what stood still for as long as its queue says, and in which nobody waits, is closed, once', async () => {
  const clock = new ManualClock();
  const store = new MemoryTimelines();
  const put = (conversationId: string, hoursAgo: number, more: ConversationInit = {}): void => {
    const changedAtMs = clock.now() - hoursAgo * HOUR_MS;
    const head = {
      conversationId,
      state: 'assigned',
      agentId: 'anna',
      routedQueueId: 'sales',
      changedAtMs,
    } as const;
    store.headsById.set(conversationId, Conversation.create({ ...head, ...more }));
  };
  put('forgotten', 25);
  put('lately', 23);
  put('waits', 99, { waitingSinceMs: 1 });
  put('calls', 99, { callId: 'call-1' });
  put('set aside', 99, { state: 'snoozed' });
  put('nobody’s', 99, { state: 'waiting' });
  put('other queue', 99, { routedQueueId: 'support' });
  const appended: TimelineEvent[] = [];
  const keys = new Set<string>();
  const timeline = {
    append: (event: TimelineEventInit, key: string) => {
      if (!keys.has(key)) appended.push(TimelineEvent.create(event));
      keys.add(key);
      return Promise.resolve();
    },
  } as Pick<TimelineLog, 'append'> as TimelineLog;
  const rules = new FixedRules({
    queues: {
      sales: { steps: [{ when: 'TRUE' }], closeAfterHours: 24 },
      support: { steps: [{ when: 'TRUE' }] },
    },
    defaultQueue: 'sales',
  });
  const terms = new ServiceTerms(rules, clock);
  await using _closing = new IdleClosing({
    store,
    timeline,
    terms,
    clock,
    ids: countedIds(),
    log: silentLog,
  });
  const expected = store.headsById.get('forgotten')?.changedAtMs;
  for (let minute = 0; minute < 3; minute += 1) {
    clock.advance(60_000);
    await new Promise((turn) => setImmediate(turn));
  }
  await until(() => appended.length === 1 || `${appended.length} closed`);
  assert.deepEqual(
    appended.map(({ conversationId, author, body }) => [
      conversationId,
      author?.kind,
      body?.case === 'ended' && body.value.ifChangedAtMs,
    ]),
    [['forgotten', 'system', expected]],
  );
});
