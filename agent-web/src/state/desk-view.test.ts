import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallSummary, Desk } from '@weft/proto';
import { afterDeskNews, callsOfToday, type DeskNews } from './desk-view.ts';

test("the day's calls are those since midnight where the page is, not in London", () => {
  const noonMs = new Date(2026, 4, 10, 12).getTime();
  const midnightMs = new Date(2026, 4, 10).getTime();
  const calls = [midnightMs + 60_000, midnightMs, midnightMs - 1].map((endedAtMs, index) =>
    CallSummary.create({ callId: `call-${index}`, endedAtMs }),
  );
  assert.deepEqual(
    callsOfToday(calls, noonMs).map(({ callId }) => callId),
    ['call-0', 'call-1'],
  );
});

test('calls that are told are added to those that are known, newest first, each once, as many as a day has', () => {
  const call = (endedAtMs: number) => CallSummary.create({ callId: `call-${endedAtMs}`, endedAtMs });
  const desk = (...history: CallSummary[]) => Desk.create({ agentId: 'anna', history });
  const shown = (known: Desk | undefined, news: DeskNews) =>
    afterDeskNews(known, news)?.history.map(({ endedAtMs }) => endedAtMs);
  const told = (...calls: CallSummary[]) => ({ case: 'pastCalls', value: { calls } }) as const;
  const known = desk(call(5), call(3));
  assert.deepEqual(shown(known, told(call(6), call(5), call(4))), [6, 5, 4, 3]);
  assert.deepEqual(shown(known, { case: 'desk', value: desk() }), [5, 3]);
  assert.deepEqual(shown(known, { case: 'desk', value: desk(call(6), call(5)) }), [6, 5, 3]);
  assert.deepEqual(shown(undefined, { case: 'desk', value: known }), [5, 3]);
  assert.equal(shown(undefined, told(call(6))), undefined);
  const many = Array.from({ length: 200 }, (_, index) => call(index + 10));
  const full = shown(desk(...many), told(call(1_000))) ?? [];
  assert.deepEqual([full.length, full[0], full.at(-1)], [200, 1_000, 11]);
});
