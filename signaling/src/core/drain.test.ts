import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EdgeBench } from '../testing/edge-bench.ts';

describe('a drain', () => {
  it('SIG51 SIG53 tells every client, and puts out at the deadline who is still there', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    let done = false;
    void bench.edge.drain.start(2_000).then(() => {
      done = true;
    });
    assert.deepEqual(socket.frames.at(-1)?.body, { case: 'draining', value: { deadlineMs: 2_000 } });
    bench.clock.advance(1_900);
    await bench.settle();
    assert.deepEqual([done, socket.closed], [false, undefined]);
    bench.clock.advance(200);
    await bench.settle();
    assert.equal(done, true);
    assert.deepEqual(socket.closed, { code: 4504, reason: 'DRAINING' });
    // Its client goes on elsewhere, and may have done so already.
    assert.deepEqual(bench.gone, []);
  });

  it('SIG50 refuses new sessions but lets one that lives here be resumed', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    void bench.edge.drain.start(5_000);
    assert.deepEqual((await bench.client()).closed, { code: 4504, reason: 'DRAINING' });
    bench.clock.advance(1_000);
    const again = bench.open();
    await bench.hello(again, bench.resumeOf(socket, 0));
    assert.deepEqual(again.story, ['ready', 'draining']);
    assert.deepEqual(again.frames[1]?.body, { case: 'draining', value: { deadlineMs: 4_000 } });
  });

  it('SIG52 is over as soon as no session has a socket', async () => {
    using bench = new EdgeBench();
    const [one, two] = [await bench.client(), await bench.client()];
    let done = false;
    void bench.edge.drain.start(60_000).then(() => {
      done = true;
    });
    bench.send(one, { body: { case: 'bye', value: {} } });
    bench.lose(two);
    bench.clock.advance(50);
    await bench.settle();
    assert.equal(done, true);
  });
});
