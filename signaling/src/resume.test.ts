import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { until } from '@weft/proto/testing';
import { EchoService, FrameClient, marks, metric, Rig, replies, request } from './testing/index.ts';

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
