import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SharedPush, subjects } from '@weft/proto';
import { EdgeBench, type TestSocket } from '../testing/edge-bench.ts';

/** The counts of the pushes that a client got, in the order it got them. */
const counts = ({ frames }: TestSocket): readonly number[] =>
  frames.flatMap(({ body }) => (body?.case === 'push' ? [body.value.sourceSeq] : []));

describe('what is published once for many sessions', () => {
  it('SIG39 reaches those of them that are here, each with its own numbers and count, and nobody else', async () => {
    using bench = new EdgeBench();
    const [one, two, three] = [await bench.client(), await bench.client(), await bench.client()];
    bench.push('session-2', 7, { sourceId: 'eu-1.a', sourceSeq: 1 });
    bench.share({ 'session-1': 1, 'session-2': 2, 'session-9': 5 }, 8);
    assert.deepEqual(one.story, ['ready', 'push 8']);
    assert.deepEqual(two.story, ['ready', 'push 7', 'push 8']);
    assert.deepEqual(three.story, ['ready']);
    assert.deepEqual([one.seqs, two.seqs], [[1], [1, 2]]);
    assert.deepEqual([counts(one), counts(two)], [[1], [1, 2]]);
  });

  it('SIG30 SIG39 keeps its order with what is published for one alone, at a slow client too', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    socket.result = 'backpressure';
    for (let count = 1; count <= 6; count++) {
      if (count % 2 === 0) bench.share({ 'session-1': count }, count);
      else bench.push('session-1', count, { sourceId: 'eu-1.a', sourceSeq: count });
    }
    assert.deepEqual(socket.story, ['ready', 'push 1']);
    socket.result = 'sent';
    socket.bufferedBytes = 0;
    bench.edge.drained(socket);
    assert.deepEqual(counts(socket), [1, 2, 3, 4, 5, 6]);
    assert.deepEqual(socket.seqs, [1, 2, 3, 4, 5, 6]);
  });

  it('SIG33 SIG39 takes the place of what waits with its key', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    socket.result = 'backpressure';
    bench.share({ 'session-1': 1 }, 1);
    bench.share({ 'session-1': 2 }, 2, { coalesceKey: 'counts' });
    bench.push('session-1', 3, { sourceId: 'eu-1.a', sourceSeq: 3 });
    bench.share({ 'session-1': 4 }, 4, { coalesceKey: 'counts' });
    socket.result = 'sent';
    socket.bufferedBytes = 0;
    bench.edge.drained(socket);
    assert.deepEqual(socket.story, ['ready', 'push 1', 'push 3', 'push 4']);
  });

  it('SIG11 SIG39 is kept for a session that waits to be resumed', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    bench.share({ 'session-1': 1 }, 1);
    const resume = bench.resumeOf(socket, 0);
    bench.lose(socket);
    bench.share({ 'session-1': 2 }, 2);
    const again = bench.open();
    await bench.hello(again, resume);
    assert.deepEqual(again.story, ['ready', 'push 1', 'push 2']);
    assert.deepEqual(again.seqs, [1, 2]);
  });

  it('SIG34 SIG39 ends a session whose outbox is full, and no other', async () => {
    using bench = new EdgeBench({ OUTBOX_MAX_FRAMES: '3' });
    const [slow, quick] = [await bench.client(), await bench.client()];
    for (let count = 1; count <= 4; count++) {
      bench.share({ 'session-1': count, 'session-2': count }, count);
      bench.send(quick, { ack: count });
    }
    assert.deepEqual(slow.closed, { code: 4411, reason: 'TOO_SLOW' });
    assert.equal(quick.closed, undefined);
    assert.deepEqual(counts(quick), [1, 2, 3, 4]);
  });

  it('SIG37 SIG39 is passed over when it does not follow the schema or names more than it counts', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    const source = { case: 'control', value: new Uint8Array([1]) } as const;
    const many = Array.from({ length: 1_001 }, (_, i) => `session-${i}`);
    for (const bytes of [
      new Uint8Array([0x0a, 0xff]),
      SharedPush.encode({ source, sourceId: 'eu-1.a', sessionIds: ['session-1'], sourceSeqs: [] }),
      SharedPush.encode({ source, sourceId: '', sessionIds: ['session-1'], sourceSeqs: [1] }),
      SharedPush.encode({ sourceId: 'eu-1.a', sessionIds: ['session-1'], sourceSeqs: [1] }),
      SharedPush.encode({ source, sourceId: 'eu-1.a', sessionIds: many, sourceSeqs: many.map(() => 1) }),
    ]) {
      bench.bus.publish(subjects.shared, bytes);
    }
    assert.deepEqual(socket.story, ['ready']);
    assert.equal(await bench.count('frames_queued_total', 'malformed'), 5);
  });
});

/** Two edges, and a session at the first that has had three pushes, the second for many, of which its client handled one. */
async function twoEdges() {
  const old = new EdgeBench();
  const edge = new EdgeBench({}, old);
  const client = await old.client();
  old.push('session-1', 1, { sourceId: 'eu-1.a', sourceSeq: 1 });
  old.share({ 'session-9': 1, 'session-1': 2 }, 2);
  old.push('session-1', 3, { sourceId: 'eu-1.a', sourceSeq: 3 });
  const resume = old.resumeOf(client, 1, [{ sourceId: 'eu-1.a', sourceSeq: 1 }]);
  return { old, edge, resume };
}

describe('a session that comes from another edge, of what was published for many', () => {
  it('SIG19 SIG56 gets what it missed, in order with what was published for it alone', async () => {
    const { old, edge, resume } = await twoEdges();
    old.share({ 'session-1': 4 }, 4);
    const socket = edge.open();
    await edge.hello(socket, resume);
    assert.deepEqual(socket.story, ['ready', 'push 2', 'push 3', 'push 4']);
    assert.deepEqual(socket.seqs, [2, 3, 4]);
    edge.share({ 'session-1': 5 }, 5);
    assert.equal(socket.story.at(-1), 'push 5');
  });

  it('SIG19 SIG56 gets once what is published while the past is read', async () => {
    const { old, edge, resume } = await twoEdges();
    const socket = edge.open();
    edge.send(socket, { body: { case: 'hello', value: { versions: [1], token: 'good-token', resume } } });
    for (let count = 4; count < 24; count++) {
      if (count % 2 === 0) old.share({ 'session-1': count }, count);
      else old.push('session-1', count, { sourceId: 'eu-1.a', sourceSeq: count });
      await Promise.resolve();
    }
    await edge.settle();
    assert.deepEqual(
      counts(socket),
      [...Array(22).keys()].map((index) => index + 2),
    );
  });

  it('SIG56 starts anew where the edge has not heard of it', async () => {
    const { old, resume } = await twoEdges();
    const late = new EdgeBench({}, old);
    const socket = late.open();
    await late.hello(socket, resume);
    assert.equal(socket.frames[0]?.body?.case === 'ready' && socket.frames[0].body.value.resumed, false);
    assert.equal(await late.count('resumes_total', 'frames-gone'), 1);
  });

  it('SIG56 goes on at an edge that started since and has read what was published before', async () => {
    const { old, resume } = await twoEdges();
    const late = new EdgeBench({}, old);
    old.share({ 'session-1': 4 }, 4);
    await late.edge.shared.catchUp();
    old.share({ 'session-1': 5 }, 5);
    const socket = late.open();
    await late.hello(socket, resume);
    assert.deepEqual(counts(socket), [2, 3, 4, 5]);
  });

  it('SIG56 starts anew at an edge that was cut off since its token was made', async () => {
    const { edge, resume } = await twoEdges();
    edge.bus.tell(false);
    edge.clock.advance(10);
    edge.bus.tell(true);
    const socket = edge.open();
    await edge.hello(socket, resume);
    assert.equal(await edge.count('resumes_total', 'no-history'), 1);
  });
});
