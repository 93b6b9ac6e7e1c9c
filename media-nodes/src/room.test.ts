import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { BOUNDS } from './core/bounds.ts';
import { Census } from './testing/census.ts';
import type { TestClient } from './testing/client.ts';
import { flowing, silent } from './testing/listen.ts';
import { seatOf, TestMesh } from './testing/mesh.ts';
import {
  asksForKeyFrame,
  OPUS_PAYLOAD_TYPE,
  VP8_PAYLOAD_TYPE,
  videoParameters,
  vp8Payload,
} from './testing/rtp.ts';

const places = [{ nodeId: 'eu-1', region: 'eu', gateway: true }];
const audioStream = { ssrc: 1_111, payloadType: OPUS_PAYLOAD_TYPE, dbov: -20 };
const videoStream = { ssrc: 2_222, payloadType: VP8_PAYLOAD_TYPE, payload: vp8Payload(true) };

describe('a room on one node', () => {
  const census = new Census();
  let mesh: TestMesh;
  let calls = 0;
  const opened: string[] = [];

  before(async () => {
    mesh = await TestMesh.create();
    await mesh.node('eu-1', 'eu');
  });
  afterEach(async () => {
    for (const callId of opened.splice(0)) await mesh.close(callId, ['eu-1'], 99);
    await until(() => census.empty());
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
    census[Symbol.dispose]();
  });

  const nextCall = (): string => {
    calls += 1;
    const callId = `call-${calls}`;
    opened.push(callId);
    return callId;
  };

  /** A new call with these people seated, and a client for each. */
  const call = async (...people: string[]) => {
    const callId = nextCall();
    const order = { callId, places, seats: people.map((name) => seatOf(name)) };
    await mesh.open(order);
    const clients = people.map((name) => mesh.client(name, { nodeId: 'eu-1', callId }));
    return { callId, order, clients: clients as [TestClient, TestClient, TestClient] };
  };
  const closed = (callId: string) => mesh.close(callId, ['eu-1']);

  it('MED11 carries audio and video from one participant to another', async () => {
    const { clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await anna.join();
    await wei.join();
    const [audio, video] = [await anna.produceAudio(), await anna.produceVideo()];
    using _audio = await anna.startSending(audioStream);
    using _video = await anna.startSending(videoStream);
    await wei.startReceiving();
    for (const trackId of [audio, video]) await wei.resume((await wei.offered(trackId)).consumerId);
    const payloadTypes = () =>
      new Set(wei.toReceiver.filter((p) => (p[1] ?? 0) < 200).map((p) => (p[1] ?? 0) & 0x7f));
    await until(() => payloadTypes().size >= 2 || `only payload types ${[...payloadTypes()]}`);
    await until(async () => {
      const { received } = await wei.stats();
      return (
        (received.length === 2 && received.every(({ packets }) => packets > 5)) || JSON.stringify(received)
      );
    });
    const { sent } = await anna.stats();
    assert.deepEqual(sent.map(({ codec }) => codec).sort(), ['audio/opus', 'video/VP8']);
  });

  it('MED11 asks the sender for a key frame as soon as somebody wants to see', async () => {
    const { clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await anna.join();
    await wei.join();
    const video = await anna.produceVideo();
    using _video = await anna.startSending(videoStream);
    await wei.startReceiving();
    const { consumerId } = await wei.offered(video);
    await until(async () => (await anna.stats()).sent[0]?.packets !== 0 || 'nothing sent yet');
    assert.equal(anna.toSender.filter(asksForKeyFrame).length, 0);
    await wei.resume(consumerId);
    await until(() => anna.toSender.some(asksForKeyFrame) || 'not asked');
  });

  it('MED7 answers a join with both transports, and ends the earlier join of the same participant', async () => {
    const { clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await wei.join();
    const first = await anna.join();
    const trackId = await anna.produceAudio();
    await wei.offered(trackId);
    const second = await anna.join();
    assert.notEqual(first.send?.transportId, second.send?.transportId);
    assert.deepEqual(
      second.participants.map(({ participantId }) => participantId),
      ['wei'],
    );
    await until(() => wei.heard('trackGone').some((gone) => gone.trackId === trackId) || 'track not gone');
    assert.equal(wei.heard('participantJoined').length, 1);
    assert.equal(wei.heard('participantLeft').length, 0);
    await assert.rejects(
      anna.ask({ case: 'restartIce', value: { transportId: first.send?.transportId ?? '' } }),
      { code: 'TRANSPORT_NOT_FOUND' },
    );
  });

  it('MED7 lets only the session that joined last ask', async () => {
    const { callId, clients } = await call('anna');
    const [anna] = clients;
    await anna.join();
    const otherTab = mesh.client('anna', { nodeId: 'eu-1', callId, sessionId: 'other-tab' });
    await otherTab.join();
    await assert.rejects(anna.produceAudio(), { code: 'NOT_JOINED' });
    await assert.rejects(anna.ask({ case: 'leave', value: {} }), { code: 'NOT_JOINED' });
    await otherTab.produceAudio();
  });

  it('MED6 refuses who has no seat in the call, and questions before a join', async () => {
    const { callId, clients } = await call('anna');
    const mallory = mesh.client('mallory', { nodeId: 'eu-1', callId });
    await assert.rejects(mallory.join(), { code: 'NOT_SEATED' });
    await assert.rejects(clients[0].stats(), { code: 'NOT_JOINED' });
    const elsewhere = mesh.client('anna', { nodeId: 'eu-1', callId: 'call-unknown' });
    await assert.rejects(elsewhere.join(), { code: 'ROOM_NOT_FOUND' });
  });

  it('MED3 refuses requests of another epoch, and goes on with those of its own', async () => {
    const { callId, order, clients } = await call('anna');
    const [anna] = clients;
    await anna.join();
    await mesh.open({ ...order, epoch: 4 });
    await assert.rejects(anna.stats(), { code: 'STALE_EPOCH' });
    await assert.rejects(mesh.open({ ...order, epoch: 3 }), { code: 'STALE_EPOCH' });
    await assert.rejects(mesh.close(callId, ['eu-1'], 3), { code: 'STALE_EPOCH' });
    anna.moveTo(5);
    await assert.rejects(anna.stats(), { code: 'ROOM_NOT_FOUND' });
    anna.moveTo(4);
    await anna.stats();
  });

  it('MED1 does nothing when the same order comes again, and closes what is closed', async () => {
    const { callId, order, clients } = await call('anna');
    const { send } = await clients[0].join();
    await mesh.open(order);
    await clients[0].ask({ case: 'restartIce', value: { transportId: send?.transportId ?? '' } });
    await closed(callId);
  });

  it('MED2 carries out the orders of one call in the order they came', async () => {
    const { callId, order, clients } = await call('anna');
    const close = { case: 'closeRoom', value: { callId, epoch: 1 } } as const;
    const open = { case: 'openRoom', value: { ...order, epoch: 1 } } as const;
    await Promise.all([close, open, close, open, close].map((body) => mesh.ask('eu-1', body)));
    await assert.rejects(clients[0].join(), { code: 'ROOM_NOT_FOUND' });
    await Promise.all([open, close, open].map((body) => mesh.ask('eu-1', body)));
    await clients[0].join();
    assert.equal(census.open.routers, 1);
  });

  it('MED11 sends a screen beside a camera', async () => {
    const { clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await anna.join();
    await wei.join();
    const camera = await anna.produceVideo();
    const screen = await anna.produceVideo({ ssrc: 3_333, source: 'screen' });
    const offers = await Promise.all([wei.offered(camera), wei.offered(screen)]);
    assert.deepEqual(
      offers.map(({ track }) => track?.source),
      ['camera', 'screen'],
    );
    await anna.setTrack(screen, 'close');
    await until(() => wei.heard('trackGone').some(({ trackId }) => trackId === screen) || 'not gone');
    await assert.doesNotReject(wei.resume(offers[0].consumerId));
  });

  it('MED8 does a request once that is asked twice, and answers both', async () => {
    const { clients } = await call('anna');
    const [anna] = clients;
    const { send } = await anna.join();
    const produce = () =>
      anna.ask(
        {
          case: 'produce',
          value: {
            ...{ transportId: send?.transportId ?? '', kind: 'video', source: 'camera' },
            rtp: videoParameters(7),
          },
        },
        900,
      );
    const [one, two] = await Promise.all([produce(), produce()]);
    assert.deepEqual(one, two);
    assert.deepEqual(await produce(), one);
    assert.equal((await anna.stats()).sent.length, 1);
  });

  it('MED8 does what one participant asks in the order asked', async () => {
    const { clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await wei.join();
    await anna.join();
    const trackId = await anna.produceAudio();
    await Promise.all([
      ...(['pause', 'resume', 'pause', 'close'] as const).map((action) => anna.setTrack(trackId, action)),
      assert.rejects(anna.setTrack(trackId, 'pause'), { code: 'TRACK_NOT_FOUND' }),
    ]);
    await until(() => wei.heard('trackGone').length === 1 || 'track not gone');
    assert.deepEqual(
      wei.heard('trackChanged').map(({ paused }) => paused),
      [true, false, true],
    );
  });

  it('MED9 ends a join when its session said goodbye, but the seat stays', async () => {
    const { callId, clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await wei.join();
    await anna.join();
    const trackId = await anna.produceAudio();
    await wei.offered(trackId);
    mesh.endSession(anna, 'bye');
    await until(() => wei.heard('participantLeft').length === 1 || 'not left');
    const order = wei.pushes
      .map((push) => push.case)
      .filter((kind) => kind !== 'scores' && kind !== 'speaker');
    assert.deepEqual(order, ['participantJoined', 'trackOffered', 'trackGone', 'participantLeft']);
    await assert.rejects(anna.stats(), { code: 'NOT_JOINED' });
    const again = mesh.client('anna', { nodeId: 'eu-1', callId, sessionId: 'later' });
    await again.join();
  });

  it('MED9 MED58 goes on with who lost the session, and tells their next one what holds', async () => {
    const { callId, clients } = await call('anna', 'wei', 'jo');
    const [anna, wei, jo] = clients;
    await wei.join();
    await anna.join();
    const sends = await anna.produceAudio();
    await wei.offered(sends);
    const hears = await wei.produceAudio({ ssrc: 2_222 });
    await anna.resume((await anna.offered(hears)).consumerId);
    mesh.endSession(anna, 'timeout');
    // What happens while nobody can be told.
    await jo.join();
    const later = await jo.produceAudio({ ssrc: 3_333 });
    await wei.offered(later);
    await wei.setTrack(hears, 'pause');
    assert.equal(wei.heard('participantLeft').length, 0);

    const again = mesh.client('anna', { nodeId: 'eu-1', callId, sessionId: 'later' });
    await assert.rejects(again.stats(), { code: 'NOT_JOINED' });
    await assert.rejects(again.rebind('transport-of-another-page'), { code: 'NOT_JOINED' });
    const { participants, offers } = await again.rebind(anna.joined?.send?.transportId ?? '');
    assert.deepEqual(participants.map(({ participantId }) => participantId).sort(), ['jo', 'wei']);
    const told = offers.map(({ track }) => [track?.trackId, track?.paused]).sort();
    assert.deepEqual(
      told,
      [
        [hears, true],
        [later, false],
      ].sort(),
    );
    await assert.rejects(anna.stats(), { code: 'NOT_JOINED' });
    assert.equal((await again.stats()).sent.length, 1, 'the same transports');
    await wei.setTrack(hears, 'resume');
    await until(() => again.heard('trackChanged').length === 1 || 'the new session is not told');
    // The end of the session before means nothing any more.
    mesh.endSession(anna, 'bye');
    mesh.endSession(again, 'bye');
    await until(() => wei.heard('participantLeft').length === 1 || 'not left');
  });

  it('MED10 puts out who has lost the seat', async () => {
    const { order, clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await wei.join();
    await anna.join();
    await mesh.open({ ...order, seats: [seatOf('wei')] });
    await until(() => anna.heard('roomClosed').length === 1 || 'not told');
    await until(() => wei.heard('participantLeft').length === 1 || 'not told');
    await assert.rejects(anna.stats(), { code: 'NOT_SEATED' });
  });

  it('MED13 tells receivers of a pause, and stops sending', async () => {
    const { clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await anna.join();
    await wei.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    await wei.startReceiving();
    await wei.resume((await wei.offered(trackId)).consumerId);
    await until(() => wei.toReceiver.length > 5 || 'nothing received');
    await anna.setTrack(trackId, 'pause');
    await until(() => wei.heard('trackChanged').at(-1)?.paused === true || 'not told');
    await silent(wei);
    await anna.setTrack(trackId, 'resume');
    await flowing(wei);
  });

  it('MED14 forwards nothing while held, and then what each receiver wanted', async () => {
    const { order, clients } = await call('anna', 'wei', 'li');
    const [anna, wei, li] = clients;
    for (const client of clients) await client.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    for (const client of [wei, li]) await client.startReceiving();
    await wei.resume((await wei.offered(trackId)).consumerId);
    await flowing(wei);
    await mesh.open({ ...order, held: true });
    await until(() => wei.heard('held').at(-1)?.on === true || 'not told');
    await silent(wei);
    // Wished while held: takes effect after.
    await li.resume((await li.offered(trackId)).consumerId);
    await silent(li);
    await wei.ask({
      case: 'setConsumer',
      value: { consumerId: (await wei.offered(trackId)).consumerId, paused: true },
    });
    assert.equal((await anna.join()).held, true);
    const again = await anna.produceAudio({ ssrc: 1_112 });
    using _again = await anna.startSending({ ...audioStream, ssrc: 1_112 });
    await li.resume((await li.offered(again)).consumerId);
    await silent(li);
    await mesh.open({ ...order, held: false });
    await flowing(li);
    await silent(wei);
  });

  it('MED54 forwards nobody to a seat that may not hear them, whatever changes while they talk', async () => {
    const { order, clients } = await call('anna', 'li', 'mei');
    const [anna, li, mei] = clients;
    const heardBy = (hears: Readonly<Record<string, readonly string[]>>) => ({
      ...order,
      seats: order.seats.map((seat) => ({
        ...seat,
        hears: { participantIds: hears[seat.participant?.participantId ?? ''] ?? [] },
      })),
    });
    await mesh.open(heardBy({ anna: ['li', 'mei'], li: ['anna'], mei: ['anna', 'li'] }));
    for (const client of clients) await client.join();
    const trackId = await mei.produceAudio();
    using _audio = await mei.startSending(audioStream);
    for (const client of [anna, li]) await client.startReceiving();
    await anna.resume((await anna.offered(trackId)).consumerId);
    await flowing(anna);
    await silent(li);
    const knows = (client: TestClient) =>
      client.heard('participantJoined').map(({ participant }) => participant?.participantId);
    assert.deepEqual([knows(li).includes('mei'), li.heard('trackOffered').length], [false, 0]);
    assert.deepEqual(
      (await li.join()).participants.map(({ participantId }) => participantId),
      ['anna'],
    );
    assert.ok(li.heard('speaker').every(({ participantId }) => participantId !== 'mei'));

    await mesh.open(heardBy({ anna: ['li', 'mei'], li: ['anna', 'mei'], mei: ['anna', 'li'] }));
    await li.startReceiving();
    await li.resume((await li.offered(trackId)).consumerId);
    await flowing(li);
    assert.ok(knows(li).includes('mei'));

    await mesh.open(heardBy({ anna: ['li'], li: ['anna'], mei: ['anna', 'li'] }));
    for (const client of [anna, li]) {
      await until(() => client.heard('trackGone').at(-1)?.trackId === trackId || 'still has the track');
      assert.equal(client.heard('participantLeft').at(-1)?.participantId, 'mei');
      await silent(client);
    }
  });

  it('MED55 a hold that parts one from the others leaves these among themselves', async () => {
    const { order, clients } = await call('anna', 'li', 'wei');
    const [anna, li, wei] = clients;
    for (const client of clients) await client.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    for (const client of [li, wei]) {
      await client.startReceiving();
      await client.resume((await client.offered(trackId)).consumerId);
      await flowing(client);
    }
    await mesh.open({ ...order, held: true, parted: ['li'] });
    await until(() => li.heard('held').at(-1)?.on === true || 'not told');
    await silent(li);
    await flowing(wei);
    assert.equal(wei.heard('held').length, 0);
    await mesh.open({ ...order, held: true });
    await silent(wei);
    await mesh.open(order);
    for (const client of [li, wei]) await flowing(client);
  });

  it('MED12 refuses RTP parameters that cannot be used, and goes on', async () => {
    const { clients } = await call('anna');
    const [anna] = clients;
    const { send } = await anna.join();
    const transportId = send?.transportId ?? '';
    const attempt = (rtp: ReturnType<typeof videoParameters>) =>
      anna.ask({ case: 'produce', value: { transportId, kind: 'video', source: 'camera', rtp } });
    const usable = videoParameters(5);
    const unusable = [
      { ...usable, codecs: [] },
      { ...usable, codecs: [{ mimeType: 'video/H266', payloadType: 96, clockRate: 90_000 }] },
      { ...usable, codecs: (usable.codecs ?? []).slice(1) },
      { ...usable, encodings: [] },
      { ...usable, encodings: [{ rid: 'a' }, { rid: 'b' }], headerExtensions: [] },
    ];
    for (const rtp of unusable.slice(0, 4)) await assert.rejects(attempt(rtp), { code: 'RTP_REFUSED' });
    await attempt(usable);
    await assert.rejects(attempt(usable), { code: 'RTP_REFUSED' });
    await assert.rejects(
      anna.ask({
        case: 'produce',
        value: { transportId: 'x', kind: 'video', source: 'camera', rtp: usable },
      }),
      { code: 'TRANSPORT_NOT_FOUND' },
    );
    assert.equal((await anna.stats()).sent.length, 1);
  });

  it('MED15 takes so many tracks of a participant and no more', async () => {
    const { clients } = await call('anna');
    const [anna] = clients;
    await anna.join();
    for (let n = 0; n < BOUNDS.maxTracksPerParticipant; n += 1) await anna.produceAudio({ ssrc: 100 + n });
    await assert.rejects(anna.produceAudio({ ssrc: 200 }), { code: 'TOO_MANY_TRACKS' });
  });

  it('MED11 offers nothing to a browser that cannot decode it, and the rest', async () => {
    const { clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await anna.join();
    await wei.join({
      codecs: [
        {
          ...{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 },
        },
      ],
    });
    const video = await anna.produceVideo();
    const audio = await anna.produceAudio();
    await wei.offered(audio);
    assert.ok(!wei.heard('trackOffered').some(({ track }) => track?.trackId === video));
  });

  it('MED33 answers RATE_LIMITED with a time to wait, to that participant only', async () => {
    const { clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    await wei.join();
    await anna.join();
    const codes: string[] = [];
    const begun = systemClock.monotonic();
    const rounds = BOUNDS.requestBurst * 2;
    for (let n = 0; n < rounds; n += 1)
      await anna.stats().catch((error: { code: string; retryAfterMs: number }) => {
        codes.push(error.code);
        assert.ok(error.retryAfterMs > 0);
      });
    const refilled = ((systemClock.monotonic() - begun) / 1_000) * BOUNDS.requestsPerSecond;
    assert.ok(codes.length >= rounds - BOUNDS.requestBurst - refilled - 1, `${codes.length} refused`);
    assert.deepEqual([...new Set(codes)], ['RATE_LIMITED']);
    await wei.stats();
  });

  it('MED28 tells who speaks, on change only', async () => {
    const { clients } = await call('anna', 'wei');
    const [anna, wei] = clients;
    for (const client of [anna, wei]) await client.join();
    await anna.produceAudio();
    await wei.produceAudio({ ssrc: 1_212 });
    const quiet = await anna.startSending({ ...audioStream, dbov: -20 });
    await until(() => wei.heard('speaker').at(-1)?.participantId === 'anna' || 'not heard');
    quiet[Symbol.dispose]();
    await until(() => wei.heard('speaker').at(-1)?.participantId === '' || 'still heard');
    assert.deepEqual(
      anna.heard('speaker').map(({ participantId }) => participantId),
      ['anna', ''],
    );
    assert.equal(census.open.meters, 1);
  });

  it('MED22 leaves nothing behind when it closes, whatever was going on', async () => {
    const { callId, clients } = await call('anna', 'wei', 'li');
    for (const client of clients) await client.join();
    const [anna, wei] = clients;
    await Promise.all([anna.produceAudio(), anna.produceVideo(), wei.produceAudio(), wei.produceVideo()]);
    await until(() => census.open.consumers === 8 || `${census.open.consumers} consumers`);
    const underWay = [anna.join(), wei.produceVideo({ ssrc: 9, source: 'screen' }), clients[2].join()];
    await closed(callId);
    await Promise.allSettled(underWay);
    await until(() => census.empty());
    for (const client of clients) assert.equal(client.heard('roomClosed').at(-1)?.cause, 'agent-hung-up');
    await assert.rejects(anna.stats(), { code: 'ROOM_NOT_FOUND' });
  });
});
