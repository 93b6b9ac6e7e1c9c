import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ClientFrame, SessionStanding, subjects } from '@weft/proto';
import { EdgeBench } from '../testing/edge-bench.ts';

describe('a ready session', () => {
  it('SIG7 gets a pong for a ping, lives while it pings, and is closed when it does not', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    for (let nonce = 1; nonce <= 6; nonce++) {
      bench.clock.advance(10_000);
      bench.send(socket, { body: { case: 'ping', value: { nonce } } });
    }
    assert.deepEqual(socket.frames.at(-1)?.body, { case: 'pong', value: { nonce: 6 } });
    bench.clock.advance(24_900);
    assert.equal(socket.closed, undefined);
    bench.clock.advance(500);
    assert.deepEqual(socket.closed, { code: 4410, reason: 'IDLE' });
    assert.equal(bench.edge.sessions.size, 1);
  });

  it('SIG8 that lost its socket ends when the window has passed, and tells so once', async () => {
    using bench = new EdgeBench();
    bench.lose(await bench.client());
    bench.clock.advance(14_900);
    assert.deepEqual(bench.gone, []);
    assert.deepEqual(bench.bus.subjects, [subjects.shared, subjects.sessionAll('session-1')]);
    bench.clock.advance(60_000);
    await bench.settle();
    assert.deepEqual(bench.gone, ['session-1 timeout']);
    assert.deepEqual(bench.bus.subjects, [subjects.shared]);
    assert.equal(bench.edge.sessions.size, 0);
  });

  it('SIG10 says bye and is over', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    bench.send(socket, { body: { case: 'bye', value: {} } });
    assert.deepEqual(socket.closed, { code: 1000, reason: '' });
    assert.deepEqual(bench.gone, ['session-1 bye']);
    assert.deepEqual(bench.bus.subjects, [subjects.shared]);
  });

  it('SIG15 SIG16 SIG17 is closed for a frame that is none', async () => {
    using bench = new EdgeBench();
    const ping = ClientFrame.encode({ body: { case: 'ping', value: {} } });
    const cases: [Uint8Array, boolean, string][] = [
      [ping, false, 'BAD_FRAME'],
      [new Uint8Array([0xff]), true, 'BAD_FRAME'],
      [new Uint8Array(65_537), true, 'FRAME_TOO_LARGE'],
      [ClientFrame.encode({ ack: 1 }), true, 'BAD_FRAME'],
    ];
    for (const [bytes, binary, code] of cases) {
      const socket = await bench.client();
      bench.edge.message(socket, bytes, binary);
      assert.equal(socket.closed?.reason, code);
    }
    assert.equal(bench.gone.length, cases.length);
    assert.ok(bench.gone.every((entry) => entry.endsWith('refused')));
  });

  it('SIG44 is told of as too large when the server cut the connection for it', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    bench.edge.closed(socket, true);
    assert.deepEqual(bench.gone, ['session-1 refused']);
    assert.equal(await bench.count('refusals_total', 'FRAME_TOO_LARGE'), 1);
  });

  it('SIG36 is closed by a service, after what the service said', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    bench.push('session-1', 5, { closeWith: { code: 'SIGNED_IN_ELSEWHERE', message: 'elsewhere' } });
    assert.deepEqual(socket.story, ['ready', 'push 5', 'refused SIGNED_IN_ELSEWHERE']);
    assert.equal(socket.closed?.code, 4414);
    assert.deepEqual(bench.gone, ['session-1 replaced']);
  });

  it('SIG36 is not closed before a slow client has been sent what the service said', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    socket.result = 'backpressure';
    bench.push('session-1', 1);
    bench.push('session-1', 2, { closeWith: { code: 'FORBIDDEN' } });
    assert.equal(socket.closed, undefined);
    socket.result = 'sent';
    socket.bufferedBytes = 0;
    bench.edge.drained(socket);
    assert.deepEqual(socket.story, ['ready', 'push 1', 'push 2', 'refused FORBIDDEN']);
  });

  it('SIG37 passes over a push that does not follow the schema', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    bench.bus.publish(subjects.session('session-1'), new Uint8Array([0x0a, 0xff]));
    bench.push('session-1', 1);
    assert.deepEqual(socket.story, ['ready', 'push 1']);
    assert.equal(await bench.count('frames_queued_total', 'malformed'), 1);
  });
});

describe('limits', () => {
  it('SIG40 close a session that sends too much, which may then be resumed', async () => {
    using bench = new EdgeBench({ SESSION_FRAMES_PER_S: '10', SESSION_FRAMES_BURST: '5' });
    const socket = await bench.client();
    for (let i = 0; i < 4; i++) bench.send(socket, { body: { case: 'ping', value: {} } });
    assert.equal(socket.closed, undefined);
    bench.send(socket, { body: { case: 'ping', value: {} } });
    assert.deepEqual(socket.closed, { code: 4429, reason: 'RATE_LIMITED' });
    const refused = socket.frames.at(-1)?.body;
    assert.equal(refused?.case === 'refused' && refused.value.fault?.retryAfterMs, 100);
    assert.equal(bench.edge.sessions.size, 1);
  });

  it('SIG40 count WebSocket pings as well', async () => {
    using bench = new EdgeBench({ SESSION_FRAMES_PER_S: '10', SESSION_FRAMES_BURST: '5' });
    const socket = await bench.client();
    for (let i = 0; i < 5; i++) bench.edge.control(socket);
    assert.equal(socket.closed?.reason, 'RATE_LIMITED');
  });

  it('SIG41 count the frames of one address together, and no other address suffers', async () => {
    using bench = new EdgeBench({ ADDRESS_FRAMES_PER_S: '10', ADDRESS_FRAMES_BURST: '6' });
    const neighbour = await bench.client('198.51.100.1');
    const [one, two] = [await bench.client(), await bench.client()];
    for (let i = 0; i < 3; i++) for (const socket of [one, two]) bench.send(socket, {});
    assert.equal(one.closed?.reason ?? two.closed?.reason, 'RATE_LIMITED');
    bench.send(neighbour, { body: { case: 'ping', value: { nonce: 3 } } });
    assert.equal(neighbour.story.at(-1), 'pong');
  });

  it('SIG42 keep an address from opening connections too fast', () => {
    using bench = new EdgeBench({ ADDRESS_CONNECTS_PER_S: '1', ADDRESS_CONNECTS_BURST: '2' });
    assert.equal(bench.open().closed, undefined);
    assert.equal(bench.open().closed, undefined);
    assert.equal(bench.open().closed?.code, 4429);
    assert.equal(bench.open('', '198.51.100.1').closed, undefined);
    bench.clock.advance(1_000);
    assert.equal(bench.open().closed, undefined);
  });

  it('SIG43 bound the sockets that have not said hello', () => {
    using bench = new EdgeBench({ MAX_SESSIONS: '1', ADDRESS_CONNECTS_PER_S: '0' });
    const sockets = Array.from({ length: 1_026 }, () => bench.open());
    assert.equal(sockets.filter(({ closed }) => closed?.reason === 'EDGE_FULL').length, 1);
  });
});

describe('an edge', () => {
  it('leaves no timer behind when it is disposed of', async () => {
    const bench = new EdgeBench();
    await bench.client();
    bench.edge.drain.leaveAll();
    bench[Symbol.dispose]();
    assert.equal(bench.clock.pending, 0);
  });
});

describe('a session that is asked for', () => {
  const silentMs = async (bench: EdgeBench): Promise<number> =>
    SessionStanding.decode(await bench.bus.request(subjects.sessionAsk('session-1'), new Uint8Array(0)))
      .silentMs;

  it('SIG38 asks its client for a sign of life, and says for how long none has come', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    bench.clock.advance(9_000);
    assert.equal(await silentMs(bench), 0);
    assert.equal(socket.pings, 1);
    bench.clock.advance(2_000);
    assert.equal(await silentMs(bench), 2_000);
    bench.edge.control(socket);
    assert.equal(await silentMs(bench), 0);
    bench.clock.advance(1_500);
    bench.send(socket, { body: { case: 'ping', value: {} } });
    assert.equal(await silentMs(bench), 0);
  });

  it('SIG38 says for how long its client is away, its silence before included, until it is back', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    assert.equal(await silentMs(bench), 0);
    bench.clock.advance(3_000);
    bench.lose(socket);
    bench.clock.advance(4_000);
    assert.equal(await silentMs(bench), 7_000);
    const again = bench.open();
    await bench.hello(again, bench.resumeOf(socket, 0));
    assert.equal(await silentMs(bench), 0);
    bench.edge.control(again);
    bench.lose(again);
    bench.clock.advance(4_000);
    assert.equal(await silentMs(bench), 4_000);
  });
});
