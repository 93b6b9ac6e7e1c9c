import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallRequest } from '@weft/proto';
import { PaperBus } from '../calls/testing/paper-bus.ts';
import { Standings, standingOf } from './standings.ts';
import { QueueRig } from './testing/queue-rig.ts';

function rig() {
  const queue = new QueueRig();
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
