import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { subjects } from '@weft/proto';
import { EdgeBench, type TestSocket } from '../testing/edge-bench.ts';

const SOURCE = 'eu-1.a';

/** An edge that has left marks for a while, and a client of it that has had two pushes. */
async function edgeWithClient(): Promise<{ bench: EdgeBench; client: TestSocket }> {
  const bench = new EdgeBench();
  bench.edge.absence.begin();
  bench.clock.advance(11_000);
  const client = await bench.client();
  for (const mark of [1, 2]) bench.push('session-1', mark, { sourceId: SOURCE, sourceSeq: mark });
  return { bench, client };
}

/** The bus is away while this runs: the edge hears nothing of it. */
async function absence(bench: EdgeBench, run: () => void): Promise<void> {
  bench.bus.deaf = true;
  run();
  bench.bus.tell(false);
  bench.bus.deaf = false;
  bench.bus.tell(true);
  await bench.settle();
}

describe('sessions of an edge that was cut off from NATS', () => {
  it('SIG64 are brought what was published meanwhile, once and in order, to one and to many', async () => {
    const { bench, client } = await edgeWithClient();
    await absence(bench, () => {
      bench.push('session-1', 3, { sourceId: 'ap-1.b', sourceSeq: 1 });
      bench.push('session-1', 4, { sourceId: SOURCE, sourceSeq: 3 });
      bench.share({ 'session-1': 4, 'session-9': 1 }, 5, { sourceId: SOURCE });
      bench.push('session-1', 6, { sourceId: SOURCE, sourceSeq: 5 });
    });
    bench.push('session-1', 7, { sourceId: SOURCE, sourceSeq: 6 });
    assert.deepEqual(
      client.story.filter((word) => word.startsWith('push')),
      [1, 2, 3, 4, 5, 6, 7].map((mark) => `push ${mark}`),
    );
    assert.equal(client.closed, undefined);
  });

  it('SIG64 wait with what comes live until the rest was read', async () => {
    const { bench, client } = await edgeWithClient();
    await absence(bench, () => {
      bench.push('session-1', 3, { sourceId: SOURCE, sourceSeq: 3 });
      bench.bus.tell(false);
      bench.bus.deaf = false;
      bench.push('session-1', 4, { sourceId: SOURCE, sourceSeq: 4 });
      bench.share({ 'session-1': 5 }, 5, { sourceId: SOURCE });
      assert.equal(client.story.at(-1), 'push 2');
    });
    assert.deepEqual(client.story.slice(-3), ['push 3', 'push 4', 'push 5']);
  });

  it('SIG64 end where a push is nowhere to be had, and their clients begin anew; others stay', async () => {
    const { bench, client } = await edgeWithClient();
    const other = await bench.client();
    await absence(bench, () => bench.push('session-1', 4, { sourceId: SOURCE, sourceSeq: 4 }));
    assert.equal(client.story.at(-1), 'refused UNAVAILABLE');
    assert.deepEqual(bench.gone, []);
    assert.equal(other.closed, undefined);
    const again = bench.open();
    await bench.hello(again, bench.resumeOf(client, 2, [{ sourceId: SOURCE, sourceSeq: 2 }]));
    assert.equal(again.closed, undefined);
    assert.equal(bench.edge.sessions.get('session-1'), undefined);
  });

  it('SIG64 all end where the stream began anew meanwhile, some at a time', async () => {
    const { bench } = await edgeWithClient();
    for (let count = 0; count < 120; count++) await bench.client();
    await absence(bench, () => bench.bus.published.splice(0));
    assert.equal(bench.edge.sessions.size, 71);
    bench.clock.advance(100);
    assert.equal(bench.edge.sessions.size, 21);
    bench.clock.advance(100);
    assert.equal(bench.edge.sessions.size, 0);
  });

  it('SIG64 all end where the stream cannot be read, after it was tried again', async () => {
    const { bench, client } = await edgeWithClient();
    bench.history.readable = false;
    await absence(bench, () => undefined);
    assert.equal(client.closed, undefined);
    for (let tries = 0; tries < 3; tries++) {
      bench.clock.advance(500);
      await bench.settle();
    }
    assert.equal(client.story.at(-1), 'refused UNAVAILABLE');
  });

  it('SIG55 SIG64 go to the edge that took them over meanwhile, and stay where they came back from it', async () => {
    const { bench, client } = await edgeWithClient();
    const beside = new EdgeBench({}, bench);
    beside.edge.absence.begin();
    const resume = bench.resumeOf(client, 2, [{ sourceId: SOURCE, sourceSeq: 2 }]);
    const away = beside.open();
    const silenced = bench.bus.silence(bench.edge.sessions.get('session-1')?.subscription);
    await beside.hello(away, resume);
    silenced();
    assert.equal(bench.edge.sessions.size, 1);
    bench.bus.tell(false);
    bench.bus.tell(true);
    await bench.settle();
    assert.equal(bench.edge.sessions.size, 0);
    assert.equal(away.closed, undefined);
    assert.deepEqual(bench.gone, []);

    // And back, and once more cut off: what the other edge said then is old.
    beside.send(away, { ack: 2 });
    const back = bench.open();
    await bench.hello(back, beside.resumeOf(away, 2, [{ sourceId: SOURCE, sourceSeq: 2 }]));
    await absence(bench, () => bench.push('session-1', 3, { sourceId: SOURCE, sourceSeq: 3 }));
    assert.equal(back.story.at(-1), 'push 3');
  });

  it('SIG64 are brought it also when the bus goes again before it was read', async () => {
    const { bench, client } = await edgeWithClient();
    bench.bus.deaf = true;
    bench.push('session-1', 3, { sourceId: SOURCE, sourceSeq: 3 });
    bench.bus.tell(false);
    bench.bus.tell(true);
    bench.bus.tell(false);
    bench.bus.deaf = false;
    await bench.settle();
    bench.push('session-1', 4, { sourceId: SOURCE, sourceSeq: 4 });
    assert.equal(client.story.at(-1), 'push 2');
    bench.bus.tell(true);
    await bench.settle();
    assert.deepEqual(client.story.slice(-2), ['push 3', 'push 4']);
  });

  it('SIG64 end also where they may be in a call, which goes on with the next session', async () => {
    const { bench, client } = await edgeWithClient();
    const value = {
      id: 1,
      target: { case: 'media', value: { nodeId: 'eu-1', callId: 'call-1', epoch: 1 } },
      body: new Uint8Array([1]),
    } as const;
    bench.send(client, { body: { case: 'request', value } });
    await absence(bench, () => bench.push('session-1', 4, { sourceId: SOURCE, sourceSeq: 4 }));
    assert.equal(client.story.at(-1), 'refused UNAVAILABLE');
    assert.deepEqual(bench.gone, [], 'nobody takes it for the end of the call');
  });

  it('leaves a mark in both streams every five seconds', () => {
    using bench = new EdgeBench();
    bench.edge.absence.begin();
    bench.clock.advance(10_000);
    const left = bench.bus.published.map(({ subject }) => subject);
    const own = subjects.session('mark-1');
    assert.deepEqual(left, [own, subjects.shared, own, subjects.shared, own, subjects.shared]);
  });
});
