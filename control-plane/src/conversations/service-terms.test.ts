import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, type ConversationInit, ManualClock } from '@weft/proto';
import { compileRules, type RuleSetInput } from '../routing/engine/index.ts';
import { ServiceTerms } from './service-terms.ts';

const RULES: RuleSetInput = {
  calendars: {
    office: { timeZone: 'UTC', hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }] },
    never: { timeZone: 'UTC', hours: [] },
  },
  rules: [
    { name: 'calls', when: 'work.channel == "video"', queue: 'mail' },
    { name: 'mail', when: 'work.channel == "email"', queue: 'mail' },
    { name: 'vip', when: 'work.tags HAS "vip"', queue: 'vip' },
    { name: 'night', when: 'work.tags HAS "night"', queue: 'night' },
    { name: 'lost', when: 'work.tags HAS "lost"', queue: 'lost' },
  ],
  queues: {
    mail: {
      steps: [{ when: 'TRUE' }],
      calendar: 'office',
      answerWithin: { firstMinutes: 60, nextMinutes: 120 },
    },
    vip: { steps: [{ when: 'TRUE' }], answerWithin: { nextMinutes: 2 } },
    lost: { steps: [{ when: 'TRUE' }], calendar: 'never', answerWithin: { firstMinutes: 1 } },
    night: { steps: [{ when: 'TRUE' }], calendar: 'never', closed: { do: 'overflow', to: 'mail' } },
    all: { steps: [{ when: 'TRUE' }] },
  },
  defaultQueue: 'all',
};
const FRIDAY = Date.UTC(2026, 10, 27, 16, 30);

function terms(): ServiceTerms {
  const compilation = compileRules(RULES);
  assert.ok(compilation.ok);
  return new ServiceTerms({ current: compilation.rules }, new ManualClock(FRIDAY));
}

const waits = (more: ConversationInit): Conversation =>
  Conversation.create({
    conversationId: 'c-1',
    channel: 'chat',
    waitingSinceMs: FRIDAY,
    queueId: 'default',
    ...more,
  });
const dueIn = (more: ConversationInit): number => (terms().dueAtMs(waits(more)) - FRIDAY) / 60_000;

test('a promise is kept in the business hours of the queue that the rules choose', () => {
  assert.equal(terms().queueOf(waits({ channel: 'email' })), 'mail');
  // Half an hour on Friday, half an hour on Monday.
  assert.equal(terms().dueAtMs(waits({ channel: 'email' })), Date.UTC(2026, 10, 30, 9, 30));
  assert.equal(terms().dueAtMs(waits({ channel: 'email', answeredAtMs: 1 })), Date.UTC(2026, 10, 30, 10, 30));
});

test('a queue that is always open promises by the clock, and one time where only one is named', () => {
  assert.equal(dueIn({ tags: ['vip'] }), 2);
  assert.equal(dueIn({ tags: ['vip'], answeredAtMs: 1 }), 2);
});

test('a queue without a policy, or that never opens, promises nothing', () => {
  assert.equal(terms().dueAtMs(waits({})), 0);
  assert.equal(terms().dueAtMs(waits({ tags: ['lost'] })), 0);
});

test('a queue says when it opens, by the one that it hands over to where it is closed', () => {
  const monday = Date.UTC(2026, 10, 30, 9, 0);
  const at = (nowMs: number, more: ConversationInit) => {
    const compilation = compileRules(RULES);
    assert.ok(compilation.ok);
    return new ServiceTerms({ current: compilation.rules }, new ManualClock(nowMs)).opening(waits(more));
  };
  const saturday = FRIDAY + 12 * 3_600_000;
  assert.equal(at(FRIDAY, { channel: 'email' }).open, true);
  assert.deepEqual(at(saturday, { channel: 'email' }), { open: false, untilMs: monday });
  assert.equal(at(FRIDAY, { tags: ['night'] }).open, true);
  assert.deepEqual(at(saturday, { tags: ['night'] }), { open: false, untilMs: monday });
  assert.deepEqual(at(saturday, { tags: ['lost'] }), { open: false, untilMs: undefined });
  assert.equal(at(saturday, {}).open, true, 'it has no hours: it is always open');
});

test('a call is told of the queue that it would wait in, also of one that it asks for', () => {
  const saturday = FRIDAY + 12 * 3_600_000;
  const compilation = compileRules(RULES);
  assert.ok(compilation.ok);
  const closed = new ServiceTerms({ current: compilation.rules }, new ManualClock(saturday));
  const call = (kind: 'voice' | 'video', wantedQueueId = '') =>
    closed.callOpening({
      ...{ callId: 'x', kind, wantedQueueId, customer: undefined, page: undefined, profile: undefined },
      ...{
        conversationId: '',
        preferredAgentId: '',
        callback: false,
        notBeforeMs: 0,
        requestedAtMs: saturday,
      },
    });
  assert.deepEqual(call('video'), { open: false, untilMs: Date.UTC(2026, 10, 30, 9, 0) });
  assert.equal(call('voice').open, true);
  assert.equal(call('voice', 'night').open, false);
});
