import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { EdgeBeat, EdgeRecord, keys, SignOutRecord, subjects, type WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { EchoService, faults, goneOf, marks, Rig, request } from './testing/index.ts';

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

describe('an edge and its mesh', () => {
  it('SIG60 stands in etcd with its sessions, beats on NATS, and leaves both when it stops', async () => {
    const beats: EdgeBeat[] = [];
    using _ = rig.bus.subscribe(subjects.edgeBeat('ap', 'ap-edge-1'), ({ data }) =>
      beats.push(EdgeBeat.decode(data)),
    );
    await rig.bus.flush();
    const edge = await rig.edge({ ID: 'ap-edge-1', REGION: 'ap', DRAIN_MS: '500' });
    const { client } = await rig.client(edge);
    const record = async () => {
      const entry = await rig.directory.get(keys.edge('ap-edge-1'));
      return entry === undefined ? undefined : EdgeRecord.fromJson(entry.value);
    };
    assert.deepEqual(
      { ...(await record()), startedAtMs: 0 },
      {
        edgeId: 'ap-edge-1',
        region: 'ap',
        url: edge.url,
        version: '0.1.0',
        startedAtMs: 0,
        draining: false,
        sessions: 0,
        hearsShared: true,
      },
    );
    await until(() => beats.some(({ sessions }) => sessions === 1) || `${beats.length} beats`);
    await until(async () => (await record())?.sessions === 1 || 'record not refreshed', { timeoutMs: 8_000 });
    const stopped = edge[Symbol.asyncDispose]();
    await until(async () => (await record())?.draining === true || 'not draining yet');
    await client.until('draining');
    await client.untilClosed();
    await stopped;
    assert.equal(await record(), undefined);
  });

  it('SIG50 SIG51 SIG52 SIG53 drains: nobody new, everybody told, the last put out, no session ended', async () => {
    await using edge = await rig.edge();
    const leaving = await rig.client(edge);
    const staying = await rig.client(edge);
    using gone = await goneOf(rig.bus, staying.ready.sessionId);
    const drained = edge.drain(600);
    assert.ok((await leaving.client.until('draining')).deadlineMs <= 600);
    await assert.rejects(rig.client(edge), /DRAINING/);
    const ready = await fetch(`http://127.0.0.1:${edge.port}/readyz`);
    assert.deepEqual([ready.status, await ready.text()], [503, 'draining\n']);
    leaving.client.send({ body: { case: 'bye', value: {} } });
    request(staying.client, 1, [1]);
    await staying.client.until('reply');
    await drained;
    assert.deepEqual(await staying.client.untilClosed(), { code: 4504, reason: 'DRAINING' });
    assert.equal(edge.sessions, 0);
    // Its client may go on elsewhere: whoever wants to know asks.
    await assert.rejects(rig.bus.request(subjects.sessionAsk(staying.ready.sessionId), new Uint8Array(0)), {
      code: 'NO_RESPONDER',
    });
    assert.deepEqual(gone.reasons, []);
  });

  it('SIG38 says at once that a session lives, also while it waits to be resumed, and not after its end', async () => {
    await using edge = await rig.edge({ RESUME_WINDOW_MS: '400' });
    const { client, ready } = await rig.client(edge);
    const lives = () =>
      rig.bus.request(subjects.sessionAsk(ready.sessionId), new Uint8Array(0)).then(
        () => true,
        (error: WeftError) => error.code,
      );
    // The one who asks has a connection of its own: the edge's word to nats-server may still be on its way.
    await until(async () => (await lives()) === true || 'not known yet');
    await client.drop();
    assert.equal(await lives(), true);
    await until(async () => (await lives()) === 'NO_RESPONDER' || 'lives still');
    assert.deepEqual(client.seqs, []);
  });

  it('SIG36 closes a session that a service dismisses', async () => {
    await using edge = await rig.edge();
    const { client, ready } = await rig.client(edge);
    using gone = await goneOf(rig.bus, ready.sessionId);
    echo.push(ready.sessionId, 1, { closeWith: { code: 'SIGNED_IN_ELSEWHERE', message: 'at another desk' } });
    assert.deepEqual(await client.untilClosed(), { code: 4414, reason: 'SIGNED_IN_ELSEWHERE' });
    assert.deepEqual(marks(client), [1]);
    await until(() => gone.reasons.length > 0 || 'not gone yet');
    assert.deepEqual(gone.reasons, ['replaced']);
  });
});

describe('somebody who is shut out', () => {
  const signOut = (agentId: string, beforeMs: number, keptSessionId = '') =>
    rig.directory.transact([
      {
        ...{ do: 'put', key: keys.signOut(agentId) },
        value: SignOutRecord.toJson({ agentId, beforeMs, keptSessionId }),
      },
    ]);

  it('SIG65 loses the sessions of before at once, at every edge, and what waits to be resumed', async () => {
    await using edge = await rig.edge();
    await using other = await rig.edge({ ID: 'ap-edge-9' });
    const nowMs = Date.parse('2026-11-20T10:00:00Z');
    const old = { subjectId: 'anna', role: 'agent', issuedAtMs: nowMs - 1 };
    const here = await rig.client(edge, old);
    const there = await rig.client(other, old);
    const asleep = await rig.client(edge, old);
    await asleep.client.drop();
    const kept = await rig.client(edge, old);
    const colleague = await rig.client(edge, { ...old, subjectId: 'wei' });
    const newer = await rig.client(edge, { ...old, issuedAtMs: nowMs });
    using gone = await goneOf(rig.bus, asleep.ready.sessionId);

    await signOut('anna', nowMs, kept.ready.sessionId);
    for (const { client } of [here, there])
      assert.deepEqual(await client.untilClosed(), { code: 4402, reason: 'TOKEN_EXPIRED' });
    await until(() => gone.reasons.length > 0 || 'it still waits to be resumed');
    await assert.rejects(rig.client(edge, old), /TOKEN_EXPIRED/);
    for (const [at, { client }] of [kept, colleague, newer].entries()) {
      request(client, 1, [1]);
      await until(() => faults(client).length === 1 || `no answer for ${at}`);
      assert.equal(client.closed, undefined);
    }
    await using late = await rig.edge({ ID: 'eu-edge-8' });
    await assert.rejects(rig.client(late, old), /TOKEN_EXPIRED/);
    await (await rig.client(late, { ...old, issuedAtMs: nowMs })).client.drop();
  });

  it('SIG65 stays signed in where the record cannot be read', async () => {
    await using edge = await rig.edge();
    const { client } = await rig.client(edge, { subjectId: 'mei', role: 'agent', issuedAtMs: 1 });
    await rig.directory.transact([{ do: 'put', key: keys.signOut('mei'), value: '{' }]);
    await signOut('wei', 2);
    await assert.rejects(
      rig.client(edge, { subjectId: 'wei', role: 'agent', issuedAtMs: 1 }),
      /TOKEN_EXPIRED/,
    );
    assert.equal(client.closed, undefined);
  });
});

describe('an edge whose servers are away', () => {
  it('SIG25 SIG61 SIG62 keeps its clients while they are away, says UNAVAILABLE, and goes on by itself', async () => {
    await using own = await Rig.create();
    using service = await EchoService.create(own.bus, 'eu');
    await using edge = await own.edge();
    const first = await own.client(edge);
    const readyz = async () => (await fetch(`http://127.0.0.1:${edge.port}/readyz`)).text();
    assert.equal(await readyz(), 'ready\n');

    await own.nats.kill('SIGKILL');
    await until(async () => (await readyz()) === 'the message bus is away\n' || readyz());
    request(first.client, 1, [1]);
    await until(() => faults(first.client).length === 1 || 'no answer');
    assert.deepEqual(faults(first.client), ['UNAVAILABLE']);
    assert.equal(first.client.closed, undefined);
    await own.nats.restart();
    await until(async () => (await readyz()) === 'ready\n' || readyz());
    await until(() => own.bus.connected || 'the rig is not back');
    await own.bus.flush();
    // NATS began anew: what was published may be lost, so that every client has to (SIG64).
    await first.client.untilClosed();
    const { client, ready } = await own.client(edge);
    await using _ = client;
    request(client, 1, [2]);
    await until(() => faults(client).length === 1 || 'no answer');
    assert.deepEqual(faults(client), ['answered']);
    service.push(ready.sessionId, 5);
    await until(() => marks(client).length === 1 || 'no push');

    await own.etcd.kill('SIGKILL');
    await until(async () => (await readyz()) === 'the registry is away\n' || readyz(), { timeoutMs: 15_000 });
    request(client, 2, [3]);
    await until(() => faults(client).length === 2 || 'no answer');
    const second = await own.client(edge);
    assert.equal(second.ready.resumed, false, 'the keys are known, so newcomers are let in');
    await second.client.drop();
    await own.etcd.restart();
    await until(async () => (await readyz()) === 'ready\n' || readyz(), { timeoutMs: 20_000 });
    assert.notEqual(await own.directory.get(keys.edge('eu-edge-1')), undefined);
    assert.equal(client.closed, undefined);
    assert.deepEqual(faults(client), ['answered', 'answered']);
  });
});
