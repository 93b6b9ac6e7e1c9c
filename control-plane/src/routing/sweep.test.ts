import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ErrorCode, keys, SessionStanding, silentLog, subjects, WeftError } from '@weft/proto';
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
  /** By session: since when its client is silent. */
  const silentSince = new Map<string, number>();
  /** What is said of edges that do not answer. */
  const dead = new Map<string, ErrorCode>();
  const bus = new PaperBus((subject) => {
    const asked = [...held].find((sessionId) => subject === subjects.sessionAsk(sessionId));
    const fault = asked === undefined ? 'NO_RESPONDER' : dead.get(asked);
    if (fault !== undefined) throw new WeftError(fault);
    const sinceMs = silentSince.get(asked ?? '');
    return SessionStanding.encode({
      silentMs: sinceMs === undefined ? 0 : queue.clock.monotonic() - sinceMs,
    });
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
    for (let leftMs = spanMs; leftMs > 0; leftMs -= 1_000) {
      clock.advance(Math.min(1_000, leftMs));
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
  };
  return { queue, directory, held, silentSince, dead, sweep, pass };
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

/** A desk on which a call rings since now. */
async function ringing() {
  const all = await rig();
  const { queue, directory, held } = all;
  directory.put(keys.call('call-1'), recordJson(QUEUED));
  held.add('s-anna');
  queue.desk('anna');
  queue.call('call-1', 1);
  assert.deepEqual(queue.offers, ['anna:call-1']);
  return all;
}

test('[RT14] an offer goes back to its place within 12 s of the desk’s death, however it dies', async () => {
  for (const die of [
    ({ queue, silentSince }) => void silentSince.set('s-anna', queue.clock.monotonic()),
    ({ held }) => void held.delete('s-anna'),
    ({ dead }) => void dead.set('s-anna', 'TIMEOUT'),
  ] satisfies ((all: Awaited<ReturnType<typeof ringing>>) => void)[]) {
    const all = await ringing();
    const { queue, directory, pass, held } = all;
    await pass(2_000);
    die(all);
    directory.put(keys.call('call-2'), recordJson({ ...QUEUED, callId: 'call-2' }));
    queue.call('call-2', 2);
    await pass(11_000);
    assert.deepEqual([queue.offers, queue.waiting], [[], ['call-1', 'call-2']]);
    assert.deepEqual(queue.outcomes, ['anna:call-1 rescinded']);
    // Nobody is put away for it; another gets it at once, the oldest first.
    assert.equal(queue.state.desks.get('anna')?.presence, 'available');
    held.add('s-bo');
    queue.desk('bo');
    assert.deepEqual(queue.offers, ['bo:call-1']);
  }
});

test('[RT14] a desk that only reconnects keeps its offer, also at another edge', async () => {
  const { queue, held, silentSince, dead, pass } = await ringing();
  silentSince.set('s-anna', queue.clock.monotonic());
  await pass(6_000);
  silentSince.delete('s-anna');
  await pass(1_000);
  held.delete('s-anna');
  await pass(4_000);
  held.add('s-anna');
  await pass(1_000);
  dead.set('s-anna', 'TIMEOUT');
  await pass(5_000);
  dead.delete('s-anna');
  await pass(2_000);
  assert.deepEqual(queue.offers, ['anna:call-1']);
});

test('[RT14] a desk that is back after its offer went is told so, and rings again with what still waits, in its place', async () => {
  const { queue, directory, silentSince, pass } = await ringing();
  silentSince.set('s-anna', queue.clock.monotonic());
  directory.put(keys.call('call-2'), recordJson({ ...QUEUED, callId: 'call-2' }));
  queue.call('call-2', 2);
  await pass(10_000);
  assert.deepEqual(queue.outcomes, ['anna:call-1 rescinded']);
  assert.deepEqual(queue.offers, []);
  // Within the 15 s for which an edge keeps what it was told.
  silentSince.delete('s-anna');
  await pass(1_000);
  assert.deepEqual(queue.offers, ['anna:call-1']);
});

test('[RT14] while the bus cannot say, a desk keeps its offer until it expires', async () => {
  const { queue, dead, pass } = await ringing();
  dead.set('s-anna', 'UNAVAILABLE');
  await pass(19_000);
  assert.deepEqual(queue.offers, ['anna:call-1']);
});

test('[RT14] a desk that is silent is offered nothing, until it is heard again', async () => {
  const { queue, directory, held, silentSince, pass } = await rig();
  directory.put(keys.call('call-1'), recordJson(QUEUED));
  held.add('s-anna');
  queue.desk('anna');
  silentSince.set('s-anna', queue.clock.monotonic());
  await pass(5_000);
  queue.call('call-1', 1);
  assert.deepEqual(queue.offers, []);
  silentSince.delete('s-anna');
  await pass(1_000);
  assert.deepEqual(queue.offers, ['anna:call-1']);
});

test('[RT14] a call of a silent desk stays its own', async () => {
  const { queue, held, silentSince, pass } = await rig();
  held.add('s-anna');
  queue.desk('anna', 's-anna', 'call-1');
  silentSince.set('s-anna', 0);
  await pass(12_000);
  assert.deepEqual(queue.state.desks.get('anna')?.work, { name: 'in-call', callId: 'call-1' });
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
