import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FactLog,
  FactRecord,
  type FactRecordInit,
  ManualClock,
  silentLog,
  subjects,
  WeftError,
} from '@weft/proto';
import { PaperBus } from '../calls/testing/paper-bus.ts';
import { CallHistory } from './history.ts';

const NOON = Date.UTC(2026, 4, 10, 12);
const HOUR_MS = 3_600_000;

const ended = (callId: string, agentId: string, endedAtMs: number): FactRecordInit => ({
  factId: `${callId}-ended`,
  body: { case: 'callEnded', value: { agentId, cause: 'customer-hung-up', summary: { callId, endedAtMs } } },
});

function rig(stored: readonly FactRecordInit[], fails = false) {
  const clock = new ManualClock(NOON);
  const bus = new PaperBus();
  const asked: number[] = [];
  const facts: FactLog = {
    append: () => Promise.resolve(),
    replay: async function* (sinceMs) {
      asked.push(sinceMs);
      if (fails) throw new WeftError('UNAVAILABLE');
      for (const fact of stored) yield FactRecord.create(fact);
    },
  };
  const tell = (fact: FactRecordInit): void =>
    bus.publish(subjects.fact('call.ended'), FactRecord.encode(fact));
  return { clock, tell, asked, create: () => CallHistory.create({ facts, bus, clock, log: silentLog }) };
}

const ids = (history: CallHistory, agentId: string): readonly string[] =>
  history.of(agentId).map(({ callId }) => callId);

test('[RT12] the history is what was in the last 24 hours, then what happens, newest first and each once', async () => {
  const { create, tell, asked } = rig([
    ended('a', 'anna', NOON - HOUR_MS),
    ended('b', 'anna', NOON - 60_000),
  ]);
  const history = await create();
  assert.deepEqual(asked, [NOON - 24 * HOUR_MS]);
  const changed: string[] = [];
  history.onChange((agentId) => changed.push(agentId));
  tell(ended('c', 'anna', NOON));
  tell(ended('c', 'anna', NOON));
  tell(ended('d', 'wei', NOON));
  tell(ended('e', '', NOON));
  assert.deepEqual(ids(history, 'anna'), ['c', 'b', 'a']);
  assert.deepEqual(changed, ['anna', 'wei']);
});

test('[RT12] what is more than 24 hours ago is gone', async () => {
  const { create, clock, tell } = rig([ended('a', 'anna', NOON)]);
  const history = await create();
  clock.advance(24 * HOUR_MS + 1);
  assert.deepEqual(ids(history, 'anna'), []);
  tell(ended('b', 'anna', clock.now()));
  assert.deepEqual(ids(history, 'anna'), ['b']);
});

test('[RT12] at most 200 calls are kept of an agent', async () => {
  const { create, tell } = rig([]);
  const history = await create();
  for (let index = 0; index < 250; index += 1) tell(ended(`c${index}`, 'anna', NOON + index));
  assert.equal(history.of('anna').length, 200);
  assert.equal(ids(history, 'anna')[0], 'c249');
});

test('[RT12] a log that cannot be read costs the past, not the present', async () => {
  const { create, tell } = rig([], true);
  const history = await create();
  tell(ended('a', 'anna', NOON));
  assert.deepEqual(ids(history, 'anna'), ['a']);
});
