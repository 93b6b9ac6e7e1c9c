import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RelayedReply, RelayedRequest, subjects } from '@weft/proto';
import { EdgeBench, type TestSocket } from '../testing/edge-bench.ts';

const readyOf = (socket: TestSocket) => {
  const body = socket.frames.find((frame) => frame.body?.case === 'ready')?.body;
  if (body?.case !== 'ready') throw new Error(`never ready: ${socket.story.join()}`);
  return body.value;
};

/** Two edges, and a session at the first that has had three pushes of which its client handled two. */
async function twoEdges() {
  const old = new EdgeBench();
  const edge = new EdgeBench({}, old);
  const client = await old.client();
  for (const mark of [1, 2, 3]) old.push('session-1', mark, { sourceId: 'eu-1.a', sourceSeq: mark });
  const resume = old.resumeOf(client, 2, [{ sourceId: 'eu-1.a', sourceSeq: 2 }]);
  return { old, edge, client, resume };
}

describe('a session that comes from another edge', () => {
  it('SIG18 SIG19 goes on with what it missed, behind its last number, and is dropped where it was', async () => {
    const { old, edge, client, resume } = await twoEdges();
    const socket = edge.open();
    await edge.hello(socket, resume);
    assert.deepEqual(socket.story, ['ready', 'push 3']);
    assert.deepEqual(socket.seqs, [3]);
    const ready = readyOf(socket);
    assert.deepEqual([ready.resumed, ready.sessionId, ready.lastRequestId], [true, 'session-1', 0]);
    assert.deepEqual(client.closed, { code: 4412, reason: 'REPLACED' });
    assert.equal(old.edge.sessions.size, 0);
    assert.deepEqual(edge.gone, []);
    edge.push('session-1', 4, { sourceId: 'eu-1.a', sourceSeq: 4 });
    assert.equal(socket.story.at(-1), 'push 4');
    assert.equal(await edge.count('resumes_total', 'taken-over'), 1);
    assert.equal(await old.count('sessions_ended_total', 'moved'), 1);
    edge.send(socket, { ack: 4, body: { case: 'bye', value: {} } });
    assert.deepEqual(edge.gone, ['session-1 bye']);
  });

  it('SIG20 takes requests again under their old ids', async () => {
    const { edge, resume } = await twoEdges();
    const asked: number[] = [];
    edge.bus.answer = (_, data) => {
      asked.push(RelayedRequest.decode(data).requestId);
      return RelayedReply.encode({ result: { case: 'body', value: new Uint8Array([1]) } });
    };
    const socket = edge.open();
    await edge.hello(socket, { ...resume, lastRequestId: 9 });
    for (const id of [3, 7, 7, 10]) edge.request(socket, id);
    await edge.settle();
    assert.deepEqual(asked, [3, 7, 10]);
  });

  it('SIG12 SIG18 is a new one for a token that no edge made, and nobody notices', async () => {
    const { old, edge, client, resume } = await twoEdges();
    const forged = `${resume.resumeToken?.slice(0, -2)}AA`;
    for (const [wish, token] of [
      [{ ...resume, resumeToken: forged }, 'good-token'],
      [{ ...resume, resumeToken: '' }, 'good-token'],
      [resume, 'other-token'],
    ] as const) {
      const socket = edge.open();
      await edge.hello(socket, wish, token);
      assert.equal(readyOf(socket).resumed, false);
      assert.notEqual(readyOf(socket).sessionId, 'session-1');
    }
    assert.equal(client.closed, undefined);
    assert.equal(old.edge.sessions.size, 1);
    old.push('session-1', 4, { sourceId: 'eu-1.a', sourceSeq: 4 });
    assert.equal(client.story.at(-1), 'push 4');
  });

  it('SIG13 SIG19 is a new one where a push is missing, or the past cannot be read or trusted', async () => {
    for (const [spoil, outcome] of [
      [(edge: EdgeBench) => edge.bus.published.splice(0, 3), 'frames-gone'],
      [(edge: EdgeBench) => (edge.history.completeSinceMs = undefined), 'no-history'],
      [(edge: EdgeBench) => (edge.history.completeSinceMs = edge.clock.now() + 1), 'no-history'],
    ] as const) {
      const { edge, resume } = await twoEdges();
      edge.push('session-1', 4, { sourceId: 'eu-1.a', sourceSeq: 4 });
      spoil(edge);
      const socket = edge.open();
      await edge.hello(socket, resume);
      assert.equal(readyOf(socket).resumed, false, outcome);
      assert.equal(await edge.count('resumes_total', outcome), 1);
    }
  });

  it('SIG19 trusts a stream that began anew before the longest time a client may be away', async () => {
    const { edge, resume } = await twoEdges();
    edge.history.completeSinceMs = edge.clock.now() + 1;
    edge.clock.advance(15_001);
    const socket = edge.open();
    await edge.hello(socket, resume);
    assert.equal(await edge.count('resumes_total', 'no-history'), 0);
  });

  it('SIG14 SIG19 is a new one when it has ended', async () => {
    const { edge, client, old, resume } = await twoEdges();
    old.send(client, { body: { case: 'bye', value: {} } });
    const socket = edge.open();
    await edge.hello(socket, resume);
    assert.equal(readyOf(socket).resumed, false);
    assert.deepEqual(edge.gone, ['session-1 bye']);
  });

  it('SIG12 SIG55 cannot be taken with a token older than one its client has shown', async () => {
    const { old, edge, client, resume } = await twoEdges();
    const again = old.open();
    await old.hello(again, old.resumeOf(client, 2));
    old.send(again, { ack: 3 });
    const thief = edge.open();
    await edge.hello(thief, resume);
    assert.equal(again.closed, undefined, 'the edge whose client has the later token keeps it');
    assert.deepEqual(thief.closed, { code: 4412, reason: 'REPLACED' });
    assert.equal(edge.edge.sessions.size, 0);
    const late = edge.open();
    await edge.hello(late, resume);
    assert.equal(readyOf(late).resumed, false);
    assert.equal(await edge.count('resumes_total', 'wrong-token'), 1);
  });

  it('SIG18 can go back to an edge that missed that it went', async () => {
    const { old, edge, client, resume } = await twoEdges();
    old.lose(client);
    const silenced = old.bus.silence(old.edge.sessions.get('session-1')?.subscription);
    const away = edge.open();
    await edge.hello(away, resume);
    edge.send(away, { ack: 3 });
    assert.equal(old.edge.sessions.size, 1);
    silenced();
    const back = old.open();
    await old.hello(back, edge.resumeOf(away, 3, [{ sourceId: 'eu-1.a', sourceSeq: 3 }]));
    assert.equal(readyOf(back).resumed, true);
    assert.deepEqual(back.story, ['ready']);
    assert.equal(edge.edge.sessions.size, 0);
    assert.deepEqual(old.gone, []);
  });

  it('SIG53 SIG55 is not told to have ended by an edge that stops before it hears that it went', async () => {
    const { old, edge, client, resume } = await twoEdges();
    void old.edge.drain.start(1_000);
    const silenced = old.bus.silence(old.edge.sessions.get('session-1')?.subscription);
    const away = edge.open();
    await edge.hello(away, resume);
    old.lose(client);
    old.clock.advance(50);
    silenced();
    await old.settle();
    assert.deepEqual([old.edge.sessions.size, edge.edge.sessions.size], [0, 1]);
    assert.deepEqual(old.gone, []);
    assert.equal(await old.count('sessions_ended_total', 'left'), 1);
  });

  it('SIG18 SIG53 goes on elsewhere after it was put out by an edge that stopped', async () => {
    const { old, edge, client, resume } = await twoEdges();
    void old.edge.drain.start(1_000);
    old.clock.advance(1_000);
    assert.deepEqual(client.closed, { code: 4504, reason: 'DRAINING' });
    old.push('session-1', 4, { sourceId: 'eu-1.a', sourceSeq: 4 });
    const away = edge.open();
    await edge.hello(away, resume);
    assert.deepEqual(away.story, ['ready', 'push 3', 'push 4']);
    assert.deepEqual([readyOf(away).resumed, readyOf(away).sessionId], [true, 'session-1']);
    assert.deepEqual(old.gone, []);
  });

  it('SIG8 SIG55 is not told to have ended by an edge that missed that it went', async () => {
    const { old, edge, client, resume } = await twoEdges();
    old.lose(client);
    const silenced = old.bus.silence(old.edge.sessions.get('session-1')?.subscription);
    const away = edge.open();
    await edge.hello(away, resume);
    for (let turn = 0; turn < 4; turn++) {
      edge.clock.advance(5_000);
      edge.send(away, { ack: 3 });
    }
    silenced();
    await old.settle();
    assert.equal(old.edge.sessions.size, 0);
    assert.deepEqual(old.gone, []);
    edge.lose(away);
    edge.clock.advance(16_000);
    await edge.settle();
    assert.deepEqual(edge.gone, ['session-1 timeout']);
  });

  it('SIG43 SIG50 is refused at a full edge and at one that drains, as a new one would be', async () => {
    const { old, resume } = await twoEdges();
    const full = new EdgeBench({ MAX_SESSIONS: '1' }, old);
    await full.client();
    const refused = full.open();
    await full.hello(refused, resume);
    assert.deepEqual(refused.story, ['refused EDGE_FULL']);
    const leaving = new EdgeBench({}, old);
    void leaving.edge.drain.start(1_000);
    const late = leaving.open();
    await leaving.hello(late, resume);
    assert.deepEqual(late.story, ['refused DRAINING']);
  });

  it('SIG65 is refused where its subject was shut out while the past was read', async () => {
    const { old, edge, client, resume } = await twoEdges();
    edge.barred = true;
    const socket = edge.open();
    await edge.hello(socket, resume);
    assert.deepEqual(socket.story, ['refused TOKEN_EXPIRED']);
    assert.equal(edge.edge.sessions.size, 0);
    assert.equal(client.closed, undefined);
    assert.equal(old.edge.sessions.size, 1);
  });

  it('SIG19 is left alone when its socket goes while the past is read', async () => {
    const { old, edge, client, resume } = await twoEdges();
    const socket = edge.open();
    const value = { versions: [1], token: 'good-token', resume };
    edge.send(socket, { body: { case: 'hello', value } });
    edge.lose(socket);
    await edge.settle();
    assert.equal(client.closed, undefined);
    assert.equal(edge.edge.sessions.size, 0);
    assert.equal(edge.bus.subjects.filter((subject) => subject !== subjects.shared).length, 1);
    assert.equal(old.edge.sessions.size, 1);
  });
});
