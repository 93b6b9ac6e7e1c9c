import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until } from '@weft/proto/testing';
import { EchoService, goneOf, marks, metric, RawClient, Rig, readyOf, request } from './testing/index.ts';

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

describe('a slow client at a real edge', () => {
  it('SIG32 gets every frame in order when it reads again', async () => {
    await using edge = await rig.edge({ OUTBOX_MAX_BYTES: '33554432', SOCKET_BUFFER_BYTES: '65536' });
    using client = await RawClient.connect(edge.url, { token: await rig.mint.token() });
    const { sessionId } = readyOf(client);
    client.stall();
    // More than the kernel's buffers take, so that all three results of a send come up.
    for (let mark = 0; mark < 400; mark++) echo.push(sessionId, mark, {}, 50_000);
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
    const { sessionId } = readyOf(client);
    client.stall();
    for (let mark = 0; mark < 300; mark++) echo.push(sessionId, mark, {}, 50_000);
    for (let mark = 1_000; mark < 1_100; mark++) echo.push(sessionId, mark, { coalesceKey: 'speaker' });
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
    const { sessionId } = readyOf(client);
    using gone = await goneOf(rig.bus, sessionId);
    client.stall();
    for (let mark = 0; mark < 300; mark++) echo.push(sessionId, mark, {}, 4_000);
    await until(() => gone.reasons.length > 0 || 'not gone yet');
    assert.deepEqual(gone.reasons, ['dropped']);
    request(neighbour.client, 1, [1]);
    await neighbour.client.until('reply');
    client.read();
    assert.deepEqual(await client.untilClosed(), { code: 4411, reason: 'TOO_SLOW' });
  });
});
