import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Joined } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { Census } from './testing/census.ts';
import type { TestClient } from './testing/client.ts';
import { type HeartbeatEar, HeartbeatPeer } from './testing/heartbeat-peer.ts';
import { LeggedCall } from './testing/legs.ts';
import { TestMesh } from './testing/mesh.ts';

const CALLS = ['call-1', 'call-2'];

const joinWithHeartbeat = async (leg: TestClient): Promise<Joined> => {
  const reply = await leg.ask({ case: 'join', value: { heartbeat: true } });
  if (reply.case !== 'joined') throw new Error(reply.case);
  return reply.value;
};

const beating = async (ear: HeartbeatEar): Promise<void> => {
  const before = ear.counts.length;
  await until(() => ear.counts.length > before + 5 || 'no heartbeat');
};

describe('the heartbeat', () => {
  let peer: HeartbeatPeer;
  let census: Census;
  let mesh: TestMesh;

  before(async () => {
    // Before the census: what it holds is none of the node's.
    peer = await HeartbeatPeer.create();
    census = new Census();
    mesh = await TestMesh.create();
    await mesh.node('eu-1', 'eu');
  });
  afterEach(async () => {
    for (const callId of CALLS) await mesh.close(callId, ['eu-1'], 99);
    await until(() => census.empty());
  });
  after(async () => {
    await mesh[Symbol.asyncDispose]();
    census[Symbol.dispose]();
    peer[Symbol.dispose]();
  });

  it('MED47 comes over the receiving transport of every leg that asked, home and standby', async () => {
    using call = new LeggedCall(mesh, 'call-1');
    await call.order({ anna: { home: 'eu-1' }, wei: { home: 'ap-1', standby: 'eu-1' } }, ['eu-1']);
    const joins = await Promise.all(['anna', 'wei'].map((name) => joinWithHeartbeat(call.leg(name, 'eu-1'))));
    assert.deepEqual(
      joins.map(({ standby, heartbeat, send, receive }) => [
        ...[standby, heartbeat?.intervalMs, send?.sctp === undefined, receive?.sctp?.port],
      ]),
      [
        [false, 25, true, 5_000],
        [true, 25, true, 5_000],
      ],
    );
    const ears = await Promise.all(joins.map((joined) => peer.listen(joined)));
    await until(() => ears.every(({ counts }) => counts.length >= 40) || 'not a second of beats yet');
    // Each beat goes out the moment it is made, or never: a path that loses nothing brings them all.
    for (const { counts } of ears)
      assert.deepEqual(
        counts,
        counts.map((_, n) => (counts[0] ?? 0) + n),
      );
    for (const ear of ears) ear.close();
  });

  it('MED47 stops with the worker', async () => {
    using call = new LeggedCall(mesh, 'call-1');
    await call.order({ anna: { home: 'eu-1' } });
    const ear = await peer.listen(await joinWithHeartbeat(call.leg('anna', 'eu-1')));
    await beating(ear);
    const [pid] = census.pids;
    if (pid === undefined) throw new Error('no worker');
    process.kill(pid, 'SIGKILL');
    let last = -1;
    let still = 0;
    await until(() => {
      still = ear.counts.length === last ? still + 1 : 0;
      last = ear.counts.length;
      return still >= 8 || 'still beating';
    });
    ear.close();
    await until(() => census.pids.length === 1 || 'not started again');
  });

  it('MED47 costs a room nothing in which nobody asked for it, and nothing any more once the last leg is gone', async () => {
    using one = new LeggedCall(mesh, 'call-1');
    using two = new LeggedCall(mesh, 'call-2');
    for (const call of [one, two]) await call.order({ anna: { home: 'eu-1' }, wei: { home: 'eu-1' } });
    const quiet = one.leg('anna', 'eu-1');
    const joined = await quiet.join();
    assert.equal(joined.heartbeat, undefined);
    assert.equal(joined.receive?.sctp, undefined);
    assert.equal(census.open.transports, 2);
    const loud = ['anna', 'wei'].map((name) => two.leg(name, 'eu-1'));
    for (const leg of loud) await joinWithHeartbeat(leg);
    // Two for each participant, and one that feeds the heartbeat of the second room.
    assert.equal(census.open.transports, 2 + 4 + 1);
    for (const leg of loud) await leg.ask({ case: 'leave', value: {} });
    await until(() => census.open.transports === 2 || `${census.open.transports} transports`);
    await joinWithHeartbeat(two.leg('anna', 'eu-1'));
    assert.equal(census.open.transports, 2 + 2 + 1);
  });
});
