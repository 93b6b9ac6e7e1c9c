import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { IceRepair } from './ice-repair.ts';

function setUp(restart: () => Promise<void> = async () => undefined) {
  const clock = new ManualClock();
  let restarts = 0;
  const lost: string[] = [];
  /** The answers that were taken, by their number. */
  const used: number[] = [];
  const repair = new IceRepair({
    restart: async (isLatest) => {
      restarts += 1;
      const number = restarts;
      await restart();
      if (isLatest()) used.push(number);
    },
    lost: (error) => lost.push(error.code),
    clock,
    log: silentLog,
  });
  return { clock, repair, lost, used, restarts: () => restarts };
}

describe('an ICE repair', () => {
  it('gives a broken connection half a second to heal by itself', () => {
    const { clock, repair, restarts } = setUp();
    repair.stateChanged('disconnected');
    clock.advance(499);
    repair.stateChanged('connected');
    clock.advance(10_000);
    assert.equal(restarts(), 0);
    assert.equal(clock.pending, 0);
  });

  it('is tried where a connection never comes to be, though the browser goes on trying', async () => {
    const { clock, repair, lost, restarts } = setUp();
    repair.stateChanged('new');
    clock.advance(60_000);
    assert.equal(restarts(), 0, 'nobody asked for one');
    repair.stateChanged('connecting');
    clock.advance(9_999);
    assert.equal(restarts(), 0);
    for (const waitMs of [1, 4_000, 4_000]) {
      clock.advance(waitMs);
      repair.stateChanged('connecting');
      await settle();
    }
    assert.deepEqual([restarts(), lost], [3, []]);
    clock.advance(4_000);
    assert.deepEqual([restarts(), lost], [3, ['TIMEOUT']]);
    const well = setUp();
    well.repair.stateChanged('connecting');
    well.clock.advance(9_000);
    well.repair.stateChanged('connected');
    well.clock.advance(60_000);
    assert.equal(well.restarts(), 0);
  });

  it('waits no longer than ever for what breaks or is doubted while it comes to be', async () => {
    const broken = setUp();
    broken.repair.stateChanged('connecting');
    broken.clock.advance(1_000);
    broken.repair.stateChanged('disconnected');
    broken.clock.advance(500);
    assert.equal(broken.restarts(), 1);
    const doubted = setUp();
    doubted.repair.stateChanged('connecting');
    doubted.repair.doubt();
    await settle();
    assert.equal(doubted.restarts(), 1);
    doubted.repair.stop();
    assert.equal(doubted.clock.pending, 0);
  });

  it('restarts at once when the connection has failed', () => {
    const { repair, restarts } = setUp();
    repair.stateChanged('failed');
    assert.equal(restarts(), 1);
  });

  it('tries three times, then says that the transport is lost', async () => {
    const { clock, repair, lost, restarts } = setUp();
    repair.stateChanged('disconnected');
    for (const waitMs of [500, 4_000, 4_000]) {
      clock.advance(waitMs);
      await settle();
    }
    assert.deepEqual([restarts(), lost], [3, []]);
    clock.advance(4_000);
    assert.deepEqual([restarts(), lost], [3, ['TIMEOUT']]);
  });

  it('restarts once on a doubt, though the browser says "connected", and goes on as ever when it says otherwise', async () => {
    const { clock, repair, lost, restarts } = setUp();
    repair.stateChanged('connected');
    repair.doubt();
    await settle();
    clock.advance(60_000);
    assert.deepEqual([restarts(), lost], [1, []]);
    repair.stateChanged('disconnected');
    clock.advance(500);
    assert.equal(restarts(), 2);
  });

  it('takes nothing from a doubt that is refused: the node may be dead, which others tell', async () => {
    const { repair, lost, restarts } = setUp(() => Promise.reject(new WeftError('NO_RESPONDER')));
    repair.doubt();
    await settle();
    assert.deepEqual([restarts(), lost], [1, []]);
    repair.stateChanged('failed');
    await settle();
    assert.deepEqual(lost, ['NO_RESPONDER']);
  });

  it('repairs what breaks while a doubt has no answer yet, once it has', async () => {
    let answer: () => void = () => undefined;
    const { clock, repair, restarts } = setUp(() => new Promise((resolve) => (answer = resolve)));
    repair.doubt();
    repair.stateChanged('disconnected');
    clock.advance(3_000);
    assert.equal(restarts(), 1);
    answer();
    await settle();
    clock.advance(500);
    assert.equal(restarts(), 2);
  });

  it('does not wait for a question without an answer any longer than for a connection, and takes no late answer', async () => {
    const answers: (() => void)[] = [];
    const { clock, repair, restarts, used } = setUp(() => new Promise((resolve) => answers.push(resolve)));
    // The network is gone, and the question with it; the browser says so five seconds later.
    repair.stateChanged('connected');
    repair.doubt();
    clock.advance(4_300);
    repair.stateChanged('disconnected');
    clock.advance(500);
    assert.equal(restarts(), 2, 'the network may be back');
    clock.advance(4_000);
    assert.equal(restarts(), 3);
    for (const answer of answers) answer();
    await settle();
    assert.deepEqual(used, [3], 'the node has forgotten what it answered before');
  });

  it('does not doubt what it is repairing already', () => {
    const { repair, restarts } = setUp(() => new Promise(() => undefined));
    repair.stateChanged('failed');
    repair.doubt();
    assert.equal(restarts(), 1);
  });

  it('begins to count anew after a connection', async () => {
    const { clock, repair, lost } = setUp();
    for (let time = 0; time < 5; time += 1) {
      repair.stateChanged('failed');
      await settle();
      repair.stateChanged('connected');
    }
    clock.advance(60_000);
    assert.deepEqual(lost, []);
  });

  it('gives up at once when the node does not know the transport', async () => {
    const { repair, lost } = setUp(() => Promise.reject(new WeftError('TRANSPORT_NOT_FOUND')));
    repair.stateChanged('failed');
    await settle();
    assert.deepEqual(lost, ['TRANSPORT_NOT_FOUND']);
  });

  it('waits and tries again when only the question got no answer', async () => {
    const { clock, repair, lost, restarts } = setUp(() => Promise.reject(new WeftError('TIMEOUT')));
    repair.stateChanged('failed');
    await settle();
    clock.advance(4_000);
    assert.deepEqual([restarts(), lost], [2, []]);
  });

  it('does nothing any more once stopped', () => {
    const { clock, repair, restarts } = setUp();
    repair.stateChanged('disconnected');
    repair.stop();
    clock.advance(60_000);
    repair.stateChanged('failed');
    assert.equal(restarts(), 0);
  });
});
