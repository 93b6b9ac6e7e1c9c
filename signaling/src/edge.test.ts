import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EdgeBeat, EdgeRecord, keys, type ServerFrame, SessionGone, subjects } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { RunningEdge } from './main.ts';
import { EchoService, FrameClient, markOf, RawClient, Rig } from './testing/index.ts';

let rig: Rig;
let echo: EchoService;

before(async () => {
  rig = await Rig.create();
  echo = await EchoService.create(rig.bus, 'eu', ['eu-1']);
});

after(async () => {
  echo[Symbol.dispose]();
  await rig[Symbol.asyncDispose]();
});

const request = (client: FrameClient | RawClient, id: number, body: readonly number[], ack = 0): void =>
  client.send({
    ack,
    body: {
      case: 'request',
      value: { id, target: { case: 'control', value: {} }, body: new Uint8Array(body) },
    },
  });

const replies = (client: { readonly frames: readonly ServerFrame[] }) =>
  client.frames.flatMap(({ body }) => (body?.case === 'reply' ? [body.value] : []));

const marks = (client: { readonly frames: readonly ServerFrame[] }) =>
  client.frames.flatMap(({ body }) =>
    body?.case === 'push' && body.value.source !== undefined ? [markOf(body.value.source.value)] : [],
  );

const faults = (client: FrameClient) =>
  replies(client).map(({ result }) => (result?.case === 'fault' ? result.value.code : 'answered'));

const metric = async (edge: RunningEdge, name: string): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${edge.port}/metrics`)).text();
  const line = text.split('\n').find((candidate) => candidate.startsWith(`weft_edge_${name} `));
  return Number(line?.split(' ').at(-1) ?? 0);
};

/** Keeps the SessionGone messages of one session. */
async function goneOf(sessionId: string) {
  const reasons: string[] = [];
  const subscription = rig.bus.subscribe(subjects.sessionGone(sessionId), ({ data }) => {
    reasons.push(SessionGone.decode(data).reason);
  });
  await rig.bus.flush();
  return { reasons, [Symbol.dispose]: () => subscription[Symbol.dispose]() };
}

describe('a client at a real edge', () => {
  it('SIG6 SIG21 SIG22 signs in, asks control plane and media node, and gets their answers', async () => {
    await using edge = await rig.edge();
    const { client, ready } = await rig.client(edge, { subjectId: 'anna', role: 'agent', name: 'Anna' });
    await using _ = client;
    request(client, 1, [1, 2, 3]);
    const media = { case: 'media', value: { nodeId: 'eu-1', callId: 'call-1', epoch: 4 } } as const;
    client.send({ body: { case: 'request', value: { id: 2, target: media, body: new Uint8Array([9]) } } });
    await until(() => replies(client).length === 2 || 'not both yet');
    const answers = replies(client).map(({ id, result }) => [
      id,
      ...(result?.case === 'body' ? result.value : []),
    ]);
    assert.deepEqual(
      answers.sort(([a = 0], [b = 0]) => a - b),
      [
        [1, 1, 2, 3],
        [2, 9],
      ],
    );
    const [, heard] = echo.requests.slice(-2).sort((a, b) => a.requestId - b.requestId);
    assert.deepEqual([heard?.callId, heard?.epoch, heard?.requestId], ['call-1', 4, 2]);
    assert.deepEqual(heard?.principal, {
      sessionId: ready.sessionId,
      subjectId: 'anna',
      role: 'agent',
      displayName: 'Anna',
      region: 'eu',
      edgeId: 'eu-edge-1',
    });
  });

  it('SIG1 SIG3 SIG4 SIG5 is refused with the code of what is wrong', async () => {
    await using edge = await rig.edge({ HELLO_TIMEOUT_MS: '300', ORIGINS: 'https://shop.example' });
    const refusal = async (hello: { readonly versions?: readonly number[]; readonly token: string }) => {
      await using client = await FrameClient.open(edge.url);
      client.send({ body: { case: 'hello', value: { versions: [1], ...hello } } });
      const { code, reason } = await client.untilClosed();
      assert.equal(client.bodies('refused')[0]?.fault?.code, reason);
      return [code, reason];
    };
    const token = await rig.mint.token();
    assert.deepEqual(await refusal({ token: 'nonsense' }), [4401, 'TOKEN_INVALID']);
    assert.deepEqual(await refusal({ token: await rig.mint.token({ expiresInS: -60 }) }), [
      4402,
      'TOKEN_EXPIRED',
    ]);
    assert.deepEqual(await refusal({ token, versions: [77] }), [4426, 'VERSION_UNSUPPORTED']);
    await using silent = await FrameClient.open(edge.url);
    assert.deepEqual(await silent.untilClosed(), { code: 4408, reason: 'HELLO_TIMEOUT' });
    using foreign = await RawClient.open(edge.url, ['Origin: https://evil.example']);
    assert.deepEqual(await foreign.untilClosed(), { code: 4403, reason: 'ORIGIN_REFUSED' });
  });

  it('SIG24 SIG26 gets the fault when nobody answers, when it takes too long, and when it asks nonsense', async () => {
    await using edge = await rig.edge({ REQUEST_TIMEOUT_MS: '100' });
    const { client } = await rig.client(edge);
    await using _ = client;
    const ask = (id: number, nodeId: string) =>
      client.send({
        body: {
          case: 'request',
          value: { id, target: { case: 'media', value: { nodeId, callId: 'call-1' } } },
        },
      });
    ask(1, 'eu-99');
    await until(() => replies(client).length === 1 || 'no answer');
    ask(2, '>');
    echo.answers = false;
    ask(3, 'eu-1');
    await until(() => replies(client).length === 3 || 'not all three');
    echo.answers = true;
    assert.deepEqual(faults(client), ['NO_RESPONDER', 'BAD_REQUEST', 'TIMEOUT']);
  });

  it('SIG30 gets pushes and replies in one sequence, in the order they were published', async () => {
    await using edge = await rig.edge();
    const { client, ready } = await rig.client(edge);
    await using _ = client;
    request(client, 1, [1]);
    await client.until('reply');
    for (let mark = 0; mark < 300; mark++) echo.push(ready.sessionId, mark);
    await until(() => marks(client).length === 300 || `${marks(client).length} pushes`);
    assert.deepEqual(marks(client), [...Array(300).keys()]);
    assert.deepEqual(
      client.seqs,
      [...Array(301).keys()].map((index) => index + 1),
    );
  });

  it('SIG7 SIG8 is given up when it is silent, and its session ends when it does not come back', async () => {
    await using edge = await rig.edge({ PING_INTERVAL_MS: '100', RESUME_WINDOW_MS: '200' });
    const { client, ready } = await rig.client(edge);
    await using _ = client;
    using gone = await goneOf(ready.sessionId);
    client.send({ body: { case: 'ping', value: { nonce: 42 } } });
    assert.equal((await client.until('pong')).nonce, 42);
    assert.deepEqual(await client.untilClosed(), { code: 4410, reason: 'IDLE' });
    await until(() => gone.reasons.length > 0 || 'not gone yet');
    assert.deepEqual(gone.reasons, ['timeout']);
    assert.equal(edge.sessions, 0);
  });

  it('SIG10 SIG14 says bye, and that is told at once', async () => {
    await using edge = await rig.edge();
    const { client, ready } = await rig.client(edge);
    using gone = await goneOf(ready.sessionId);
    client.send({ body: { case: 'bye', value: {} } });
    assert.equal((await client.untilClosed()).code, 1000);
    await until(() => gone.reasons.length > 0 || 'not gone yet');
    assert.deepEqual(gone.reasons, ['bye']);
  });
});

describe('a resume at a real edge', () => {
  it('SIG11 loses and doubles nothing over twenty cut connections under load', async () => {
    await using edge = await rig.edge({ ADDRESS_CONNECTS_PER_S: '0', OUTBOX_MAX_FRAMES: '4096' });
    const token = await rig.mint.token();
    const received: number[] = [];
    const seqs: number[] = [];
    let { client, ready } = await rig.client(edge);
    const { sessionId } = ready;
    let mark = 0;
    let requestId = 0;
    for (let cut = 0; cut < 20; cut++) {
      for (let i = 0; i < 40; i++) echo.push(sessionId, mark++);
      request(client, ++requestId, [requestId], seqs.length);
      // Somewhere in the middle of it the connection goes; what came until then was handled.
      await until(() => client.seqs.length > cut % 7 || 'nothing yet');
      await client.drop();
      received.push(...marks(client));
      seqs.push(...client.seqs);
      for (let i = 0; i < 10; i++) echo.push(sessionId, mark++);
      const resume = { sessionId, resumeToken: ready.resumeToken, lastSeq: seqs.at(-1) ?? 0 };
      ({ client, ready } = await FrameClient.connect(edge.url, { token, resume }));
      assert.equal(ready.resumed, true);
      assert.equal(ready.sessionId, sessionId);
    }
    const all = () => received.length + marks(client).length;
    await until(() => all() === mark || `${all()} of ${mark} pushes`);
    await until(
      () => seqs.length + client.seqs.length === mark + ready.lastRequestId || 'replies are missing',
    );
    received.push(...marks(client));
    seqs.push(...client.seqs);
    await client.drop();
    assert.deepEqual(received, [...Array(mark).keys()]);
    assert.deepEqual(
      seqs,
      [...Array(seqs.length).keys()].map((index) => index + 1),
    );
  });

  it('SIG11 SIG20 answers a request once, whether it was lost before or after the edge saw it', async () => {
    await using edge = await rig.edge();
    const first = await rig.client(edge);
    request(first.client, 1, [7]);
    await first.client.until('reply');
    await first.client.drop();
    const resume = { sessionId: first.ready.sessionId, resumeToken: first.ready.resumeToken, lastSeq: 0 };
    const { client, ready } = await FrameClient.connect(edge.url, { token: await rig.mint.token(), resume });
    await using _ = client;
    assert.equal(ready.lastRequestId, 1);
    const before = echo.requests.length;
    request(client, 1, [7]);
    request(client, 2, [8]);
    await until(() => replies(client).length === 2 || 'not both');
    assert.deepEqual(
      replies(client).map(({ id }) => id),
      [1, 2],
    );
    assert.equal(echo.requests.length, before + 1);
    assert.equal(await metric(edge, 'requests_replayed_total'), 1);
  });

  it('SIG11 closes the connection that is still there', async () => {
    await using edge = await rig.edge();
    const first = await rig.client(edge);
    const resume = { sessionId: first.ready.sessionId, resumeToken: first.ready.resumeToken, lastSeq: 0 };
    const second = await FrameClient.connect(edge.url, { token: await rig.mint.token(), resume });
    assert.deepEqual(await first.client.untilClosed(), { code: 4412, reason: 'REPLACED' });
    assert.equal(second.ready.resumed, true);
    assert.equal(edge.sessions, 1);
    await second.client.drop();
  });

  it('SIG12 starts anew for anybody else, without harm to the session', async () => {
    await using edge = await rig.edge();
    const { client, ready } = await rig.client(edge, { subjectId: 'ada' });
    await using _ = client;
    const resume = { sessionId: ready.sessionId, resumeToken: ready.resumeToken, lastSeq: 0 };
    const token = await rig.mint.token({ subjectId: 'mallory' });
    const thief = await FrameClient.connect(edge.url, { token, resume });
    assert.equal(thief.ready.resumed, false);
    assert.notEqual(thief.ready.sessionId, ready.sessionId);
    request(client, 1, [1]);
    await client.until('reply');
    await thief.client.drop();
  });
});

describe('a slow client at a real edge', () => {
  it('SIG32 gets every frame in order when it reads again', async () => {
    await using edge = await rig.edge({ OUTBOX_MAX_BYTES: '33554432', SOCKET_BUFFER_BYTES: '65536' });
    using client = await RawClient.connect(edge.url, { token: await rig.mint.token() });
    const ready = client.frames[0]?.body;
    assert.ok(ready?.case === 'ready');
    client.stall();
    // More than the kernel's buffers take, so that all three results of a send come up.
    for (let mark = 0; mark < 400; mark++) echo.push(ready.value.sessionId, mark, {}, 50_000);
    await until(
      async () => (await metric(edge, 'frames_queued_total{handling="kept"}')) === 400 || 'not all queued',
    );
    assert.ok((await metric(edge, 'sends_total{result="backpressure"}')) > 0);
    client.read();
    await until(() => marks(client).length === 400 || `${marks(client).length} pushes`);
    assert.deepEqual(marks(client), [...Array(400).keys()]);
  });

  it('SIG33 gets only the last of what may be replaced', async () => {
    await using edge = await rig.edge({ OUTBOX_MAX_BYTES: '33554432', SOCKET_BUFFER_BYTES: '65536' });
    using client = await RawClient.connect(edge.url, { token: await rig.mint.token() });
    const ready = client.frames[0]?.body;
    assert.ok(ready?.case === 'ready');
    client.stall();
    for (let mark = 0; mark < 300; mark++) echo.push(ready.value.sessionId, mark, {}, 50_000);
    for (let mark = 1_000; mark < 1_100; mark++)
      echo.push(ready.value.sessionId, mark, { coalesceKey: 'speaker' });
    await until(
      async () => (await metric(edge, 'frames_queued_total{handling="coalesced"}')) === 99 || 'not yet',
    );
    client.read();
    await until(() => marks(client).at(-1) === 1_099 || `${marks(client).length} pushes`);
    assert.deepEqual(marks(client), [...Array(300).keys(), 1_099]);
  });

  it('SIG34 is closed as TOO_SLOW at its bound, and nobody else notices', async () => {
    await using edge = await rig.edge({ OUTBOX_MAX_FRAMES: '200' });
    using client = await RawClient.connect(edge.url, { token: await rig.mint.token() });
    const neighbour = await rig.client(edge);
    await using _ = neighbour.client;
    const ready = client.frames[0]?.body;
    assert.ok(ready?.case === 'ready');
    using gone = await goneOf(ready.value.sessionId);
    client.stall();
    for (let mark = 0; mark < 300; mark++) echo.push(ready.value.sessionId, mark, {}, 4_000);
    await until(() => gone.reasons.length > 0 || 'not gone yet');
    assert.deepEqual(gone.reasons, ['refused']);
    request(neighbour.client, 1, [1]);
    await neighbour.client.until('reply');
    client.read();
    assert.deepEqual(await client.untilClosed(), { code: 4411, reason: 'TOO_SLOW' });
  });
});

describe('bad input at a real edge', () => {
  it('SIG15 SIG16 SIG44 costs its sender the connection, coded, and nobody else anything', async () => {
    await using edge = await rig.edge();
    const neighbour = await rig.client(edge);
    await using _ = neighbour.client;
    const closing = async (harm: (client: RawClient) => void) => {
      using client = await RawClient.connect(edge.url, { token: await rig.mint.token() });
      harm(client);
      return (await client.untilClosed()).code;
    };
    assert.equal(await closing((client) => client.message(Buffer.from('{}'), 0x1)), 4400);
    assert.equal(await closing((client) => client.message(new Uint8Array([0xff, 0xff]))), 4400);
    assert.equal(await closing((client) => client.message(new Uint8Array(65_537))), 4413);
    assert.equal(await closing((client) => client.message(new Uint8Array(300_000))), 1006);
    assert.equal(await closing((client) => client.message(new Uint8Array(9), 0x2, 2 ** 50)), 1006);
    assert.equal(await closing((client) => client.message(new Uint8Array(2), 0x7)), 1006);
    assert.equal(await closing((client) => client.send({ ack: 5 })), 4400);
    assert.equal(
      await closing((client) => client.send({ body: { case: 'hello', value: { versions: [1] } } })),
      4409,
    );
    assert.equal(await metric(edge, 'refusals_total{code="FRAME_TOO_LARGE"}'), 3);
    request(neighbour.client, 1, [1]);
    await neighbour.client.until('reply');
    assert.equal(edge.sessions, 2, 'the one that broke WebSocket itself may resume');
  });

  it('SIG40 SIG42 is slowed by rates of session and address', async () => {
    await using edge = await rig.edge({ SESSION_FRAMES_BURST: '20', ADDRESS_CONNECTS_BURST: '2' });
    const { client } = await rig.client(edge);
    for (let i = 0; i < 40; i++) client.send({ body: { case: 'ping', value: { nonce: i } } });
    assert.deepEqual(await client.untilClosed(), { code: 4429, reason: 'RATE_LIMITED' });
    const others = await Promise.all([1, 2, 3].map(() => RawClient.open(edge.url)));
    await until(() => others.some(({ closed }) => closed?.code === 4429) || 'nobody refused');
    for (const other of others) other[Symbol.dispose]();
  });
});

describe('an edge and its mesh', () => {
  it('SIG60 stands in etcd with its sessions, beats on NATS, and leaves both when it stops', async () => {
    const beats: EdgeBeat[] = [];
    using _ = rig.bus.subscribe(subjects.edgeBeat('ap', 'ap-edge-1'), ({ data }) =>
      beats.push(EdgeBeat.decode(data)),
    );
    await rig.bus.flush();
    const edge = await rig.edge({ ID: 'ap-edge-1', REGION: 'ap', DRAIN_MS: '500' });
    const { client } = await rig.client(edge);
    const record = async () => {
      const entry = await rig.directory.get(keys.edge('ap-edge-1'));
      return entry === undefined ? undefined : EdgeRecord.fromJson(entry.value);
    };
    assert.deepEqual(
      { ...(await record()), startedAtMs: 0 },
      {
        edgeId: 'ap-edge-1',
        region: 'ap',
        url: edge.url,
        version: '0.1.0',
        startedAtMs: 0,
        draining: false,
        sessions: 0,
      },
    );
    await until(() => beats.some(({ sessions }) => sessions === 1) || `${beats.length} beats`);
    await until(async () => (await record())?.sessions === 1 || 'record not refreshed', { timeoutMs: 8_000 });
    const stopped = edge[Symbol.asyncDispose]();
    await until(async () => (await record())?.draining === true || 'not draining yet');
    await client.until('draining');
    await client.untilClosed();
    await stopped;
    assert.equal(await record(), undefined);
  });

  it('SIG50 SIG51 SIG52 SIG53 drains: nobody new, everybody told, the last put out, each end told', async () => {
    await using edge = await rig.edge();
    const leaving = await rig.client(edge);
    const staying = await rig.client(edge);
    using gone = await goneOf(staying.ready.sessionId);
    const drained = edge.drain(600);
    assert.ok((await leaving.client.until('draining')).deadlineMs <= 600);
    await assert.rejects(rig.client(edge), /DRAINING/);
    const ready = await fetch(`http://127.0.0.1:${edge.port}/readyz`);
    assert.deepEqual([ready.status, await ready.text()], [503, 'draining\n']);
    leaving.client.send({ body: { case: 'bye', value: {} } });
    request(staying.client, 1, [1]);
    await staying.client.until('reply');
    await drained;
    assert.deepEqual(await staying.client.untilClosed(), { code: 4504, reason: 'DRAINING' });
    await until(() => gone.reasons.length > 0 || 'not gone yet');
    assert.deepEqual(gone.reasons, ['edge-stopped']);
    assert.equal(edge.sessions, 0);
  });

  it('SIG36 closes a session that a service dismisses', async () => {
    await using edge = await rig.edge();
    const { client, ready } = await rig.client(edge);
    using gone = await goneOf(ready.sessionId);
    echo.push(ready.sessionId, 1, { closeWith: { code: 'SIGNED_IN_ELSEWHERE', message: 'at another desk' } });
    assert.deepEqual(await client.untilClosed(), { code: 4414, reason: 'SIGNED_IN_ELSEWHERE' });
    assert.deepEqual(marks(client), [1]);
    await until(() => gone.reasons.length > 0 || 'not gone yet');
    assert.deepEqual(gone.reasons, ['replaced']);
  });
});

describe('an edge whose servers are away', () => {
  it('SIG25 SIG61 SIG62 keeps its clients, says UNAVAILABLE, and goes on by itself', async () => {
    await using own = await Rig.create();
    using service = await EchoService.create(own.bus, 'eu');
    await using edge = await own.edge();
    const { client, ready } = await own.client(edge);
    await using _ = client;
    const readyz = async () => (await fetch(`http://127.0.0.1:${edge.port}/readyz`)).text();
    assert.equal(await readyz(), 'ready\n');

    await own.nats.kill('SIGKILL');
    await until(async () => (await readyz()) === 'the message bus is away\n' || readyz());
    request(client, 1, [1]);
    await until(() => faults(client).length === 1 || 'no answer');
    assert.deepEqual(faults(client), ['UNAVAILABLE']);
    await own.nats.restart();
    await until(async () => (await readyz()) === 'ready\n' || readyz());
    await until(() => own.bus.connected || 'the rig is not back');
    await own.bus.flush();
    request(client, 2, [2]);
    await until(() => faults(client).length === 2 || 'no answer');
    assert.deepEqual(faults(client), ['UNAVAILABLE', 'answered']);
    service.push(ready.sessionId, 5);
    await until(() => marks(client).length === 1 || 'no push');

    await own.etcd.kill('SIGKILL');
    await until(async () => (await readyz()) === 'the registry is away\n' || readyz(), { timeoutMs: 15_000 });
    request(client, 3, [3]);
    await until(() => faults(client).length === 3 || 'no answer');
    const second = await own.client(edge);
    assert.equal(second.ready.resumed, false, 'the keys are known, so newcomers are let in');
    await second.client.drop();
    await own.etcd.restart();
    await until(async () => (await readyz()) === 'ready\n' || readyz(), { timeoutMs: 20_000 });
    assert.notEqual(await own.directory.get(keys.edge('eu-edge-1')), undefined);
    assert.equal(client.closed, undefined);
    assert.deepEqual(faults(client).slice(1), ['answered', 'answered']);
  });
});
