import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RelayedReply } from '@weft/proto';
import { EdgeBench } from '../testing/edge-bench.ts';

const answered = (mark: number): Uint8Array =>
  RelayedReply.encode({ result: { case: 'body', value: new Uint8Array([mark]) } });

describe('a resume', () => {
  it('SIG11 goes on with the same session: old socket closed, missed frames in order, new token', async () => {
    using bench = new EdgeBench();
    bench.bus.answer = () => answered(1);
    const old = await bench.client();
    for (const mark of [1, 2, 3]) bench.push('session-1', mark);
    bench.request(old, 5);
    await bench.settle();
    const resume = bench.resumeOf(old, 2);
    const socket = bench.open();
    await bench.hello(socket, resume);
    assert.deepEqual(old.closed, { code: 4412, reason: 'REPLACED' });
    assert.deepEqual(socket.story, ['ready', 'push 3', 'reply 5']);
    assert.deepEqual(socket.seqs, [3, 4]);
    const ready = socket.frames[0]?.body;
    assert.ok(ready?.case === 'ready');
    assert.equal(ready.value.resumed, true);
    assert.equal(ready.value.lastRequestId, 5);
    assert.equal(ready.value.sessionId, 'session-1');
    assert.notEqual(ready.value.resumeToken, resume.resumeToken);
    bench.push('session-1', 9);
    assert.equal(socket.story.at(-1), 'push 9');
    assert.deepEqual(bench.gone, []);
  });

  it('SIG11 ignores what the old socket still does', async () => {
    using bench = new EdgeBench();
    const old = await bench.client();
    const socket = bench.open();
    await bench.hello(socket, bench.resumeOf(old, 0));
    bench.send(old, { body: { case: 'bye', value: {} } });
    bench.edge.closed(old, false);
    bench.clock.advance(20_000);
    assert.equal(socket.closed, undefined);
    assert.equal(bench.edge.lifecycle.ready, 1);
  });

  it('SIG11 brings what was pushed while nobody was there', async () => {
    using bench = new EdgeBench();
    const old = await bench.client();
    bench.lose(old);
    for (const mark of [1, 2]) bench.push('session-1', mark);
    bench.push('session-1', 3, { coalesceKey: 'speaker' });
    bench.push('session-1', 4, { coalesceKey: 'speaker' });
    bench.clock.advance(14_000);
    const socket = bench.open();
    await bench.hello(socket, bench.resumeOf(old, 0));
    assert.deepEqual(socket.story, ['ready', 'push 1', 'push 2', 'push 4']);
    assert.deepEqual(socket.seqs, [1, 2, 3]);
  });

  it('SIG12 gets a new session when id, token or subject are not those of one', async () => {
    using bench = new EdgeBench();
    const old = await bench.client();
    const good = bench.resumeOf(old, 0);
    const wishes = [
      { resume: { ...good, sessionId: 'session-99' }, token: 'good-token', outcome: 'unknown' },
      { resume: { ...good, resumeToken: 'x'.repeat(43) }, token: 'good-token', outcome: 'wrong-token' },
      { resume: { ...good, resumeToken: '' }, token: 'good-token', outcome: 'wrong-token' },
      { resume: good, token: 'other-token', outcome: 'other-subject' },
    ];
    for (const { resume, token, outcome } of wishes) {
      const before = await bench.count('resumes_total', outcome);
      const socket = bench.open();
      await bench.hello(socket, resume, token);
      const ready = socket.frames[0]?.body;
      assert.ok(ready?.case === 'ready');
      assert.equal(ready.value.resumed, false);
      assert.notEqual(ready.value.sessionId, 'session-1');
      assert.equal(await bench.count('resumes_total', outcome), before + 1);
    }
    assert.equal(old.closed, undefined);
    assert.deepEqual(bench.gone, []);
  });

  it('SIG12 takes a resume token again as long as its Ready may have been lost', async () => {
    using bench = new EdgeBench();
    const resume = bench.resumeOf(await bench.client(), 0);
    const second = bench.open();
    await bench.hello(second, resume);
    bench.lose(second);
    const third = bench.open();
    await bench.hello(third, resume);
    assert.equal(bench.resumeOf(third, 0).sessionId, 'session-1');
  });

  it('SIG12 does not take a resume token any more once its client has shown a later one', async () => {
    using bench = new EdgeBench();
    const old = await bench.client();
    const resume = bench.resumeOf(old, 0);
    const second = bench.open();
    await bench.hello(second, resume);
    bench.send(second, {});
    const third = bench.open();
    await bench.hello(third, resume);
    assert.equal(second.closed, undefined);
    assert.equal(bench.resumeOf(third, 0).sessionId, 'session-2');
  });

  it('SIG13 of frames no longer kept ends the old session and starts a new one', async () => {
    using bench = new EdgeBench();
    const old = await bench.client();
    bench.push('session-1', 1);
    bench.send(old, { ack: 1 });
    const socket = bench.open();
    await bench.hello(socket, bench.resumeOf(old, 0));
    assert.deepEqual(old.closed, { code: 4412, reason: 'REPLACED' });
    assert.deepEqual(bench.gone, ['session-1 replaced']);
    assert.equal(bench.resumeOf(socket, 0).sessionId, 'session-2');
  });

  it('SIG4 needs a good token too', async () => {
    using bench = new EdgeBench();
    const old = await bench.client();
    const socket = bench.open();
    await bench.hello(socket, bench.resumeOf(old, 0), 'bad-token');
    assert.equal(socket.closed?.code, 4401);
    assert.equal(old.closed, undefined);
  });
});
