import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EdgeBench } from '../testing/edge-bench.ts';

describe('a slow client', () => {
  it('SIG32 SIG33 gets everything in order once it reads, and only the last of each coalescable push', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    socket.result = 'backpressure';
    bench.push('session-1', 1);
    bench.push('session-1', 2);
    bench.push('session-1', 3, { coalesceKey: 'speaker' });
    bench.push('session-1', 4);
    bench.push('session-1', 5, { coalesceKey: 'speaker' });
    assert.deepEqual(socket.story, ['ready', 'push 1']);
    bench.edge.drained(socket);
    assert.deepEqual(socket.story, ['ready', 'push 1'], 'the buffer is not empty yet');
    socket.result = 'sent';
    socket.bufferedBytes = 0;
    bench.edge.drained(socket);
    assert.deepEqual(socket.story, ['ready', 'push 1', 'push 2', 'push 4', 'push 5']);
    assert.deepEqual(socket.seqs, [1, 2, 3, 4]);
  });

  it('SIG32 loses no frame that the socket dropped', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    socket.result = 'dropped';
    bench.push('session-1', 1);
    bench.push('session-1', 2);
    socket.result = 'sent';
    socket.bufferedBytes = 0;
    bench.edge.drained(socket);
    assert.deepEqual(socket.story, ['ready', 'push 1', 'push 2']);
  });

  it('SIG32 SIG33 gets what came in one turn at its end, the last of each coalescable push', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    const turns: (() => void)[] = [];
    bench.afterwards = (run) => turns.push(run);
    bench.push('session-1', 1, { coalesceKey: 'speaker' });
    bench.push('session-1', 2);
    bench.push('session-1', 3, { coalesceKey: 'speaker' });
    assert.deepEqual(socket.story, ['ready']);
    assert.equal(turns.length, 1, 'one turn for all of them');
    for (const run of turns) run();
    assert.deepEqual(socket.story, ['ready', 'push 2', 'push 3']);
    assert.deepEqual(socket.seqs, [1, 2]);
  });

  it('SIG11 that lost its socket in the turn gets the frames of it when it resumes', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    const turns: (() => void)[] = [];
    bench.afterwards = (run) => turns.push(run);
    bench.push('session-1', 1);
    const resume = bench.resumeOf(socket, 0);
    bench.lose(socket);
    for (const run of turns) run();
    const again = bench.open();
    await bench.hello(again, resume);
    assert.deepEqual(again.story, ['ready', 'push 1']);
    assert.deepEqual(again.seqs, [1]);
  });

  it('SIG34 is closed as TOO_SLOW when its outbox is full, and cannot resume', async () => {
    using bench = new EdgeBench({ OUTBOX_MAX_FRAMES: '3' });
    const socket = await bench.client();
    const resume = bench.resumeOf(socket, 0);
    for (const mark of [1, 2, 3]) bench.push('session-1', mark);
    assert.equal(socket.closed, undefined);
    bench.push('session-1', 4);
    assert.deepEqual(socket.closed, { code: 4411, reason: 'TOO_SLOW' });
    assert.deepEqual(bench.gone, ['session-1 dropped']);
    const again = bench.open();
    await bench.hello(again, resume);
    assert.equal(bench.resumeOf(again, 0).sessionId, 'session-2');
  });

  it('SIG34 that acknowledges is never too slow', async () => {
    using bench = new EdgeBench({ OUTBOX_MAX_FRAMES: '3' });
    const socket = await bench.client();
    for (let seq = 1; seq <= 50; seq++) {
      bench.push('session-1', seq);
      bench.send(socket, { ack: seq });
    }
    assert.equal(socket.closed, undefined);
    assert.equal(socket.seqs.length, 50);
  });

  it('SIG35 may miss a pong, which is not part of the sequence', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    socket.result = 'dropped';
    bench.send(socket, { body: { case: 'ping', value: { nonce: 1 } } });
    socket.result = 'sent';
    bench.push('session-1', 1);
    assert.deepEqual(socket.story, ['ready', 'push 1']);
    assert.deepEqual(socket.seqs, [1]);
    assert.equal(await bench.count('sends_total', 'dropped'), 1);
  });
});
