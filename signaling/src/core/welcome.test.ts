import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { subjects } from '@weft/proto';
import { EdgeBench } from '../testing/edge-bench.ts';
import { placeFor } from './welcome.ts';

const open = { draining: false, full: false };
const full = { draining: false, full: true };
const draining = { draining: true, full: false };

describe('the place of a hello with a good token', () => {
  it('SIG11 is its own session, even at a full or draining edge', () => {
    for (const edge of [open, full, draining])
      assert.deepEqual(placeFor('resumed', edge), { give: 'resumed' });
  });

  it('SIG12 is a new session when there is nothing it may resume', () => {
    for (const outcome of [undefined, 'unknown', 'wrong-token', 'other-subject', 'frames-gone'] as const) {
      assert.deepEqual(placeFor(outcome, open), { give: 'new' }, outcome);
    }
  });

  it('SIG43 is none at a full edge, unless its own old session makes room', () => {
    assert.deepEqual(placeFor(undefined, full), { give: 'refusal', code: 'EDGE_FULL' });
    assert.deepEqual(placeFor('unknown', full), { give: 'refusal', code: 'EDGE_FULL' });
    assert.deepEqual(placeFor('frames-gone', full), { give: 'new' });
  });

  it('SIG50 is none at a draining edge', () => {
    assert.deepEqual(placeFor(undefined, draining), { give: 'refusal', code: 'DRAINING' });
    assert.deepEqual(placeFor('frames-gone', draining), { give: 'refusal', code: 'DRAINING' });
    assert.deepEqual(placeFor(undefined, { draining: true, full: true }), {
      give: 'refusal',
      code: 'DRAINING',
    });
  });
});

describe('hello', () => {
  it('SIG6 is answered with Ready and all that a client needs to know', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    const body = socket.frames[0]?.body;
    assert.ok(body?.case === 'ready');
    const { resumeToken, ...rest } = body.value;
    assert.deepEqual(rest, {
      version: 1,
      sessionId: 'session-1',
      resumed: false,
      region: 'eu',
      edgeId: 'eu-edge-1',
      pingIntervalMs: 10_000,
      maxFrameBytes: 65_536,
      resumeWindowMs: 15_000,
      lastRequestId: 0,
    });
    assert.match(resumeToken, /^1\.[0-9a-z]+\.[\w-]{22}\.[\w-]{43}$/);
  });

  it('SIG1 that does not come closes the socket with its code', () => {
    using bench = new EdgeBench();
    const socket = bench.open();
    bench.clock.advance(4_900);
    assert.equal(socket.closed, undefined);
    bench.clock.advance(500);
    assert.deepEqual(socket.closed, { code: 4408, reason: 'HELLO_TIMEOUT' });
    assert.deepEqual(socket.story, ['refused HELLO_TIMEOUT']);
  });

  it('SIG2 must be the first frame, and the only one until Ready', async () => {
    using bench = new EdgeBench();
    const first = bench.open();
    bench.request(first, 1);
    assert.equal(first.closed?.code, 4409);
    const twice = bench.open();
    const hello = { versions: [1], token: 'good-token' };
    bench.send(twice, { body: { case: 'hello', value: hello } });
    bench.send(twice, { body: { case: 'hello', value: hello } });
    await bench.settle();
    assert.deepEqual(twice.story, ['refused HELLO_EXPECTED']);
    assert.equal(bench.edge.sessions.size, 0);
  });

  it('SIG3 without a common version is refused', async () => {
    using bench = new EdgeBench();
    for (const versions of [[], [2, 99]]) {
      const socket = bench.open();
      bench.send(socket, { body: { case: 'hello', value: { versions, token: 'good-token' } } });
      assert.deepEqual(socket.closed, { code: 4426, reason: 'VERSION_UNSUPPORTED' });
    }
    const socket = bench.open();
    bench.send(socket, { body: { case: 'hello', value: { versions: [99, 1], token: 'good-token' } } });
    await bench.settle();
    assert.deepEqual(socket.story, ['ready']);
  });

  it('SIG4 is refused with the admission’s own code', async () => {
    using bench = new EdgeBench();
    for (const [code, close] of [
      ['TOKEN_INVALID', 4401],
      ['TOKEN_EXPIRED', 4402],
      ['UNAVAILABLE', 1008],
    ] as const) {
      bench.obstacle = code;
      const socket = await bench.client();
      assert.deepEqual(socket.story, [`refused ${code}`]);
      assert.deepEqual(socket.closed, { code: close, reason: code });
    }
    assert.equal(await bench.count('refusals_total', 'TOKEN_EXPIRED'), 1);
  });

  it('SIG5 is not waited for when the origin is refused', () => {
    using bench = new EdgeBench({ ORIGINS: 'https://shop.example,https://desk.example' });
    assert.equal(bench.open('https://desk.example').closed, undefined);
    assert.equal(bench.open('').closed, undefined);
    assert.deepEqual(bench.open('https://evil.example').closed, { code: 4403, reason: 'ORIGIN_REFUSED' });
  });

  it('SIG8 whose socket closes while it is checked leaves nothing behind', async () => {
    using bench = new EdgeBench();
    const socket = bench.open();
    bench.send(socket, { body: { case: 'hello', value: { versions: [1], token: 'good-token' } } });
    bench.lose(socket);
    await bench.settle();
    assert.equal(bench.edge.sessions.size, 0);
    assert.deepEqual(bench.bus.subjects, [subjects.shared]);
    assert.equal(await bench.count('transitions_refused_total'), 0);
  });

  it('SIG43 is refused at a full edge', async () => {
    using bench = new EdgeBench({ MAX_SESSIONS: '2' });
    await bench.client();
    const second = await bench.client();
    assert.deepEqual((await bench.client()).closed, { code: 4503, reason: 'EDGE_FULL' });
    bench.send(second, { body: { case: 'bye', value: {} } });
    assert.deepEqual((await bench.client()).story, ['ready']);
  });
});
