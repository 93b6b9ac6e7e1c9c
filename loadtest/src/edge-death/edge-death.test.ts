import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { streams, subjects, type WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { type EdgeId, Pair } from './pair.ts';

/** Everything pushed came once and in order; every question was done and answered once. */
async function nothingLost(pair: Pair): Promise<void> {
  await until(
    () => pair.received.length >= pair.pushed || `${pair.received.length} of ${pair.pushed} pushes`,
  );
  await until(
    () => pair.answered + pair.failures.length === pair.asked || `${pair.answered} of ${pair.asked} answers`,
  );
  assert.deepEqual(
    pair.received,
    Array.from({ length: pair.pushed }, (_, index) => index + 1),
  );
  assert.deepEqual(pair.failures, []);
  assert.equal(pair.done.size, pair.asked);
}

const movedTo = (pair: Pair, edgeId: EdgeId, timeoutMs = 10_000) =>
  until(
    () => {
      const { state } = pair.link;
      return (state.name === 'ready' && state.edgeId === edgeId) || `the link is ${state.name}`;
    },
    { timeoutMs },
  );

const flowing = (pair: Pair, more = 20) => {
  const enough = pair.received.length + more;
  return until(() => pair.received.length >= enough || `${pair.received.length} pushes`);
};

describe('a client whose edge', () => {
  let pair: Pair;
  before(async () => {
    pair = await Pair.create();
  });
  after(() => pair[Symbol.asyncDispose]());

  it('is killed goes on at another one: nothing lost, nothing doubled, also when it is killed again', async () => {
    const { sessionId } = pair;
    pair.startTraffic(5);
    for (let round = 0; round < 3; round += 1) {
      await flowing(pair);
      const dying = pair.at;
      pair.signal(dying, 'SIGKILL');
      await movedTo(pair, pair.other(dying));
      await flowing(pair);
      await pair.startEdge(dying);
    }
    pair.stopTraffic();
    await nothingLost(pair);
    assert.equal(pair.fresh, 1);
    assert.equal(pair.sessionId, sessionId);
    assert.ok(pair.repeats > 0, 'some questions were under way');
  });

  it('is frozen goes on at another one, and the one that wakes up lets go of it in silence', async () => {
    const frozen = pair.at;
    let gone = 0;
    using _ = pair.rig.bus.subscribe(subjects.sessionGone(pair.sessionId), () => {
      gone += 1;
    });
    // A request to a media node is what tells the link that a call is on.
    void pair.link
      .request({ case: 'media', value: { nodeId: 'eu-1', callId: 'c', epoch: 1 } }, new Uint8Array(1))
      .catch((error: WeftError) => error.code);
    pair.startTraffic(20);
    await flowing(pair);
    pair.signal(frozen, 'SIGSTOP');
    await movedTo(pair, pair.other(frozen));
    await flowing(pair);
    pair.signal(frozen, 'SIGCONT');
    await until(
      () => pair.output(frozen).includes('session went on at another edge') || 'it still has the session',
    );
    await flowing(pair);
    pair.stopTraffic();
    await nothingLost(pair);
    assert.equal(gone, 0);
    assert.equal(pair.fresh, 1);
  });

  it('drains goes on at another one before it is left, and stays ready all the time', async () => {
    const leaving = pair.at;
    const states: string[] = [];
    using _ = { [Symbol.dispose]: pair.link.onState(({ name }) => states.push(name)) };
    pair.startTraffic(5);
    await flowing(pair);
    pair.signal(leaving, 'SIGTERM');
    await movedTo(pair, pair.other(leaving));
    await flowing(pair);
    pair.stopTraffic();
    await nothingLost(pair);
    assert.deepEqual(states, ['ready']);
    assert.equal(pair.fresh, 1);
    await until(() => pair.output(leaving).includes('edge stopped') || 'still stopping');
    await pair.startEdge(leaving);
  });

  it('was cut off by a bus that began anew is told so, and goes on or begins anew when the edge is killed then', async () => {
    const before = pair.fresh;
    await pair.rig.nats.restart();
    await until(() => pair.rig.bus.connected || 'the service is not back');
    // What was published before the restart is forgotten: that is told, once, and never is a client left in between.
    await until(() => pair.fresh > before || 'nothing was told');
    await until(() => pair.link.state.name === 'ready' || pair.link.state.name);
    assert.equal(pair.fresh, before + 1);
    // Whoever pushes has heard of the session by its requests, which leave the edge behind its subscription.
    pair.ask();
    await until(() => pair.answered + pair.failures.length === pair.asked || 'not answered');
    pair.push(pair.sessionId);
    await until(() => pair.received.length === pair.pushed || 'the push is lost');
    const dying = pair.at;
    pair.signal(dying, 'SIGKILL');
    await movedTo(pair, pair.other(dying));
    pair.push(pair.sessionId);
    await until(() => pair.received.length === pair.pushed || 'the push after the death is lost');
    assert.ok(pair.fresh <= before + 2, `${pair.fresh - before} times anew`);
    await pair.startEdge(dying);
  });
});

describe('a client whose edge is killed while there is no stream', () => {
  it('begins anew, and the next death after the stream is back costs it nothing', async () => {
    await using pair = await Pair.create();
    await pair.rig.bus.connection.request(`$JS.API.STREAM.DELETE.${streams.sessions}`, '');
    const dying = pair.at;
    pair.signal(dying, 'SIGKILL');
    await movedTo(pair, pair.other(dying));
    assert.equal(pair.fresh, 2);
    await pair.startEdge(dying);
    await until(async () => {
      const reply = await pair.rig.bus.connection.request(`$JS.API.STREAM.INFO.${streams.sessions}`, '');
      return !reply.string().includes('"error"') || 'no stream yet';
    });
  });
});
