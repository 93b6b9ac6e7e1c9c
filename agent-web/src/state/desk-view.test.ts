import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallSummary } from '@weft/proto';
import { callsOfToday } from './desk-view.ts';

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
