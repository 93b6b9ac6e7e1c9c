import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until } from '@weft/proto/testing';
import {
  EchoService,
  FrameClient,
  faults,
  goneOf,
  marks,
  metric,
  RawClient,
  Rig,
  replies,
  request,
} from './testing/index.ts';

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
    using gone = await goneOf(rig.bus, ready.sessionId);
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
    using gone = await goneOf(rig.bus, ready.sessionId);
    client.send({ body: { case: 'bye', value: {} } });
    assert.equal((await client.untilClosed()).code, 1000);
    await until(() => gone.reasons.length > 0 || 'not gone yet');
    assert.deepEqual(gone.reasons, ['bye']);
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
