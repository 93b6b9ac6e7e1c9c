import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactEvent } from '../channel.ts';
import { allowanceOf } from './allowance.ts';

const HOUR_MS = 3_600_000;

const left = (
  acts: readonly (readonly [hour: number, what: 'message' | ContactEvent])[],
  sent: number[],
  hour: number,
) => {
  const allowance = allowanceOf(
    {
      arrivals: acts.map(([at, what]) => ({ atMs: at * HOUR_MS, what })),
      sentAtMs: sent.map((at) => at * HOUR_MS),
      optedOutAtMs: undefined,
    },
    hour * HOUR_MS,
  );
  return allowance.is === 'open' ? (allowance.remaining ?? 'any') : allowance.why;
};

test('after a message, follow, click or scan one may write for 48 hours as one likes', () => {
  for (const what of ['message', 'followed', 'menu-clicked', 'code-scanned'] as const) {
    assert.equal(left([[0, what]], [1, 2, 3, 4, 5, 6, 7], 40), 'any');
    assert.equal(left([[0, what]], [], 48), 'window-closed');
  }
});

test('a mention is answered once', () => {
  assert.equal(left([[0, 'mentioned']], [], 1), 1);
  assert.equal(left([[0, 'mentioned']], [1], 2), 'quota-used');
  assert.equal(
    left(
      [
        [0, 'mentioned'],
        [2, 'mentioned'],
      ],
      [1],
      3,
    ),
    1,
  );
  assert.equal(
    left(
      [
        [0, 'message'],
        [2, 'mentioned'],
      ],
      [3],
      4,
    ),
    'any',
  );
  assert.equal(
    left(
      [
        [0, 'message'],
        [40, 'mentioned'],
      ],
      [41],
      49,
    ),
    'quota-used',
  );
});

test('who unfollowed is written nothing, until they do something again', () => {
  assert.equal(
    left(
      [
        [0, 'message'],
        [1, 'unfollowed'],
      ],
      [],
      2,
    ),
    'unfollowed',
  );
  assert.equal(
    left(
      [
        [0, 'message'],
        [1, 'unfollowed'],
        [2, 'mentioned'],
      ],
      [],
      3,
    ),
    1,
  );
  assert.equal(left([], [], 0), 'window-closed');
});
