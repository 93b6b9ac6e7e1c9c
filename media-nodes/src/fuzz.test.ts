import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  isErrorCode,
  MediaRequest,
  type MediaRequestInit,
  NodeReply,
  NodeRequest,
  type NodeRequestInit,
  RelayedReply,
  RelayedRequest,
  RoomNews,
  subjects,
  systemClock,
} from '@weft/proto';
import { Census } from './testing/census.ts';
import type { TestClient } from './testing/client.ts';
import { seatOf, TestMesh } from './testing/mesh.ts';
import { below, mutate, seeded } from './testing/mutate.ts';
import { audioParameters, videoParameters } from './testing/rtp.ts';

const ROUNDS = 12_000;
const AT_ONCE = 48;
const PEOPLE = 60;
const CALLS = 4;
const places = [{ nodeId: 'eu-1', region: 'eu', gateway: true }];

/** Something of the protocol with a value that is none. */
const extremes = [
  0,
  1,
  -1,
  127,
  128,
  255,
  256,
  65_535,
  65_536,
  2 ** 31,
  2 ** 32 - 1,
  Number.NaN,
  Infinity,
  1e300,
];

describe('hostile bytes', () => {
  const seed = Number(process.env.FUZZ_SEED ?? Math.floor(systemClock.now() % 1_000_000));
  const random = seeded(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[below(random, items.length)] as Item;
  const census = new Census();
  let mesh: TestMesh;
  let clients: TestClient[];

  before(async () => {
    mesh = await TestMesh.create();
    await mesh.node('eu-1', 'eu');
    const names = Array.from({ length: PEOPLE }, (_, n) => `p${n}`);
    const calls = Array.from({ length: CALLS }, (_, n) => `call-${n}`);
    for (const callId of calls) await mesh.open({ callId, places, seats: names.map((name) => seatOf(name)) });
    clients = calls.flatMap((callId) => names.map((name) => mesh.client(name, { nodeId: 'eu-1', callId })));
    for (const client of clients) await client.join();
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
    census[Symbol.dispose]();
  });

  const mediaRequest = (client: TestClient): MediaRequestInit => {
    const transportId = pick([
      client.joined?.send?.transportId ?? '',
      client.joined?.receive?.transportId ?? '',
      'x',
    ]);
    const extreme = (): number => pick(extremes);
    const rtp = pick([audioParameters(below(random, 9)), videoParameters(below(random, 2 ** 31))]);
    const codecs = (rtp.codecs ?? []).map((codec) =>
      random() < 0.5
        ? codec
        : { ...codec, payloadType: Math.abs(extreme()) >>> 0, clockRate: Math.abs(extreme()) >>> 0 },
    );
    const encodings = Array.from({ length: below(random, 5) }, () => ({
      ssrc: extreme() >>> 0,
      rid: pick(['', 'a', 'b', '\u0000', 'x'.repeat(300)]),
      rtxSsrc: extreme() >>> 0,
      scalabilityMode: pick(['', 'L3T3', 'L9T9', 'S3T3_KEY', '__proto__']),
      scaleResolutionDownBy: extreme(),
    }));
    const fingerprints = [{ algorithm: pick(['sha-256', 'md5', '']), value: pick(['AB:CD', '', 'zz']) }];
    return {
      body: pick<NonNullable<MediaRequestInit['body']>>([
        {
          case: 'join',
          value: {
            capabilities: {
              codecs,
              headerExtensions: [{ uri: 'urn:x', id: extreme() >>> 0, kind: 'audio' }],
            },
          },
        },
        {
          case: 'connectTransport',
          value: { transportId, dtls: { role: pick(['auto', 'client', 'x']), fingerprints } },
        },
        {
          case: 'produce',
          value: {
            transportId,
            kind: pick(['audio', 'video']),
            source: pick(['camera', 'microphone', 'screen']),
            rtp: { ...rtp, codecs },
          },
        },
        {
          case: 'produce',
          value: {
            transportId,
            kind: pick(['audio', 'video']),
            source: pick(['camera', 'microphone']),
            rtp: { ...rtp, encodings },
          },
        },
        {
          case: 'setTrack',
          value: {
            trackId: pick(['', 'x', '__proto__']),
            action: pick(['pause', 'resume', 'close', 'unspecified']),
          },
        },
        {
          case: 'setConsumer',
          value: {
            consumerId: 'x',
            paused: random() < 0.5,
            layers: { spatial: extreme() >>> 0, temporal: 3 },
          },
        },
        { case: 'restartIce', value: { transportId } },
        { case: 'getStats', value: {} },
      ]),
    };
  };

  const nodeRequest = (): NodeRequestInit => {
    const callId = pick(['call-0', 'call-1', `stray-${below(random, 300)}`, 'a.b', '']);
    const epoch = pick([0, 1, 1, 1, 2 ** 32 - 1]);
    const fromNodeId = pick(['eu-1', 'ap-1', '', '>']);
    const srtp = { cryptoSuite: 'AEAD_AES_256_GCM', keyBase64: Buffer.alloc(44, 1).toString('base64') };
    const stray = `stray-${below(random, 300)}`;
    return {
      body: pick<NonNullable<NodeRequestInit['body']>>([
        {
          case: 'openRoom',
          value: {
            callId: stray,
            epoch: 1,
            places: [...places, { nodeId: 'ap-1', region: 'ap' }],
            seats: [seatOf('anna')],
          },
        },
        { case: 'closeRoom', value: { callId: stray, epoch, cause: 'no-capacity' } },
        { case: 'syncRoom', value: { callId, epoch } },
        {
          case: 'openPipe',
          value: {
            callId: stray,
            epoch,
            fromNodeId,
            fromRegion: 'ap',
            address: pick(['127.0.0.1', '::1', 'x']),
            port: pick([0, 9, 70_000]),
            srtp,
          },
        },
        { case: 'pipeTrack', value: { callId: stray, epoch, fromNodeId, trackId: 'x' } },
        { case: 'unpipeTrack', value: { callId, epoch, fromNodeId, trackId: 'x' } },
        { case: 'requestKeyFrame', value: { callId, trackId: 'x' } },
      ]),
    };
  };

  /** Sends so many, some at once, and counts what was answered: "ok" or a code. */
  const volley = async (count: number, one: () => Promise<string>): Promise<Map<string, number>> => {
    const answers = new Map<string, number>();
    let left = count;
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const answer = await one();
        answers.set(answer, (answers.get(answer) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return answers;
  };

  const check = (answers: ReadonlyMap<string, number>): void => {
    assert.equal(
      [...answers.values()].reduce((sum, n) => sum + n, 0),
      ROUNDS,
    );
    for (const code of answers.keys()) assert.ok(code === 'ok' || isErrorCode(code), `${code}, seed ${seed}`);
    assert.equal(answers.get('INTERNAL'), undefined, `a defect, seed ${seed}`);
    assert.ok((answers.get('BAD_REQUEST') ?? 0) > 0);
  };

  it(`MED32 of participants are each answered with a code, and cost nobody anything (seed ${seed})`, async (t) => {
    const answers = await volley(ROUNDS, async () => {
      const client = pick(clients);
      const body = MediaRequest.encode(mediaRequest(client));
      const other = MediaRequest.encode(mediaRequest(client));
      const inner = random() < 0.5 ? body : mutate(random, body, other);
      const wrapped = RelayedRequest.encode({
        ...{ principal: client.principal, requestId: below(random, 3), callId: client.callId, epoch: 1 },
        body: inner,
      });
      const bytes = random() < 0.3 ? mutate(random, wrapped, inner) : wrapped;
      const reply = await mesh.bus.request(subjects.media('eu-1'), bytes, { timeoutMs: 20_000 });
      const { result } = RelayedReply.decode(reply);
      return result?.case === 'fault' ? result.value.code : 'ok';
    });
    t.diagnostic(JSON.stringify(Object.fromEntries(answers)));
    check(answers);
  });

  it(`MED32 of nodes are each answered with a code, and cost nobody anything (seed ${seed})`, async (t) => {
    const answers = await volley(ROUNDS, async () => {
      const body = NodeRequest.encode(nodeRequest());
      const bytes = random() < 0.5 ? body : mutate(random, body, NodeRequest.encode(nodeRequest()));
      if (random() < 0.1)
        mesh.bus.publish(
          subjects.roomNews('call-0'),
          mutate(random, RoomNews.encode({ callId: 'call-0', epoch: 1, fromNodeId: 'ap-1' }), bytes),
        );
      const reply = await mesh.bus.request(subjects.node('eu-1'), bytes, { timeoutMs: 20_000 });
      const { result } = NodeReply.decode(reply);
      return result?.case === 'fault' ? result.value.code : 'ok';
    });
    t.diagnostic(JSON.stringify(Object.fromEntries(answers)));
    check(answers);
  });

  it('MED32 leave the node serving calls with the workers it had', async () => {
    assert.equal(census.pids.length, 1);
    await mesh.ask('eu-1', { case: 'setNodeState', value: { state: 'active' } });
    await mesh.open({ callId: 'after', places, seats: [seatOf('anna'), seatOf('wei')] });
    const anna = mesh.client('anna', { nodeId: 'eu-1', callId: 'after' });
    const wei = mesh.client('wei', { nodeId: 'eu-1', callId: 'after' });
    await anna.join();
    await wei.join();
    await wei.offered(await anna.produceAudio());
  });
});
