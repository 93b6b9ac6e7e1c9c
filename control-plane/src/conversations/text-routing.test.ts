import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, ManualClock } from '@weft/proto';
import { FixedRules } from '../routing/testing/fixed-rules.ts';
import { EngineTextRouting, type TextAgent } from './text-routing.ts';

const clock = new ManualClock();
const NOW_MS = clock.now();

const conversation = (conversationId: string, more: Partial<Conversation> = {}): Conversation => ({
  ...Conversation.decode(new Uint8Array()),
  conversationId,
  channel: 'chat',
  waitingSinceMs: NOW_MS - 1_000,
  ...more,
});
const agent = (agentId: string, open = 0, call?: TextAgent['call']): TextAgent => ({
  ...{ agentId, displayName: agentId.toUpperCase(), open, call },
});

/** "conversation→agent", by rules that are plain unless said otherwise. */
const assigned = (
  waiting: readonly Conversation[],
  agents: readonly TextAgent[],
  rules = new FixedRules(),
): readonly string[] =>
  new EngineTextRouting(rules, clock)
    .assign(waiting, agents)
    .map(({ conversationId, agentId }) => `${conversationId}→${agentId}`);

test('the oldest goes first, to who has the least open, and nobody gets more than fits', () => {
  const waiting = ['a', 'b', 'c', 'd'].map((id, index) =>
    conversation(id, { waitingSinceMs: NOW_MS - index }),
  );
  assert.deepEqual(assigned(waiting, [agent('anna', 3), agent('ben', 2)]), ['d→ben', 'c→anna', 'b→ben']);
  assert.deepEqual(assigned(waiting, []), []);
});

test('who had it before has it again if there is room, else another after a while', () => {
  const again = (waitedMs: number) =>
    conversation('a', { previousAgentId: 'anna', waitingSinceMs: NOW_MS - waitedMs });
  assert.deepEqual(assigned([again(0)], [agent('anna', 1), agent('ben')]), ['a→anna']);
  assert.deepEqual(assigned([again(29_000)], [agent('anna', 4), agent('ben')]), []);
  assert.deepEqual(assigned([again(31_000)], [agent('anna', 4), agent('ben')]), ['a→ben']);
  assert.deepEqual(assigned([again(0)], [agent('ben')]), ['a→ben'], 'not if she is not there');
});

test('rules choose by tag, language and queue, and say why', () => {
  const rules = new FixedRules({
    rules: [{ name: 'red', when: 'work.tags HAS "red"', priority: 900 }],
    queues: { text: { steps: [{ when: 'agent.languages HAS work.language' }] } },
    defaultQueue: 'text',
  });
  rules.can('wei', { languages: ['zh'] });
  const page = { url: '', title: '', locale: 'zh-CN', atMs: 0 };
  const waiting = [
    conversation('old', { page, waitingSinceMs: NOW_MS - 60_000 }),
    conversation('red', { page, tags: ['red'] }),
  ];
  assert.deepEqual(assigned(waiting, [agent('anna'), agent('wei', 3)], rules), ['red→wei']);
  const [given] = new EngineTextRouting(rules, clock).assign(waiting, [agent('wei')]);
  assert.deepEqual([given?.why.priority, given?.why.rules], [900, ['red']]);
  assert.equal(given?.agentName, 'WEI');
});

test('who counts more to the company goes first, and customers are known by level, value and language', () => {
  const rules = new FixedRules({
    rules: [
      { name: 'gold', when: 'work.level == "gold"', priority: 500 },
      { name: 'spender', when: 'work.value >= 1000', priority: 200 },
      { name: 'chinese', when: 'work.language == "zh"', queue: 'zh' },
    ],
    queues: {
      all: { steps: [{ when: 'TRUE' }] },
      zh: { steps: [{ when: 'agent.languages HAS "zh"' }] },
    },
    defaultQueue: 'all',
  });
  rules.can('wei', { languages: ['zh'] });
  const waitingSinceMs = NOW_MS - 2_000;
  const waiting = [
    conversation('plain', { waitingSinceMs }),
    conversation('spender', { contactValue: 1_000 }),
    conversation('gold', { contactLevel: 'gold' }),
    conversation('chinese', { contactLanguage: 'zh-CN', waitingSinceMs: NOW_MS - 9_000 }),
  ];
  assert.deepEqual(assigned(waiting, [agent('anna')], rules), ['gold→anna', 'spender→anna', 'plain→anna']);
  assert.deepEqual(assigned(waiting.slice(-1), [agent('anna'), agent('wei', 3)], rules), ['chinese→wei']);
});

test('whose promise is about to be broken goes before whoever came earlier, and it is said why', () => {
  const soon = conversation('soon', { dueAtMs: NOW_MS + 59_000 });
  const late = conversation('late', { dueAtMs: NOW_MS - 5_000, waitingSinceMs: NOW_MS - 500 });
  const old = conversation('old', { dueAtMs: NOW_MS + 3_600_000, waitingSinceMs: NOW_MS - 600_000 });
  const free = [agent('anna', 1)];
  assert.deepEqual(assigned([old, soon, late], free), ['soon→anna', 'late→anna', 'old→anna']);
  const [given] = new EngineTextRouting(new FixedRules(), clock).assign([old, soon], free);
  assert.equal(given?.why.raised, true);
});

test('a call that an agent is in counts, as the capacity says', () => {
  const talking = [agent('anna', 0, 'voice'), agent('ben', 3)];
  assert.deepEqual(assigned([conversation('a')], talking), ['a→ben'], 'nothing beside a call');
  assert.deepEqual(assigned([conversation('a')], [agent('anna', 0, 'video')]), []);
  const beside = new FixedRules({
    capacities: {
      default: {
        units: 100,
        channels: { voice: { cost: 60, most: 1 }, chat: { cost: 20, most: 5 } },
      },
    },
    queues: { default: { steps: [{ when: 'TRUE' }] } },
    defaultQueue: 'default',
  });
  const three = ['a', 'b', 'c'].map((id) => conversation(id));
  assert.equal(assigned(three, [agent('anna', 0, 'voice')], beside).length, 2, '60 and twice 20 are 100');
});

test('the queue that every conversation has is no choice: rules send it on', () => {
  const rules = new FixedRules({
    rules: [{ name: 'all to wei', when: 'TRUE', queue: 'wei' }],
    queues: {
      default: { steps: [{ when: 'TRUE' }] },
      wei: { steps: [{ when: 'agent.id == "wei"' }] },
    },
    defaultQueue: 'default',
  });
  const waiting = [conversation('a', { queueId: 'default' })];
  assert.deepEqual(assigned(waiting, [agent('anna'), agent('wei', 3)], rules), ['a→wei']);
});
