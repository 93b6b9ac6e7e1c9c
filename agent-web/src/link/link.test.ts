import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Clock, ManualClock, silentLog, WeftError } from '@weft/proto';
import type { EdgeAddress } from './edges.ts';
import { Link } from './link.ts';
import type { LinkOptions } from './link-options.ts';
import type { LinkPush } from './link-push.ts';
import { FakeEdge } from './testing/fake-edge.ts';

const EDGES: readonly EdgeAddress[] = [
  { edgeId: 'eu-edge-1', region: 'eu', url: 'ws://eu/v1/signal' },
  { edgeId: 'ap-edge-1', region: 'ap', url: 'ws://ap/v1/signal' },
];
const CONTROL = { case: 'control', value: {} } as const;
const body = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);
const waiting = (waitingNow: number) => ({ body: { case: 'desk', value: { waiting: waitingNow } } }) as const;

/** Node's codec gives Buffers: compared by content. */
const bytesOf = async (...answers: Promise<Uint8Array>[]): Promise<number[]> =>
  (await Promise.all(answers)).flatMap((bytes) => [...bytes]);

/** Lets everything that is already resolved go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function setUp(options: Partial<LinkOptions> = {}) {
  const clock = new ManualClock();
  const edge = new FakeEdge();
  const link = new Link({
    edges: async () => EDGES,
    token: async (renew) => (renew ? 'renewed' : 'token'),
    client: 'test/1',
    open: edge.open,
    clock,
    random: () => 0.5,
    log: silentLog,
    ...options,
  });
  const pushes: LinkPush[] = [];
  link.onPush((push) => pushes.push(push));
  let fresh = 0;
  link.onFresh(() => {
    fresh += 1;
  });
  const waitings = (): number[] =>
    pushes.flatMap(({ value }) => (value.body?.case === 'desk' ? [value.body.value.waiting] : []));
  return { clock, edge, link, waitings, freshCount: () => fresh };
}

async function connected(options: Partial<LinkOptions> = {}) {
  const parts = setUp(options);
  parts.link.start();
  await settle();
  parts.edge.last.ready();
  return parts;
}

describe('a link', () => {
  it('says hello to the best edge and is ready when the edge is', async () => {
    const { edge, link, freshCount } = setUp();
    link.start();
    assert.equal(link.state.name, 'connecting');
    await settle();
    assert.equal(edge.last.url, 'ws://eu/v1/signal');
    edge.last.ready();
    assert.deepEqual(link.state, {
      name: 'ready',
      region: 'eu',
      edgeId: 'eu-edge-1',
      sessionId: 'session-1',
    });
    assert.equal(edge.last.hello?.token, 'token');
    assert.equal(edge.last.hello?.resume, undefined);
    assert.equal(freshCount(), 1);
  });

  it('sends what was asked before it was connected, and answers by id', async () => {
    const { edge, link } = setUp();
    link.start();
    const first = link.request(CONTROL, body(1));
    const second = link.request(CONTROL, body(2));
    await settle();
    edge.last.ready();
    assert.deepEqual(edge.last.requestIds, [1, 2]);
    edge.last.reply(1, 2, body(22));
    edge.last.reply(2, 1, body(11));
    assert.deepEqual(await bytesOf(first, second), [11, 22]);
  });

  it('rejects with the coded error of the answer', async () => {
    const { edge, link } = await connected();
    const asked = link.request(CONTROL, body());
    const fault = { code: 'CALL_NOT_FOUND', message: 'gone' };
    edge.last.send({
      seq: 1,
      body: { case: 'reply', value: { id: 1, result: { case: 'fault', value: fault } } },
    });
    await assert.rejects(asked, (error) => error instanceof WeftError && error.code === 'CALL_NOT_FOUND');
  });

  it('gives up on an answer after its time, whatever the connection does', async () => {
    const { clock, link } = await connected();
    const asked = link.request(CONTROL, body(), 5_000);
    clock.advance(5_000);
    await assert.rejects(asked, (error) => error instanceof WeftError && error.code === 'TIMEOUT');
  });

  it('resumes with what it has handled and handles what comes twice only once', async () => {
    const { clock, edge, link, waitings, freshCount } = await connected();
    edge.last.push(1, waiting(1));
    edge.last.push(2, waiting(2));
    edge.last.break();
    assert.equal(link.state.name, 'interrupted');
    clock.advance(0);
    await settle();
    edge.last.accept();
    const resume = edge.last.hello?.resume;
    assert.deepEqual([resume?.sessionId, resume?.resumeToken, resume?.lastSeq], ['session-1', 'secret', 2]);
    edge.last.ready({ resumed: true, resumeToken: 'next' });
    edge.last.push(2, waiting(2));
    edge.last.push(3, waiting(3));
    assert.deepEqual(waitings(), [1, 2, 3]);
    assert.equal(freshCount(), 1);
  });

  it('sends again what the edge has not seen, and not what it has', async () => {
    const { clock, edge, link } = await connected();
    const asked = [1, 2, 3].map((n) => link.request(CONTROL, body(n)));
    edge.last.break();
    clock.advance(0);
    await settle();
    edge.last.ready({ resumed: true, lastRequestId: 2 });
    assert.deepEqual(edge.last.requestIds, [3]);
    for (const id of [1, 2, 3]) edge.last.reply(id, id, body(id));
    assert.deepEqual(await bytesOf(...asked), [1, 2, 3]);
  });

  it('begins anew when the resume is refused: what was sent fails, what was not goes out', async () => {
    const { clock, edge, link, waitings, freshCount } = await connected();
    edge.last.push(1, waiting(7));
    const sent = link.request(CONTROL, body(1));
    const failed = assert.rejects(
      sent,
      (error) => error instanceof WeftError && error.code === 'UNAVAILABLE',
    );
    edge.last.break();
    const unsent = link.request(CONTROL, body(2));
    clock.advance(0);
    await settle();
    edge.last.ready({ resumed: false, sessionId: 'session-2' });
    await failed;
    assert.equal(freshCount(), 2);
    assert.deepEqual(edge.last.requestIds, [1]);
    edge.last.push(1, waiting(1));
    assert.deepEqual(waitings(), [7, 1]);
    edge.last.reply(2, 1, body(9));
    assert.deepEqual(await bytesOf(unsent), [9]);
  });

  it('tries the same edge at once, then the others at once, then all of them with growing waits', async () => {
    const { clock, edge } = await connected();
    edge.last.break();
    for (const waitMs of [0, 100, 300, 700]) {
      const before = edge.sockets.length;
      if (waitMs > 0) {
        clock.advance(waitMs - 1);
        await settle();
        assert.equal(edge.sockets.length, before, `not before ${waitMs} ms`);
        clock.advance(1);
      } else clock.advance(0);
      await settle();
      edge.last.break();
      assert.deepEqual(
        edge.sockets.slice(before).map(({ url }) => url),
        ['ws://eu/v1/signal', 'ws://ap/v1/signal'],
      );
      edge.last.break();
    }
  });

  it('begins the backoff anew only after a connection that held', async () => {
    const { clock, edge } = await connected();
    edge.last.break();
    clock.advance(0);
    await settle();
    edge.last.ready({ resumed: true });
    edge.last.break();
    clock.advance(99);
    await settle();
    assert.equal(edge.sockets.length, 2);
    clock.advance(1);
    await settle();
    assert.equal(edge.sockets.length, 3);
    edge.last.ready({ resumed: true });
    clock.advance(5_000);
    edge.last.break();
    clock.advance(0);
    await settle();
    assert.equal(edge.sockets.length, 4);
  });

  it('waits for no list of edges before its first try after a break, and does before the next', async () => {
    let asked = 0;
    const listed = Promise.withResolvers<typeof EDGES>();
    const edges = (): Promise<typeof EDGES> => {
      asked += 1;
      return asked === 1 ? Promise.resolve(EDGES) : listed.promise;
    };
    const { clock, edge } = await connected({ edges });
    clock.advance(5_000);
    edge.last.break();
    clock.advance(0);
    await settle();
    assert.deepEqual([edge.sockets.length, asked], [2, 2], 'it is asked for beside');
    clock.advance(80);
    for (const socket of edge.sockets.slice(1)) socket.break();
    clock.advance(1_000);
    await settle();
    assert.equal(edge.sockets.length, 3);
    listed.resolve(EDGES);
    await settle();
    assert.equal(edge.sockets.length, 4);
  });

  it('tries at once when the network is said to be back', async () => {
    const { edge, link } = await connected();
    edge.last.break();
    link.nudge();
    await settle();
    assert.equal(edge.sockets.length, 2);
  });

  it('moves away from a draining edge before it leaves it', async () => {
    const { clock, edge, link, waitings } = await connected();
    const old = edge.last;
    const asked = link.request(CONTROL, body(1));
    old.send({ body: { case: 'draining', value: { deadlineMs: 10_000 } } });
    clock.advance(500);
    await settle();
    const next = edge.last;
    assert.equal(next.url, 'ws://ap/v1/signal');
    next.accept();
    old.push(1, waiting(1));
    old.refuse({ code: 'REPLACED' }, 4412);
    next.ready({ resumed: true, edgeId: 'ap-edge-1', region: 'ap', lastRequestId: 1 });
    next.push(1, waiting(1));
    next.push(2, waiting(2));
    next.reply(3, 1, body(5));
    assert.deepEqual(await bytesOf(asked), [5]);
    assert.deepEqual(waitings(), [1, 2]);
    assert.equal(link.state.name === 'ready' && link.state.edgeId, 'ap-edge-1');
  });

  it('stays ready while it moves when the old connection holds', async () => {
    const { clock, edge, link } = await connected();
    const old = edge.last;
    const states: string[] = [];
    link.onState(({ name }) => states.push(name));
    old.send({ body: { case: 'draining', value: { deadlineMs: 10_000 } } });
    clock.advance(1_000);
    await settle();
    edge.last.ready({ resumed: true });
    assert.deepEqual(states, ['ready']);
    assert.equal(old.closedByClient, true);
  });

  it('renews a refused token once and fails when that is refused too', async () => {
    const { edge, link } = await connected();
    edge.last.refuse({ code: 'TOKEN_EXPIRED' }, 4402);
    await settle();
    edge.last.accept();
    assert.equal(edge.last.hello?.token, 'renewed');
    edge.last.refuse({ code: 'TOKEN_EXPIRED' }, 4402);
    assert.deepEqual(link.state, { name: 'failed', code: 'TOKEN_EXPIRED' });
  });

  it('fails for good where trying again is no use, and answers nothing any more', async () => {
    const { edge, link } = await connected();
    const asked = link.request(CONTROL, body());
    edge.last.refuse({ code: 'SIGNED_IN_ELSEWHERE' }, 4414);
    await assert.rejects(
      asked,
      (error) => error instanceof WeftError && error.code === 'SIGNED_IN_ELSEWHERE',
    );
    await assert.rejects(link.request(CONTROL, body()), WeftError);
    assert.deepEqual(link.state, { name: 'failed', code: 'SIGNED_IN_ELSEWHERE' });
  });

  it('reads the reason off the close code when no frame told it', async () => {
    const { edge, link } = await connected();
    edge.last.break(4403);
    assert.deepEqual(link.state, { name: 'failed', code: 'ORIGIN_REFUSED' });
  });

  it('waits as long as a full edge asks', async () => {
    const { clock, edge } = await connected();
    edge.last.refuse({ code: 'EDGE_FULL', retryAfterMs: 2_000 }, 4503);
    clock.advance(1_999);
    await settle();
    assert.equal(edge.sockets.length, 1);
    clock.advance(1);
    await settle();
    assert.equal(edge.sockets.length, 2);
  });

  it('notices an edge that stopped answering', async () => {
    const { clock, edge, link } = await connected();
    clock.advance(10_000);
    edge.last.send({ body: { case: 'pong', value: { nonce: 1 } } });
    clock.advance(20_000);
    assert.equal(link.state.name, 'ready');
    clock.advance(10_000);
    assert.equal(link.state.name, 'interrupted');
    assert.equal(edge.sockets[0]?.closedByClient, true);
  });

  it('dials another edge beside one that does not answer, and takes whichever does', async () => {
    const { clock, edge, link } = setUp();
    link.start();
    await settle();
    clock.advance(999);
    assert.equal(edge.sockets.length, 1);
    clock.advance(1);
    assert.equal(edge.last.url, 'ws://ap/v1/signal');
    edge.last.ready({ edgeId: 'ap-edge-1' });
    assert.equal(link.state.name === 'ready' && link.state.edgeId, 'ap-edge-1');
    assert.equal(edge.sockets[0]?.closedByClient, true);
  });

  it('acknowledges after 32 frames, or after a second', async () => {
    const { clock, edge } = await connected();
    for (let seq = 1; seq <= 31; seq += 1) edge.last.push(seq, waiting(seq));
    assert.equal(edge.last.received.length, 1);
    edge.last.push(32, waiting(32));
    assert.equal(edge.last.received.at(-1)?.ack, 32);
    edge.last.push(33, waiting(33));
    clock.advance(1_000);
    assert.equal(edge.last.received.at(-1)?.ack, 33);
    const sent = edge.last.received.length;
    clock.advance(1_000);
    assert.equal(edge.last.received.length, sent);
  });

  it('drops a push it cannot read and a connection that talks nonsense', async () => {
    const { edge, link, waitings } = await connected();
    edge.last.send({
      seq: 1,
      body: { case: 'push', value: { source: { case: 'control', value: body(255) } } },
    });
    edge.last.push(2, waiting(2));
    assert.deepEqual(waitings(), [2]);
    edge.last.sendBytes(body(255, 255));
    assert.equal(link.state.name, 'interrupted');
  });

  it('refuses to send more than the edge takes, and to hold more than 256 questions', async () => {
    const { link } = await connected();
    const code = (wanted: string) => (error: unknown) => error instanceof WeftError && error.code === wanted;
    await assert.rejects(link.request(CONTROL, new Uint8Array(65_537)), code('FRAME_TOO_LARGE'));
    const held = Array.from({ length: 256 }, () => link.request(CONTROL, body()).catch(() => undefined));
    await assert.rejects(link.request(CONTROL, body()), code('RATE_LIMITED'));
    link.close();
    await Promise.all(held);
  });

  it('resumes when a number is missing, since its frame was lost', async () => {
    const { clock, edge, link, waitings } = await connected();
    edge.last.push(1, waiting(1));
    edge.last.push(3, waiting(3));
    assert.equal(link.state.name, 'interrupted');
    clock.advance(0);
    await settle();
    edge.last.accept();
    assert.equal(edge.last.hello?.resume?.lastSeq, 1);
    edge.last.ready({ resumed: true });
    edge.last.push(2, waiting(2));
    edge.last.push(3, waiting(3));
    assert.deepEqual(waitings(), [1, 2, 3]);
  });

  it('says bye and leaves no timer when it is closed', async () => {
    const { clock, edge, link } = await connected();
    edge.last.push(1, waiting(1));
    link.close();
    assert.equal(edge.last.received.at(-1)?.body?.case, 'bye');
    assert.equal(edge.last.closedByClient, true);
    assert.equal(link.state.name, 'idle');
    assert.equal(clock.pending, 0);
  });

  it('fails when no token can be had for a reason that stays', async () => {
    const { link } = setUp({ token: () => Promise.reject(new WeftError('SIGN_IN_REFUSED')) });
    link.start();
    await settle();
    assert.deepEqual(link.state, { name: 'failed', code: 'SIGN_IN_REFUSED' });
  });

  it('tries again when the token could not be fetched', async () => {
    let asked = 0;
    const token = async (): Promise<string> => {
      asked += 1;
      if (asked === 1) throw new TypeError('fetch failed');
      return 'token';
    };
    const { clock, edge, link } = setUp({ token });
    link.start();
    await settle();
    assert.equal(edge.sockets.length, 0);
    clock.advance(0);
    await settle();
    assert.equal(edge.sockets.length, 1);
  });
});

/** A session that has heard of two senders and waits for two answers, whose edge is then killed. */
async function orphaned() {
  const parts = await connected();
  const { edge, link, clock } = parts;
  edge.last.push(1, waiting(1), 'control-1.a', 7);
  edge.last.push(2, waiting(2), 'eu-1.b', 3);
  const asked = [1, 2, 3].map((n) => link.request(CONTROL, body(n)));
  // What becomes of them is not every test's matter.
  for (const answer of asked) answer.catch(() => undefined);
  edge.last.reply(3, 2, body(2));
  edge.last.break();
  clock.advance(0);
  await settle();
  return { ...parts, asked };
}

/** Whoever asks a media node is in a call. */
function beInCall(link: Link): void {
  const target = { case: 'media', value: { nodeId: 'eu-1', callId: 'c', epoch: 1 } } as const;
  // Nobody answers it, and nobody minds.
  link.request(target, body(1)).catch(() => undefined);
}

describe('a link whose edge dies', () => {
  it('goes on at the next edge as soon as its own refuses', async () => {
    const { edge, link } = await orphaned();
    assert.equal(edge.last.url, 'ws://eu/v1/signal');
    edge.last.break();
    assert.equal(edge.last.url, 'ws://ap/v1/signal');
    edge.last.ready({ resumed: true, edgeId: 'ap-edge-1' });
    assert.equal(link.state.name === 'ready' && link.state.edgeId, 'ap-edge-1');
  });

  it('tells the next edge what it has of each sender, and asks again what has no answer, under its old id', async () => {
    const { edge, link, asked } = await orphaned();
    edge.last.break();
    edge.last.accept();
    assert.deepEqual(edge.last.hello?.resume, {
      sessionId: 'session-1',
      resumeToken: 'secret',
      lastSeq: 3,
      cursors: [
        { sourceId: 'control-1.a', sourceSeq: 7 },
        { sourceId: 'eu-1.b', sourceSeq: 3 },
      ],
      lastRequestId: 3,
    });
    edge.last.ready({ resumed: true, edgeId: 'ap-edge-1', lastRequestId: 0 });
    assert.deepEqual(edge.last.requestIds, [1, 3]);
    edge.last.reply(4, 1, body(1));
    edge.last.reply(5, 3, body(3));
    assert.deepEqual(await bytesOf(...asked), [1, 2, 3]);
    const later = link.request(CONTROL, body(4));
    assert.deepEqual(edge.last.requestIds, [1, 3, 4]);
    edge.last.reply(6, 4, body(4));
    assert.deepEqual(await bytesOf(later), [4]);
  });

  it('handles once what the next edge sends again', async () => {
    const { edge, waitings, freshCount } = await orphaned();
    edge.last.break();
    edge.last.ready({ resumed: true, edgeId: 'ap-edge-1' });
    edge.last.push(4, waiting(2), 'eu-1.b', 3);
    edge.last.push(5, waiting(3), 'eu-1.b', 4);
    edge.last.push(6, waiting(4), 'control-1.a', 8);
    edge.last.push(7, waiting(5), 'control-1.later', 1);
    assert.deepEqual(waitings(), [1, 2, 3, 4, 5]);
    assert.equal(freshCount(), 1);
  });

  it('dials the next edge beside a frozen one, and says hello to one at a time', async () => {
    const { clock, edge, link } = await orphaned();
    const [, own] = edge.sockets;
    clock.advance(79);
    assert.equal(edge.sockets.length, 2);
    clock.advance(1);
    const next = edge.last;
    assert.equal(next.url, 'ws://ap/v1/signal');
    next.accept();
    own?.accept();
    assert.notEqual(next.hello, undefined);
    assert.equal(own?.hello, undefined);
    clock.advance(1_000);
    assert.equal(next.closedByClient, true, 'it took the hello and froze');
    assert.notEqual(own?.hello, undefined);
    own?.send({
      body: { case: 'ready', value: { sessionId: 'session-1', resumed: true, edgeId: 'eu-edge-1' } },
    });
    assert.equal(link.state.name, 'ready');
  });

  it('comes again when two edges took its session and the wrong one let go', async () => {
    const { clock, edge, link } = await orphaned();
    const [, own] = edge.sockets;
    own?.accept();
    clock.advance(1_000);
    edge.last.ready({ resumed: true, edgeId: 'ap-edge-1' });
    edge.last.refuse({ code: 'REPLACED' }, 4412);
    assert.equal(link.state.name, 'interrupted');
    clock.advance(100);
    await settle();
    edge.last.ready({ resumed: true, edgeId: 'ap-edge-1' });
    clock.advance(5_000);
    edge.last.refuse({ code: 'REPLACED' }, 4412);
    assert.deepEqual(link.state, { name: 'failed', code: 'REPLACED' });
  });

  it('begins anew when it was away longer than any edge keeps its session', async () => {
    const { clock, edge } = await orphaned();
    for (let turn = 0; turn < 8; turn += 1) {
      edge.last.accept();
      assert.equal(edge.last.hello?.resume === undefined, turn > 4, `turn ${turn}`);
      edge.last.break();
      edge.last.break();
      clock.advance(3_000 + 750);
      await settle();
    }
    edge.last.accept();
    assert.equal(edge.last.hello?.resume, undefined);
  });

  it('notices within three seconds that its edge is frozen while a call is on', async () => {
    const { clock, edge, link } = await connected();
    beInCall(link);
    clock.advance(2_000);
    assert.equal(edge.last.received.at(-1)?.body?.case, 'ping');
    edge.last.send({ body: { case: 'pong', value: { nonce: 1 } } });
    clock.advance(1_999);
    assert.equal(link.state.name, 'ready');
    clock.advance(1_001);
    assert.equal(link.state.name, 'interrupted');
  });

  it('gives its edge half a second to show that it lives when nudged', async () => {
    const { clock, edge, link } = await connected();
    link.nudge();
    assert.equal(edge.last.received.at(-1)?.body?.case, 'ping');
    edge.last.send({ body: { case: 'pong', value: { nonce: 1 } } });
    clock.advance(1_000);
    assert.equal(link.state.name, 'ready');
    link.nudge();
    clock.advance(499);
    assert.equal(link.state.name, 'ready');
    clock.advance(1);
    assert.equal(link.state.name, 'interrupted');
  });

  it('does not take its own stall for the edge’s', async () => {
    const manual = new ManualClock();
    let stalledMs = 0;
    const late: Clock = {
      now: () => manual.now(),
      monotonic: () => manual.monotonic() + stalledMs,
      after: (delayMs, run) => manual.after(delayMs, run),
      every: (intervalMs, run) => manual.every(intervalMs, run),
    };
    const { link } = await connected({ clock: late });
    beInCall(link);
    manual.advance(2_000);
    stalledMs = 600;
    manual.advance(1_000);
    assert.equal(link.state.name, 'ready');
    manual.advance(1_999);
    assert.equal(link.state.name, 'ready');
    manual.advance(1);
    assert.equal(link.state.name, 'interrupted', 'the next silence counts');
  });
});
