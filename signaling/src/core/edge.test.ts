import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ClientFrame, RelayedReply, RelayedRequest, subjects } from '@weft/proto';
import { EdgeBench } from '../testing/edge-bench.ts';

const answered = (mark: number): Uint8Array =>
  RelayedReply.encode({ result: { case: 'body', value: new Uint8Array([mark]) } });

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
    assert.equal(Buffer.from(resumeToken, 'base64url').length, 32);
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
    assert.deepEqual(bench.bus.subjects, []);
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
    assert.deepEqual(bench.bus.subjects, [subjects.session('session-1')]);
    bench.clock.advance(60_000);
    assert.deepEqual(bench.gone, ['session-1 timeout']);
    assert.deepEqual(bench.bus.subjects, []);
    assert.equal(bench.edge.sessions.size, 0);
  });

  it('SIG10 says bye and is over', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    bench.send(socket, { body: { case: 'bye', value: {} } });
    assert.deepEqual(socket.closed, { code: 1000, reason: '' });
    assert.deepEqual(bench.gone, ['session-1 bye']);
    assert.deepEqual(bench.bus.subjects, []);
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

describe('requests', () => {
  it('SIG21 SIG22 reach the service with the principal, and their replies are part of the sequence', async () => {
    using bench = new EdgeBench();
    const heard: RelayedRequest[] = [];
    bench.bus.answer = (_subject, data) => {
      heard.push(RelayedRequest.decode(data));
      return answered(9);
    };
    const socket = await bench.client();
    bench.request(socket, 1);
    await bench.settle();
    assert.deepEqual(heard[0]?.principal, {
      sessionId: 'session-1',
      subjectId: 'subject-1',
      role: 'customer',
      displayName: 'Ada',
      region: 'eu',
      edgeId: 'eu-edge-1',
    });
    assert.equal(heard[0]?.requestId, 1);
    const reply = socket.frames.at(-1);
    assert.ok(reply?.body?.case === 'reply' && reply.body.value.result?.case === 'body');
    assert.deepEqual([reply.seq, reply.body.value.id, ...reply.body.value.result.value], [1, 1, 9]);
  });

  it('SIG20 whose id was seen are dropped and counted, those that leave some out are not', async () => {
    using bench = new EdgeBench();
    bench.bus.answer = () => answered(1);
    const socket = await bench.client();
    for (const id of [0, 3, 3, 1, 7]) bench.request(socket, id);
    await bench.settle();
    assert.deepEqual(socket.story, ['ready', 'reply 3', 'reply 7']);
    assert.equal(await bench.count('requests_replayed_total'), 3);
  });

  it('SIG23 beyond the bound of those in flight are answered with RATE_LIMITED', async () => {
    using bench = new EdgeBench({ MAX_IN_FLIGHT: '2' });
    bench.bus.answer = () => undefined;
    const socket = await bench.client();
    for (const id of [1, 2, 3]) bench.request(socket, id);
    await bench.settle();
    const last = socket.frames.at(-1)?.body;
    assert.ok(last?.case === 'reply' && last.value.result?.case === 'fault');
    assert.equal(last.value.result.value.code, 'RATE_LIMITED');
    assert.equal(bench.edge.relay.inFlight, 2);
  });

  it('SIG23 beyond the edge’s own bound are answered with UNAVAILABLE', async () => {
    using bench = new EdgeBench({ MAX_IN_FLIGHT_TOTAL: '1' });
    bench.bus.answer = () => undefined;
    const [one, two] = [await bench.client(), await bench.client()];
    bench.request(one, 1);
    bench.request(two, 1);
    await bench.settle();
    assert.deepEqual(one.story, ['ready']);
    assert.deepEqual(two.story, ['ready', 'reply 1']);
    assert.equal(await bench.count('requests_total', 'UNAVAILABLE'), 1);
  });

  it('SIG24 SIG25 get the fault of whatever stood in their way', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    bench.request(socket, 1);
    await bench.settle();
    bench.bus.connected = false;
    bench.request(socket, 2);
    bench.bus.connected = true;
    bench.bus.answer = () => new Uint8Array([0xff]);
    bench.request(socket, 3);
    await bench.settle();
    const codes = socket.frames.flatMap(({ body }) =>
      body?.case === 'reply' && body.value.result?.case === 'fault' ? [body.value.result.value.code] : [],
    );
    assert.deepEqual(codes, ['NO_RESPONDER', 'UNAVAILABLE', 'INTERNAL']);
  });
});

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

  it('SIG12 does not take a resume token twice', async () => {
    using bench = new EdgeBench();
    const old = await bench.client();
    const resume = bench.resumeOf(old, 0);
    const second = bench.open();
    await bench.hello(second, resume);
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
    assert.deepEqual(socket.story, ['ready', 'push 1', 'push 2', 'push 5', 'push 4']);
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

  it('SIG34 is closed as TOO_SLOW when its outbox is full, and cannot resume', async () => {
    using bench = new EdgeBench({ OUTBOX_MAX_FRAMES: '3' });
    const socket = await bench.client();
    const resume = bench.resumeOf(socket, 0);
    for (const mark of [1, 2, 3]) bench.push('session-1', mark);
    assert.equal(socket.closed, undefined);
    bench.push('session-1', 4);
    assert.deepEqual(socket.closed, { code: 4411, reason: 'TOO_SLOW' });
    assert.deepEqual(bench.gone, ['session-1 refused']);
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
    assert.deepEqual(bench.gone, ['session-1 edge-stopped']);
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

describe('an edge', () => {
  it('leaves no timer behind when it is disposed of', async () => {
    const bench = new EdgeBench();
    await bench.client();
    bench.edge.drain.endAll();
    bench[Symbol.dispose]();
    assert.equal(bench.clock.pending, 0);
  });
});
