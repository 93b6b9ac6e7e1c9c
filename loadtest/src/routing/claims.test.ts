import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FactRecord, type FactRecordInit } from '@weft/proto';
import { replay } from './claims.ts';

let facts = 0;
const fact = (atMs: number, callId: string, body: FactRecordInit['body']): FactRecord => {
  facts += 1;
  return FactRecord.create({ factId: `fact-${facts}`, atMs, callId, body });
};
const offered = (atMs: number, offerId: string, callId: string, agentId: string) =>
  fact(atMs, callId, { case: 'callOffered', value: { offerId, agentId } });
const settled = (atMs: number, offerId: string, callId: string, outcome: 'accepted' | 'declined') =>
  fact(atMs, callId, { case: 'offerSettled', value: { offerId, outcome } });
/** The fact comes after the end. */
const ended = (atMs: number, callId: string) =>
  fact(atMs + 50, callId, { case: 'callEnded', value: { summary: { endedAtMs: atMs } } });

test('one call after the other is as it should be, also when facts of an end come late', () => {
  const { violations, ...counts } = replay([
    offered(1, 'o1', 'c1', 'anna'),
    settled(2, 'o1', 'c1', 'declined'),
    offered(2, 'o2', 'c1', 'wei'),
    offered(3, 'o3', 'c2', 'anna'),
    settled(5, 'o2', 'c1', 'accepted'),
    offered(9, 'o4', 'c3', 'wei'),
    ended(9, 'c1'),
  ]);
  assert.deepEqual(violations, []);
  assert.deepEqual(counts, { offered: 4, accepted: 1, undecided: [] });
});

test('an agent with two calls, a call with two agents and an end without a beginning are seen', () => {
  const { violations } = replay([
    offered(1, 'o1', 'c1', 'anna'),
    settled(2, 'o1', 'c1', 'accepted'),
    offered(3, 'o2', 'c2', 'anna'),
    offered(4, 'o3', 'c2', 'wei'),
    settled(5, 'o9', 'c9', 'accepted'),
    ended(6, 'c1'),
  ]);
  assert.deepEqual(violations, [
    'o9 ended and was never made',
    'anna had o1 and o2 at the same time',
    'c2 had o2 and o3 at the same time',
  ]);
});

test('facts that are read in the middle of a faultless run show no fault, and say what is not known yet', () => {
  const run = [
    offered(1, 'o1', 'c1', 'anna'),
    settled(2, 'o1', 'c1', 'accepted'),
    // She hung up at 3 and is offered the next; the end is stored, and told, a moment later.
    offered(3, 'o2', 'c2', 'anna'),
    settled(4, 'o2', 'c2', 'accepted'),
    ended(3, 'c1'),
    ended(5, 'c2'),
  ];
  const verdicts = run.map((_, last) => replay(run.slice(0, last + 1)));
  assert.deepEqual(
    verdicts.map(({ violations }) => violations),
    run.map(() => []),
  );
  assert.deepEqual(
    verdicts.map(({ undecided }) => undecided.length),
    [0, 0, 1, 1, 0, 0],
  );
});
