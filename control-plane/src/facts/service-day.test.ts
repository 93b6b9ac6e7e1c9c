import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FactBody,
  FactRecord,
  type FactRecordInit,
  factName,
  ManualClock,
  silentLog,
  subjects,
  WeftError,
} from '@weft/proto';
import { PaperBus } from '../calls/testing/paper-bus.ts';
import { ServiceDay } from './service-day.ts';

const NOON = Date.UTC(2026, 4, 10, 12);
const SECOND_MS = 1_000;

const fact = (atMs: number, callId: string, body: FactBody): FactRecordInit => ({
  ...{ factId: `${callId}-${body.case}`, atMs, callId, body },
});
const requested = (callId: string, atMs: number) => fact(atMs, callId, { case: 'callRequested', value: {} });
const offered = (callId: string, atMs: number, queueId: string) =>
  fact(atMs, callId, { case: 'callOffered', value: { queueId } });
const answered = (callId: string, atMs: number) => fact(atMs, callId, { case: 'callAnswered', value: {} });
const ended = (callId: string, endedAtMs: number, more: { readonly answeredAtMs?: number } = {}) =>
  fact(endedAtMs, callId, {
    case: 'callEnded',
    value: { cause: 'customer-hung-up', summary: { callId, endedAtMs, ...more } },
  });
const waited = (name: string, atMs: number, dueAtMs: number): FactRecordInit => ({
  ...{ factId: name, atMs, body: { case: 'waitOver', value: { queueId: 'sales', dueAtMs } } },
});

function rig(stored: readonly FactRecordInit[] = [], timeZone = 'UTC') {
  const clock = new ManualClock(NOON);
  const bus = new PaperBus();
  const facts = {
    replay: async function* () {
      await Promise.resolve();
      for (const one of stored) yield FactRecord.create(one);
    },
  };
  const tell = (...all: readonly FactRecordInit[]): void => {
    for (const one of all)
      if (one.body !== undefined) bus.publish(subjects.fact(factName(one.body.case)), FactRecord.encode(one));
  };
  const create = async () => {
    const day = new ServiceDay({ facts, bus, clock, timeZone, log: silentLog, defaultQueueId: () => 'all' });
    await day.replayed;
    return day;
  };
  return { clock, bus, tell, create };
}

/** A call that waited so long, of one queue. */
const call = (callId: string, seconds: number): readonly FactRecordInit[] => [
  requested(callId, NOON),
  offered(callId, NOON + 1, 'sales'),
  answered(callId, NOON + seconds * SECOND_MS),
];

test('a share of the calls is answered in time: those given up early do not count against it', async () => {
  const { tell, create } = rig();
  await using day = await create();
  assert.equal(day.of('sales').serviceLevel(20), undefined);
  tell(...call('a', 5), ...call('b', 20), ...call('c', 21));
  tell(requested('d', NOON), offered('d', NOON, 'sales'), ended('d', NOON + 3 * SECOND_MS));
  const { answered: many, abandoned, averageWaitMs } = day.of('sales');
  assert.deepEqual([many, abandoned, Math.round(averageWaitMs)], [3, 1, 15_333]);
  assert.equal(day.of('sales').serviceLevel(20), 2 / 3);
  tell(requested('e', NOON), offered('e', NOON, 'sales'), ended('e', NOON + 25 * SECOND_MS));
  assert.equal(day.of('sales').serviceLevel(20), 2 / 4);
});

test('a callback counts neither way: nobody holds the line', async () => {
  const { tell, create } = rig();
  await using day = await create();
  const asked = (callId: string) => fact(NOON + 10 * SECOND_MS, callId, { case: 'callbackAsked', value: {} });
  const [first, second, third] = call('a', 900);
  assert.ok(first && second && third);
  tell(
    first,
    second,
    asked('a'),
    third,
    requested('b', NOON),
    asked('b'),
    ended('b', NOON + 900 * SECOND_MS),
  );
  const { answered: many, abandoned } = day.of('sales');
  assert.deepEqual([many, abandoned, day.of('all').abandoned], [0, 0, 0]);
});

test('a call counts once: told twice, late, replayed, or transferred', async () => {
  const { tell, create } = rig(call('a', 5));
  await using day = await create();
  tell(...call('a', 5), ended('a', NOON + 60 * SECOND_MS, { answeredAtMs: NOON + 5 * SECOND_MS }));
  tell(fact(NOON + 70 * SECOND_MS, 'a', { case: 'callAnswered', value: {} }));
  // The end is told before the beginning.
  tell(...call('b', 7).toReversed());
  assert.deepEqual([day.of('sales').answered, day.of('sales').abandoned], [2, 0]);
});

test('a call that was offered to nobody counts for the default queue', async () => {
  const { tell, create } = rig();
  await using day = await create();
  tell(requested('a', NOON), ended('a', NOON + 9 * SECOND_MS));
  assert.deepEqual([day.of('all').abandoned, day.of('all').serviceLevel(5)], [1, 0]);
});

test('waits with a promise are counted, and those that were over too late', async () => {
  const { tell, create } = rig([waited('w-1', NOON, NOON + 1)]);
  await using day = await create();
  tell(waited('w-1', NOON, NOON + 1), waited('w-2', NOON + 2, NOON + 1), waited('w-3', NOON, 0));
  assert.deepEqual([day.of('sales').promised, day.of('sales').late], [2, 1]);
});

test('a day ends at midnight of its place, and each fact counts on its own day', async () => {
  const { clock, tell, create } = rig(
    [waited('yesterday', NOON - 21 * 3_600 * SECOND_MS, 1)],
    'Asia/Shanghai',
  );
  await using day = await create();
  // It is 20:00 in Shanghai.
  assert.equal(day.of('sales').promised, 0);
  tell(waited('today', NOON, 1));
  assert.equal(day.of('sales').promised, 1);
  clock.advance(4 * 3_600 * SECOND_MS);
  assert.equal(day.of('sales').promised, 0);
  tell(waited('late news', NOON, 1));
  assert.equal(day.of('sales').promised, 0);
});

test('facts that cannot be replayed cost the past, not the present', async () => {
  const { bus, clock, tell } = rig();
  const facts = {
    replay: async function* (): AsyncGenerator<FactRecord> {
      await Promise.reject(new WeftError('UNAVAILABLE'));
      yield FactRecord.create({});
    },
  };
  const options = { facts, bus, clock, timeZone: 'UTC', log: silentLog, defaultQueueId: () => 'all' };
  await using day = new ServiceDay(options);
  await day.replayed;
  tell(...call('a', 5));
  assert.equal(day.of('sales').answered, 1);
});
