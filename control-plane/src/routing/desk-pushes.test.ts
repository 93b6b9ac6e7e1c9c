import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallSummary, ControlPush, type ControlPushInit } from '@weft/proto';
import { DeskPushes } from './desk-pushes.ts';
import { PLAIN_RULES } from './engine/index.ts';
import { QueueRig } from './testing/queue-rig.ts';

const DAY = 200;

/** A queue's desks, with the calls that anna has had and all that is pushed to her. */
function setUp(had = DAY) {
  const rig = new QueueRig();
  rig.desk('anna');
  const calls = Array.from({ length: had }, (_, index) =>
    CallSummary.create({ callId: `call-${had - index}` }),
  );
  let over = (_agentId: string): void => undefined;
  const pushed: ControlPush[] = [];
  const keys: string[] = [];
  const pushes = new DeskPushes(
    {
      clock: rig.clock,
      routing: rig.rules,
      sessions: {
        push: (_sessionId: string, push: ControlPushInit, key = '') => {
          pushed.push(ControlPush.create(push));
          keys.push(key);
        },
      },
      history: {
        of: (agentId) => (agentId === 'anna' ? calls : []),
        onChange: (listener) => {
          over = listener;
          return { [Symbol.dispose]: () => undefined };
        },
      },
    },
    { last: () => undefined },
    () => rig.state,
  );
  const ends = (callId: string): void => {
    calls.unshift(CallSummary.create({ callId }));
    over('anna');
  };
  const told = (): readonly (readonly string[])[] =>
    pushed.flatMap(({ body }) =>
      body?.case === 'pastCalls' ? [body.value.calls.map(({ callId }) => callId)] : [],
    );
  const desks = () => pushed.flatMap(({ body }) => (body?.case === 'desk' ? [body.value] : []));
  return { rig, calls, pushes, pushed, keys, ends, told, desks };
}

test('[RT12] an answer has the calls of the day, and no push has them after it', () => {
  const { pushes, told, desks } = setUp();
  assert.equal(pushes.view('anna').history?.length, DAY);
  pushes.push('anna');
  pushes.push('anna');
  assert.deepEqual(
    desks().map(({ presence, history }) => [presence, history.length]),
    [
      ['available', 0],
      ['available', 0],
    ],
  );
  assert.deepEqual(told(), []);
});

test('[RT12] a call that ends is told with the two before it, and nothing that waits takes its place', () => {
  const { pushes, keys, ends, told, desks } = setUp(1);
  pushes.view('anna');
  for (const callId of ['a', 'b', 'c']) ends(callId);
  assert.deepEqual(told(), [
    ['a', 'call-1'],
    ['b', 'a', 'call-1'],
    ['c', 'b', 'a'],
  ]);
  assert.deepEqual(keys, ['', '', '']);
  assert.deepEqual(desks(), []);
});

test('[RT12] an owner that is new tells the whole day once: of calls that ended before it, nobody told', () => {
  const { pushes, ends, told } = setUp();
  pushes.push('anna');
  pushes.push('anna');
  assert.deepEqual(
    told().map((calls) => calls.length),
    [DAY],
  );
  ends('later');
  assert.deepEqual(told()[1], ['later', `call-${DAY}`, `call-${DAY - 1}`]);
});

test('[RT12] a call that ends before anything was told comes with the whole day', () => {
  const { ends, told, desks } = setUp(5);
  ends('first');
  assert.deepEqual(
    told().map((calls) => calls.length),
    [6],
  );
  assert.equal(desks().length, 1);
});

test('[RT12] other pauses in the rules are told to every desk, and rules with the same ones to none', () => {
  const { rig, pushes, desks } = setUp();
  pushes.view('anna');
  rig.rules.set({ ...PLAIN_RULES, secondsPerPoint: 2 });
  pushes.rulesChanged();
  assert.deepEqual(desks(), []);
  rig.rules.set({ ...PLAIN_RULES, pauses: ['lunch', 'school run'] });
  pushes.rulesChanged();
  pushes.rulesChanged();
  assert.deepEqual(
    desks().map(({ pauses }) => pauses),
    [['lunch', 'school run']],
  );
});

test('[RT31] a queue’s next owner tells who is in a call that it rings at nobody for them, and nobody else', () => {
  const { rig, pushes, pushed } = setUp();
  const rung = () =>
    pushed.splice(0).flatMap(({ body }) => (body?.case === 'invitationEnded' ? [body.value] : []));
  pushes.takenOver();
  assert.deepEqual(rung(), []);
  rig.desk('anna', 's-anna', 'call-1');
  pushes.takenOver();
  assert.deepEqual(rung(), [{ callId: 'call-1', agentId: '', outcome: 'rescinded' }]);
});
