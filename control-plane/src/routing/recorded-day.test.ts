import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FactRecord, type FactRecordInit } from '@weft/proto';
import { compileRules, PLAIN_RULES, PLAIN_TRAITS, whatIf } from './engine/index.ts';
import { recordedDay } from './recorded-day.ts';

const fact = (init: FactRecordInit): FactRecord => FactRecord.decode(FactRecord.encode(init));
const call = (callId: string, requestedAtMs: number, answeredAtMs: number, endedAtMs: number): FactRecord =>
  fact({
    factId: `${callId}-ended`,
    atMs: endedAtMs,
    callId,
    body: {
      case: 'callEnded',
      value: { summary: { callId, kind: 'video', requestedAtMs, answeredAtMs, endedAtMs } },
    },
  });
const presence = (
  agentId: string,
  atMs: number,
  is: 'available' | 'busy' | 'offline',
  reason: string,
): FactRecord =>
  fact({
    factId: `${agentId}-${atMs}`,
    atMs,
    body: { case: 'presenceChanged', value: { agentId, presence: is, reason } },
  });

test('of a call it is known who called, in what language and for which queue, so that rules ask of it as they did', async () => {
  const ended = fact({
    ...{ factId: 'f', atMs: 9_000, callId: 'call-1' },
    body: {
      case: 'callEnded',
      value: {
        summary: {
          ...{ callId: 'call-1', kind: 'voice', requestedAtMs: 500, endedAtMs: 9_000, locale: 'zh-CN' },
          ...{ profile: { level: 'gold', value: 7 }, wantedQueueId: 'vip' },
        },
      },
    },
  });
  const facts = {
    async *replay() {
      yield ended;
    },
  };
  const [event] = await recordedDay(facts, 0, () => PLAIN_TRAITS);
  assert.ok(event?.name === 'arrived');
  const { language, value, queueId, attributes } = event.work;
  assert.deepEqual([language, value, queueId, attributes.level], ['zh', 7, 'vip', 'gold']);
});

test('a day is made of calls as they were asked for and of agents as they came and went, each fact once', async () => {
  const facts = [
    presence('anna', 100, 'available', 'chosen'),
    presence('anna', 1_000, 'busy', 'in-call'),
    call('answered', 500, 1_000, 61_000),
    call('answered', 500, 1_000, 61_000),
    call('gave up', 700, 0, 30_700),
    presence('anna', 90_000, 'offline', 'signed-off'),
  ];
  const day = await recordedDay(
    {
      async *replay() {
        yield* facts;
      },
    },
    0,
    () => PLAIN_TRAITS,
  );
  assert.deepEqual(
    day.map((event) => [event.at.nowMs, event.name === 'agent' ? event.presence : event.work.workId]),
    [
      [100, 'available'],
      [500, 'answered'],
      [700, 'gave up'],
      [1_000, 'available'],
      [90_000, 'offline'],
    ],
  );
  const compiled = compileRules(PLAIN_RULES);
  assert.ok(compiled.ok);
  const outcome = whatIf(day, compiled.rules, { answerMs: 500 });
  assert.deepEqual([outcome.answered, outcome.abandoned, outcome.waitsMs], [1, 1, [500]]);
});
