import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { Beat, keys, RoomReport, subjects, systemClock, WorkerDied } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { Census } from './testing/census.ts';
import { flowing } from './testing/listen.ts';
import { seatOf, TestMesh } from './testing/mesh.ts';
import { OPUS_PAYLOAD_TYPE } from './testing/rtp.ts';

const eu1 = { nodeId: 'eu-1', region: 'eu', gateway: true };
const ap1 = { nodeId: 'ap-1', region: 'ap', gateway: true };
const audioStream = { ssrc: 1_111, payloadType: OPUS_PAYLOAD_TYPE, dbov: -20 };

const page = async (port: number, path: string): Promise<{ status: number; text: string }> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return { status: response.status, text: await response.text() };
};

describe("a node's life", () => {
  const census = new Census();
  let mesh: TestMesh;

  before(async () => {
    mesh = await TestMesh.create();
    await Promise.all([mesh.node('eu-1', 'eu'), mesh.node('ap-1', 'ap')]);
  });
  afterEach(async () => {
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => mesh.close(`call-${n}`, ['eu-1', 'ap-1'], 99).catch(() => undefined)),
    );
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
    census[Symbol.dispose]();
  });

  it('MED31 is told in etcd, by health and by metrics', async () => {
    await using node = await mesh.node('eu-2', 'eu');
    const record = await mesh.record('eu-2');
    assert.deepEqual(
      [record?.region, record?.host, record?.state, record?.workers, record?.pipeAddress],
      ['eu', 'eu-2', 'active', 1, '127.0.0.1'],
    );
    const mimeTypes = new Set(record?.routerCapabilities?.codecs.map(({ mimeType }) => mimeType));
    for (const mimeType of ['audio/opus', 'audio/PCMU', 'audio/PCMA', 'audio/telephone-event'])
      assert.ok(mimeTypes.has(mimeType), mimeType);
    for (const mimeType of ['video/VP8', 'video/VP9', 'video/H264', 'video/AV1', 'video/rtx'])
      assert.ok(mimeTypes.has(mimeType), mimeType);
    const opus = record?.routerCapabilities?.codecs.find(({ mimeType }) => mimeType === 'audio/opus');
    assert.ok(opus?.parameters.some(({ name, value }) => name === 'useinbandfec' && value?.value === 1));
    const vp8 = record?.routerCapabilities?.codecs.find(({ mimeType }) => mimeType === 'video/VP8');
    assert.deepEqual(
      vp8?.rtcpFeedback.map(({ type, parameter }) => `${type} ${parameter}`.trim()),
      ['nack', 'nack pli', 'ccm fir', 'goog-remb', 'transport-cc'],
    );
    assert.equal((await page(node.probePort, '/healthz')).status, 200);
    assert.equal((await page(node.probePort, '/readyz')).status, 200);
    assert.match((await page(node.probePort, '/metrics')).text, /weft_media_workers_count\{node="eu-2"\} 1/);
  });

  it('MED31 beats every 50 ms from 1 on, and says what it carries', async () => {
    const beats: Beat[] = [];
    using _beats = mesh.bus.subscribe(subjects.beat('eu', 'eu-3'), ({ data }) =>
      beats.push(Beat.decode(data)),
    );
    await mesh.bus.flush();
    await using _node = await mesh.node('eu-3', 'eu');
    const place = { nodeId: 'eu-3', region: 'eu', gateway: true };
    await mesh.open({ callId: 'call-1', places: [place], seats: [seatOf('anna')] });
    await mesh.client('anna', { nodeId: 'eu-3', callId: 'call-1' }).join();
    await until(() => beats.at(-1)?.load?.participants === 1 || 'not told of the participant');
    assert.equal(beats.at(-1)?.load?.rooms, 1);
    assert.deepEqual(
      beats.map(({ seq }) => seq),
      beats.map((_, n) => n + 1),
    );
  });

  it('MED4 takes no new room while it drains, keeps those it has, and says so', async () => {
    await mesh.open({ callId: 'call-1', places: [eu1], seats: [seatOf('anna')] });
    const anna = mesh.client('anna', { nodeId: 'eu-1', callId: 'call-1' });
    await anna.join();
    await mesh.ask('eu-1', { case: 'setNodeState', value: { state: 'draining' } });
    await assert.rejects(mesh.open({ callId: 'call-2', places: [eu1], seats: [] }), { code: 'DRAINING' });
    await mesh.open({ callId: 'call-1', places: [eu1], seats: [seatOf('anna'), seatOf('wei')] });
    await anna.produceAudio();
    await until(async () => (await mesh.record('eu-1'))?.state === 'draining' || 'not in etcd');
    await mesh.ask('eu-1', { case: 'setNodeState', value: { state: 'active' } });
    await mesh.open({ callId: 'call-2', places: [eu1], seats: [] });
    await until(async () => (await mesh.record('eu-1'))?.state === 'active' || 'not in etcd');
    await assert.rejects(mesh.ask('eu-1', { case: 'setNodeState', value: { state: 'silent' } }), {
      code: 'BAD_REQUEST',
    });
  });

  it('MED23 closes the rooms of a worker that dies, tells everybody, and starts another', async () => {
    await using _node = await mesh.node('eu-4', 'eu');
    const eu4 = { nodeId: 'eu-4', region: 'eu', gateway: true };
    const pid = census.pids.at(-1) ?? 0;
    const callId = 'call-3';
    const order = { callId, places: [eu4, ap1], seats: [seatOf('anna'), seatOf('wei', 'ap')] };
    await mesh.open(order);
    const anna = mesh.client('anna', { nodeId: 'eu-4', callId });
    const wei = mesh.client('wei', { nodeId: 'ap-1', callId });
    await anna.join();
    await wei.join();
    const trackId = await anna.produceAudio();
    await wei.offered(trackId);
    const deaths: WorkerDied[] = [];
    const reports: RoomReport[] = [];
    using _deaths = mesh.bus.subscribe(subjects.allWorkersDied, ({ data }) =>
      deaths.push(WorkerDied.decode(data)),
    );
    using _reports = mesh.bus.subscribe(subjects.roomReport(callId), ({ data }) =>
      reports.push(RoomReport.decode(data)),
    );
    await mesh.bus.flush();
    process.kill(pid, 'SIGKILL');
    await until(() => anna.heard('roomClosed').length === 1 || 'the participant is not told');
    await until(() => deaths.length === 1 || 'the cluster is not told');
    assert.deepEqual(deaths, [{ nodeId: 'eu-4', callIds: [callId] }]);
    await until(() => wei.heard('participantLeft').length === 1 || 'the other node is not told');
    assert.deepEqual(
      wei.heard('trackGone').map((gone) => gone.trackId),
      [trackId],
    );
    await until(
      () =>
        reports.some(({ nodeId, seats }) => nodeId === 'eu-4' && seats.every(({ joined }) => !joined)) ||
        'no report',
    );
    await assert.rejects(anna.stats(), { code: 'WORKER_LOST' });
    await until(() => mesh.open({ ...order, epoch: 2 }).then(() => true as const));
    for (const client of [anna, wei]) client.moveTo(2);
    await anna.join();
    await wei.offered(await anna.produceAudio());
  });

  it('MED24 closes its rooms and takes its record away when it is stopped', async () => {
    const node = await mesh.node('eu-5', 'eu');
    const eu5 = { nodeId: 'eu-5', region: 'eu', gateway: true };
    const callId = 'call-4';
    await mesh.open({ callId, places: [eu5, ap1], seats: [seatOf('anna'), seatOf('wei', 'ap')] });
    const anna = mesh.client('anna', { nodeId: 'eu-5', callId });
    const wei = mesh.client('wei', { nodeId: 'ap-1', callId });
    await anna.join();
    await wei.join();
    await wei.offered(await anna.produceAudio());
    const pid = census.pids.at(-1) ?? 0;
    await node[Symbol.asyncDispose]();
    await until(() => anna.heard('roomClosed').at(-1)?.cause === 'mesh-stopped' || 'not told');
    await until(() => wei.heard('participantLeft').length === 1 || 'the other node is not told');
    assert.equal(await mesh.directory.get(keys.node('eu-5')), undefined);
    assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    await assert.rejects(anna.stats(), { code: 'NO_RESPONDER' });
  });

  it('MED27 forwards media while the bus is away, and is in step again when it is back', async () => {
    const callId = 'call-5';
    await mesh.open({ callId, places: [eu1, ap1], seats: [seatOf('anna'), seatOf('wei', 'ap')] });
    const anna = mesh.client('anna', { nodeId: 'eu-1', callId });
    const wei = mesh.client('wei', { nodeId: 'ap-1', callId });
    await anna.join();
    await wei.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    await wei.startReceiving();
    await wei.resume((await wei.offered(trackId)).consumerId);
    await flowing(wei);
    await mesh.nats.kill('SIGKILL');
    await flowing(wei);
    await flowing(wei);
    await mesh.nats.restart();
    await until(() => Promise.all([anna.stats(), wei.stats()]).then(() => true as const));
    await flowing(wei);
    const later = await anna.produceAudio({ ssrc: 5 });
    await wei.offered(later);
    assert.equal(wei.heard('trackGone').length, 0);
  });

  it('MED30 reports joins and scores to the owner', async () => {
    const callId = 'call-6';
    const reports: RoomReport[] = [];
    using _reports = mesh.bus.subscribe(subjects.roomReport(callId), ({ data }) =>
      reports.push(RoomReport.decode(data)),
    );
    await mesh.bus.flush();
    await mesh.open({ callId, places: [eu1, ap1], seats: [seatOf('anna'), seatOf('wei', 'ap')] });
    const anna = mesh.client('anna', { nodeId: 'eu-1', callId });
    const wei = mesh.client('wei', { nodeId: 'ap-1', callId });
    const begun = systemClock.monotonic();
    await anna.join();
    await until(() => seatIn(reports, 'anna')?.joined === true || 'not reported');
    assert.ok(systemClock.monotonic() - begun < 1_900, 'at once, not with the next round');
    await wei.join();
    const trackId = await anna.produceAudio();
    using _audio = await anna.startSending(audioStream);
    await wei.offered(trackId);
    await until(() => (seatIn(reports, 'anna')?.score ?? 0) > 5 || 'no score');
    await until(
      () =>
        reports.some(({ pipes }) => pipes.some(({ outgoing, packets }) => outgoing && packets > 0)) ||
        'no pipe',
    );
    await until(
      () =>
        wei.heard('scores').some(({ scores }) => scores[0]?.participantId === 'anna') || 'no score pushed',
    );
    assert.equal(wei.pushKeys[wei.pushes.findIndex((push) => push.case === 'scores')], `scores-${callId}`);
  });
});

const seatIn = (reports: readonly RoomReport[], participantId: string) =>
  reports
    .filter(({ nodeId }) => nodeId === 'eu-1')
    .at(-1)
    ?.seats.find((seat) => seat.participantId === participantId);
