import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallRequest } from '@weft/proto';
import { PaperBus } from '../calls/testing/paper-bus.ts';
import { Standings, standingOf } from './standings.ts';
import { QueueRig } from './testing/queue-rig.ts';

function rig(maxWaiting = 5) {
  const queue = new QueueRig({ maxWaiting });
  const bus = new PaperBus();
  const standings = new Standings(bus, queue.clock);
  const told = (): readonly string[] =>
    bus.published.splice(0).map(({ data }) => {
      const { body } = CallRequest.decode(data);
      assert.equal(body?.case, 'standing');
      const { callId, stage, queuePlace, agentsOnDuty } = body.value;
      return `${callId} ${stage} ${queuePlace} of ${agentsOnDuty}`;
    });
  return { queue, standings, told, update: () => standings.update(queue.state) };
}

test('[RT9] that a call rings is told at once, mere places together and later', () => {
  const { queue, standings, told, update } = rig();
  for (const [index, callId] of ['a', 'b', 'c'].entries()) {
    queue.call(callId, index);
    const standing = standingOf(queue.state, callId);
    if (standing !== undefined) standings.noteTold(standing);
    update();
  }
  assert.deepEqual(told(), [], 'each was answered with its place');
  queue.desk('anna');
  update();
  assert.deepEqual(told(), ['a ringing 0 of 1']);
  queue.clock.advance(250);
  assert.deepEqual(told(), ['b queued 2 of 1', 'c queued 3 of 1']);
  queue.take({ name: 'call-over', callId: 'a' });
  update();
  assert.deepEqual(told(), ['b ringing 0 of 1']);
  queue.clock.advance(250);
  assert.deepEqual(told(), ['c queued 2 of 1']);
});

test('[RT9] changes that cancel each other out are not told', () => {
  const { queue, standings, told, update } = rig();
  queue.call('a', 5);
  const standing = standingOf(queue.state, 'a');
  if (standing !== undefined) standings.noteTold(standing);
  queue.call('b', 1);
  update();
  queue.take({ name: 'call-over', callId: 'b' });
  update();
  queue.clock.advance(1_000);
  assert.deepEqual(told(), []);
  assert.equal(queue.clock.pending, 0);
});

test('[RT9] a queue that is given up tells nothing more', () => {
  const { queue, standings, told, update } = rig();
  queue.call('a');
  update();
  standings[Symbol.dispose]();
  queue.clock.advance(1_000);
  assert.deepEqual(told(), []);
});

/** A queue in which so many wait, each of them told its place. */
function longQueue(size: number) {
  const made = rig(size);
  const calls = Array.from({ length: size }, (_, index) => `call-${index}`);
  for (const [index, callId] of calls.entries()) {
    made.queue.call(callId, index);
    const standing = standingOf(made.queue.state, callId);
    assert.ok(standing !== undefined);
    made.standings.noteTold(standing);
  }
  made.update();
  /** The oldest gives up, and so much time passes. */
  const moves = (inMs: number): readonly string[] => {
    made.queue.take({ name: 'call-over', callId: calls.shift() ?? '' });
    made.update();
    made.queue.clock.advance(inMs);
    return made.told();
  };
  return { ...made, moves };
}

const placeIn = (line: string): number => Number(line.split(' ')[2]);

test('[RT9] in a long queue that moves, the front is told each time, and those behind it take turns', () => {
  const { moves } = longQueue(130);
  const behind: string[] = [];
  for (let move = 0; move < 2; move += 1) {
    const told = moves(250);
    assert.equal(told.filter((line) => placeIn(line) <= 10).length, 10);
    behind.push(...told.filter((line) => placeIn(line) > 10).map((line) => line.split(' ')[0] ?? ''));
  }
  assert.equal(behind.length, 80);
  assert.equal(new Set(behind).size, 80, 'nobody is told again before the others were');
});

test('[RT9] when a long queue stands still, everybody is told where they stand within a second', () => {
  const { queue, moves } = longQueue(130);
  const told = moves(1_000);
  assert.deepEqual(
    told.map(placeIn).sort((one, other) => one - other),
    Array.from({ length: 129 }, (_, index) => index + 1),
  );
  assert.equal(queue.clock.pending, 0);
});
