import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SharedPush, subjects } from '@weft/proto';
import { openSilentPath, type SilentPath, until } from '@weft/proto/testing';
import type { RunningEdge } from './main.ts';
import { EchoService, FrameClient, goneOf, markOf, marks, Rig, replies, request } from './testing/index.ts';

const SOURCE = 'control-1.a';
/** On a machine that is busy the new connection may seem to be silent, too, and all begins again. */
const PATIENCE = { timeoutMs: 90_000 };
/** These clients say nothing of themselves all the while. */
const SETTINGS = { PING_INTERVAL_MS: '60000' };

let rig: Rig;
let echo: EchoService;

before(async () => {
  rig = await Rig.create();
  echo = await EchoService.create(rig.bus, 'eu');
});

after(async () => {
  echo[Symbol.dispose]();
  await rig[Symbol.asyncDispose]();
});

/** An edge whose way to NATS can fall silent, and two clients of it. */
async function edgeOnPath(path: SilentPath) {
  const edge = await rig.edge(SETTINGS, { natsUrl: `nats://127.0.0.1:${path.port}` });
  const [one, two] = [await rig.client(edge), await rig.client(edge)];
  // What is published goes another way to NATS than the edge's wishes to have it, and may overtake them: an answer to a
  // third client comes after both.
  const { client } = await rig.client(edge);
  request(client, 1, [1]);
  await until(() => replies(client).length === 1 || 'not answered yet');
  await client.drop();
  return { edge, one, two };
}

/** Publishes these numbers to the sessions, each at its place: every third one to all at once. */
function publish(sessionIds: readonly string[], from: number, to: number): void {
  for (let mark = from; mark <= to; mark++) {
    const cursor = { sourceId: SOURCE, sourceSeq: mark };
    if (mark % 3 !== 0) {
      for (const id of sessionIds) echo.push(id, mark, cursor);
      continue;
    }
    const value = new Uint8Array(4);
    new DataView(value.buffer).setUint32(0, mark);
    assert.equal(markOf(value), mark);
    const sourceSeqs = sessionIds.map(() => mark);
    const push = { source: { case: 'media', value }, sourceId: SOURCE, sessionIds, sourceSeqs } as const;
    rig.bus.publish(subjects.shared, SharedPush.encode(push));
  }
}

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

const readyz = async (edge: RunningEdge): Promise<string> =>
  (await fetch(`http://127.0.0.1:${edge.port}/readyz`)).text();

describe('an edge whose own connection to NATS dies', () => {
  for (const [how, harm] of [
    ['in silence', (path: SilentPath) => path.fallSilent('all')],
    ['in silence, with others getting through', (path: SilentPath) => path.fallSilent()],
    ['by a cut', (path: SilentPath) => path.cut()],
  ] as const) {
    it(`SIG64 brings its sessions all that was published meanwhile, once and in order: ${how}`, async () => {
      await using path = await openSilentPath(rig.nats.port);
      const { edge, one, two } = await edgeOnPath(path);
      await using _edge = edge;
      const ids = [one.ready.sessionId, two.ready.sessionId];
      publish(ids, 1, 20);
      await until(() => marks(one.client).length === 20 || `${marks(one.client).length} of 20`);
      harm(path);
      publish(ids, 21, 60);
      await rig.bus.flush();
      path.recover();
      // Some more come while it notices, comes back and reads.
      let mark = 60;
      await until(() => {
        mark += 1;
        publish(ids, mark, mark);
        return (marks(one.client).at(-1) ?? 0) > 70 || `${marks(one.client).length} of ${mark}`;
      }, PATIENCE);
      await until(
        () => marks(one.client).length === mark || `${marks(one.client).length} of ${mark}`,
        PATIENCE,
      );
      await until(
        () => marks(two.client).length === mark || `${marks(two.client).length} of ${mark}`,
        PATIENCE,
      );
      assert.deepEqual(marks(one.client), upTo(mark));
      assert.deepEqual(marks(two.client), upTo(mark));
      assert.deepEqual(one.client.seqs, upTo(mark));
      assert.equal(one.client.closed, undefined);
      await one.client.drop();
      await two.client.drop();
    });
  }

  it('SIG64 ends sessions of which the stream has lost something; a client that comes back is a new one', async () => {
    await using path = await openSilentPath(rig.nats.port);
    const { edge, one, two } = await edgeOnPath(path);
    await using _edge = edge;
    using gone = await goneOf(rig.bus, one.ready.sessionId);
    publish([one.ready.sessionId], 1, 1);
    await until(() => marks(one.client).length === 1 || 'nothing yet');
    path.fallSilent();
    // More than the stream keeps of one session.
    publish([one.ready.sessionId], 2, 2_002);
    await until(() => one.client.closed !== undefined || 'still open', PATIENCE);
    assert.equal(one.client.bodies('refused')[0]?.fault?.code, 'UNAVAILABLE');
    assert.deepEqual(gone.reasons, []);
    assert.equal(two.client.closed, undefined);
    const cursors = [{ sourceId: SOURCE, sourceSeq: 1 }];
    const resume = { ...one.ready, lastSeq: one.client.seqs.at(-1) ?? 0, cursors };
    const again = await FrameClient.connect(edge.url, { token: await rig.mint.token(), resume });
    assert.equal(again.ready.resumed, false);
    await again.client.drop();
    await two.client.drop();
  });

  it('SIG61 SIG64 ends them all where NATS began anew with nothing', async () => {
    await using own = await Rig.create();
    await using edge = await own.edge();
    const { client } = await own.client(edge);
    await own.nats.kill('SIGKILL');
    await until(async () => (await readyz(edge)) === 'the message bus is away\n' || readyz(edge));
    await own.nats.restart();
    assert.deepEqual(await client.untilClosed(), { code: 1008, reason: 'UNAVAILABLE' });
  });
});
