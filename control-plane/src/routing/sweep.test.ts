import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keys, silentLog, subjects, WeftError } from '@weft/proto';
import { LiveCalls } from '../calls/live-calls.ts';
import { PushCount } from '../calls/push-count.ts';
import { recordJson } from '../calls/record.ts';
import { Sessions } from '../calls/sessions.ts';
import { QUEUED } from '../calls/testing/call-states.ts';
import { PaperBus } from '../calls/testing/paper-bus.ts';
import { PaperDirectory } from '../calls/testing/paper-directory.ts';
import { QueueSweep } from './sweep.ts';
import { QueueRig } from './testing/queue-rig.ts';

async function rig() {
  const queue = new QueueRig();
  const directory = new PaperDirectory();
  const held = new Set<string>();
  const bus = new PaperBus((subject) => {
    const alive = [...held].some((sessionId) => subject === subjects.sessionAsk(sessionId));
    throw new WeftError(alive ? 'TIMEOUT' : 'NO_RESPONDER');
  });
  const live = await LiveCalls.create({ directory, log: silentLog });
  const { clock } = queue;
  const parts = {
    clock,
    live,
    sessions: new Sessions(bus, new PushCount('me', clock.now())),
    log: silentLog,
  };
  const sweep = new QueueSweep(parts, queue.core);
  const pass = async (spanMs: number): Promise<void> => {
    for (let leftMs = spanMs; leftMs > 0; leftMs -= 5_000) {
      clock.advance(Math.min(5_000, leftMs));
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
  };
  return { queue, directory, held, sweep, pass };
}

test('[RT13] a desk that nobody holds is offered nothing, and is gone after 20 s', async () => {
  const { queue, held, pass } = await rig();
  held.add('s-anna');
  queue.desk('anna');
  await pass(5_000);
  held.delete('s-anna');
  await pass(5_000);
  queue.call('call-1');
  assert.deepEqual(queue.offers, []);
  assert.equal(queue.state.desks.get('anna')?.sessionId, 's-anna');
  await pass(20_000);
  assert.equal(queue.state.desks.get('anna')?.sessionId, '');
});

test('[RT13] a desk that moves between edges in time is offered work again', async () => {
  const { queue, directory, held, pass } = await rig();
  directory.put(keys.call('call-1'), recordJson(QUEUED));
  queue.desk('anna');
  await pass(5_000);
  queue.call('call-1');
  assert.deepEqual(queue.offers, []);
  held.add('s-anna');
  await pass(5_000);
  assert.deepEqual(queue.offers, ['anna:call-1']);
});

test('[RT7] a desk that was gone for five minutes is forgotten', async () => {
  const { queue, held, pass } = await rig();
  held.add('s-anna');
  queue.desk('anna');
  queue.choose('anna', 'busy');
  queue.take({ name: 'session-gone', sessionId: 's-anna' });
  await pass(4 * 60_000);
  assert.ok(queue.state.desks.has('anna'));
  await pass(2 * 60_000);
  assert.equal(queue.state.desks.has('anna'), false);
});

test('[RT13] a waiting call that etcd does not know is dropped at the second look, others stay', async () => {
  const { queue, directory, sweep, pass } = await rig();
  directory.put(keys.call('call-1'), recordJson(QUEUED));
  queue.call('call-1', 1);
  queue.call('ghost', 2);
  await pass(5_000);
  assert.deepEqual(queue.waiting, ['call-1', 'ghost']);
  await pass(5_000);
  assert.deepEqual(queue.waiting, ['call-1']);
  sweep[Symbol.dispose]();
  assert.equal(queue.clock.pending, 0);
});
