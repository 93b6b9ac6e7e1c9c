import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ClientFrame, type ErrorCode, PROTOCOL_VERSIONS, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { metricOf } from '../stack/metrics.ts';
import { Caller } from '../wire/caller.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession, signIn } from '../wire/http.ts';
import { leftoversOf } from './leftovers.ts';
import { World } from './world.ts';

/** Short, so that a client that vanished is not waited for. */
const RESUME_WINDOW_MS = 1_000;

let world: World;
/** Somebody in a call of their own, whom nothing here may disturb. */
let neighbour: Caller;
before(async () => {
  world = await World.start({ edge: { WEFT_EDGE_RESUME_WINDOW_MS: `${RESUME_WINDOW_MS}` } });
  neighbour = await Caller.start(world.stack.url, 'eu', 'Neighbour');
});
after(async () => {
  await neighbour[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});

const refusedWith = (code: ErrorCode) => (error: unknown) => {
  assert.ok(error instanceof WeftError, String(error));
  assert.equal(error.code, code);
  return true;
};

const newCaller = (): Promise<Caller> => Caller.start(world.stack.url, 'eu', 'Mallory');

async function refusal(token: string): Promise<EdgeClient> {
  const url = world.stack.addresses.edges[0]?.url ?? '';
  return EdgeClient.connect({ url, token });
}

test('a token that is not ours, was changed, or is none is refused', async () => {
  const { token } = await guestSession(world.stack.url, 'Mallory');
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString());
  const raised = Buffer.from(JSON.stringify({ ...(claims as object), role: 'operator' })).toString(
    'base64url',
  );
  await assert.rejects(refusal(`${head}.${raised}.${signature}`), refusedWith('TOKEN_INVALID'));
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  await assert.rejects(refusal(`${none}.${raised}.`), refusedWith('TOKEN_INVALID'));
  const symmetric = Buffer.from('{"alg":"HS256"}').toString('base64url');
  const forged = createHmac('sha256', 'secret').update(`${symmetric}.${raised}`).digest('base64url');
  await assert.rejects(refusal(`${symmetric}.${raised}.${forged}`), refusedWith('TOKEN_INVALID'));
  await assert.rejects(refusal('nonsense'), refusedWith('TOKEN_INVALID'));
  await assert.rejects(refusal(''), refusedWith('TOKEN_INVALID'));
});

test("another call's ids open nothing: not its media, not its end", async () => {
  await using mallory = await newCaller();
  const { client, joined } = mallory;
  await assert.rejects(
    client.media(neighbour.target, { body: { case: 'getStats', value: {} } }),
    refusedWith('NOT_SEATED'),
  );
  await assert.rejects(
    client.media(neighbour.target, { body: { case: 'join', value: {} } }),
    refusedWith('NOT_SEATED'),
  );
  const { callId } = neighbour.call;
  for (const body of [
    { case: 'hangUp', value: { callId } },
    { case: 'syncCall', value: { callId } },
    { case: 'setHold', value: { callId, on: true } },
  ] as const) {
    await assert.rejects(client.control({ body }), (error: unknown) => {
      assert.ok(error instanceof WeftError);
      assert.ok(error.code === 'CALL_NOT_FOUND' || error.code === 'FORBIDDEN', error.code);
      return true;
    });
  }
  const theirs = neighbour.joined.send?.transportId ?? '';
  assert.notEqual(theirs, joined.send?.transportId);
  await assert.rejects(
    mallory.media({ case: 'restartIce', value: { transportId: theirs } }),
    refusedWith('TRANSPORT_NOT_FOUND'),
  );
});

test('what a role may not do is refused to it', async () => {
  await using mallory = await newCaller();
  for (const body of [
    { case: 'setPresence', value: { presence: 'available' } },
    { case: 'syncDesk', value: {} },
    { case: 'answerOffer', value: { offerId: 'offer-1', accept: true } },
    { case: 'watchMesh', value: { on: true } },
    { case: 'drainNode', value: { nodeId: 'eu-1', on: true } },
  ] as const) {
    await assert.rejects(mallory.client.control({ body }), refusedWith('FORBIDDEN'));
  }
  const { login, password } = world.person('anna');
  const session = await signIn(world.stack.url, login, password);
  await using agent = await EdgeClient.connect({ url: edgeOf(session, 'ap'), token: session.token });
  await assert.rejects(
    agent.control({ body: { case: 'drainNode', value: { nodeId: 'eu-1', on: true } } }),
    refusedWith('FORBIDDEN'),
  );
});

test('a call of before, of the future, or at another node is refused', async () => {
  await using mallory = await newCaller();
  const { client, target } = mallory;
  const stats = { body: { case: 'getStats', value: {} } } as const;
  await assert.rejects(client.media({ ...target, epoch: 0 }, stats), refusedWith('STALE_EPOCH'));
  await assert.rejects(client.media({ ...target, epoch: 9 }, stats), refusedWith('ROOM_NOT_FOUND'));
  await assert.rejects(client.media({ ...target, nodeId: 'ap-2' }, stats), refusedWith('ROOM_NOT_FOUND'));
  await assert.rejects(client.media({ ...target, nodeId: 'nowhere' }, stats), refusedWith('NO_RESPONDER'));
  await assert.rejects(client.media({ ...target, nodeId: 'a.b' }, stats), refusedWith('BAD_REQUEST'));
  await assert.rejects(client.media({ ...target, callId: '*' }, stats), refusedWith('BAD_REQUEST'));
});

test('RTP that cannot be used is refused, and the participant stays', async () => {
  await using mallory = await newCaller();
  const transportId = mallory.joined.send?.transportId ?? '';
  const opus = { mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 };
  for (const rtp of [
    {},
    { codecs: [opus] },
    { codecs: [{ ...opus, mimeType: 'audio/unheard-of' }], encodings: [{ ssrc: 1 }] },
    { codecs: [{ ...opus, clockRate: 1 }], encodings: [{ ssrc: 1 }] },
    { codecs: [opus, opus], encodings: [{ ssrc: 1 }] },
    {
      codecs: [opus],
      encodings: [{ ssrc: 1, rtxSsrc: 2 }, { ssrc: 1 }],
      headerExtensions: [{ uri: 'x', id: 300 }],
    },
  ]) {
    await assert.rejects(
      mallory.media({ case: 'produce', value: { transportId, kind: 'audio', source: 'microphone', rtp } }),
      (error: unknown) => {
        assert.ok(error instanceof WeftError);
        assert.ok(
          error.code === 'RTP_REFUSED' || error.code === 'BAD_REQUEST',
          `${error.code} for ${JSON.stringify(rtp)}`,
        );
        return true;
      },
    );
  }
  const reply = await mallory.media({ case: 'getStats', value: {} });
  assert.equal(reply.case, 'stats');
});

test('frames that are none, too long, or too early close with their code', async () => {
  const { token } = await guestSession(world.stack.url, 'Mallory');
  const url = world.stack.addresses.edges[0]?.url ?? '';
  const closing = async (bytes: Uint8Array): Promise<number> => {
    const client = await EdgeClient.connect({ url, token });
    client.send(bytes);
    await until(() => client.closeCode !== undefined || 'the edge has not closed yet');
    return client.closeCode ?? 0;
  };
  assert.equal(await closing(Uint8Array.of(0xff, 0xff, 0xff)), 4400);
  assert.equal(await closing(new Uint8Array(65_537)), 4413);
  const hello = { versions: PROTOCOL_VERSIONS, token };
  assert.equal(await closing(ClientFrame.encode({ body: { case: 'hello', value: hello } })), 4409);
  assert.equal(await closing(ClientFrame.encode({ ack: 1_000_000 })), 4400);
});

test('a request that is sent twice is done once', async () => {
  await using mallory = await newCaller();
  const edge = world.stack.services.find(({ name }) => name === 'eu-edge-1')?.url ?? '';
  const before = (await metricOf(edge, 'weft_edge_requests_replayed_total')) ?? 0;
  const again = ClientFrame.encode({
    body: {
      case: 'request',
      value: { id: 1, target: { case: 'control', value: {} }, body: new Uint8Array(0) },
    },
  });
  for (let i = 0; i < 10; i++) mallory.client.send(again);
  const reply = await mallory.media({ case: 'getStats', value: {} });
  assert.equal(reply.case, 'stats');
  assert.equal(((await metricOf(edge, 'weft_edge_requests_replayed_total')) ?? 0) - before, 10);
});

test('a client that vanishes leaves nothing once it cannot come back', async () => {
  const mallory = await newCaller();
  const { callId } = mallory.call;
  const { sessionId } = mallory.client.ready;
  mallory.client.cut();
  await until(
    async () => {
      const left = (await leftoversOf(world, callId, [sessionId])).filter(
        (phrase) => phrase.includes(callId) || phrase.includes(sessionId),
      );
      return left.length === 0 || left.join(', ');
    },
    { timeoutMs: CALL_TIMEOUT_MS },
  );
});

test('through all of it the neighbour was served', async () => {
  const reply = await neighbour.media({ case: 'getStats', value: {} });
  assert.equal(reply.case, 'stats');
  const call = await neighbour.client.control({ body: { case: 'syncCall', value: { callId: '' } } });
  assert.equal(call.case === 'call' ? call.value.callId : '', neighbour.call.callId);
});
