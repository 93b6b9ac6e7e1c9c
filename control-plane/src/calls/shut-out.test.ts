import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keys, SignOutRecord, silentLog } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { ShutOut } from './shut-out.ts';
import { ACTIVE } from './testing/call-states.ts';
import { FakeMesh } from './testing/fake-mesh.ts';
import { OwnerRig } from './testing/owner-rig.ts';

/** Anna's call, with her media flowing whatever becomes of her session. */
async function setUp() {
  const rig = new OwnerRig();
  const owner = await rig.own(ACTIVE);
  rig.connected = new Set(['participant-1 eu-1', 'participant-2 ap-1']);
  const { sessions } = rig.context;
  const table = { owners: [owner] };
  const shutOut = await ShutOut.create({
    ...{ directory: rig.directory, table, sessions, clock: rig.clock, log: silentLog },
  });
  const signOut = (agentId: string, keptSessionId = '', beforeMs = rig.clock.now()): void =>
    rig.directory.put(keys.signOut(agentId), SignOutRecord.toJson({ agentId, beforeMs, keptSessionId }));
  const pass = async (seconds: number): Promise<void> => {
    for (let one = 0; one < seconds; one += 1) {
      rig.clock.advance(1_000);
      await rig.settle();
    }
  };
  return { rig, owner, shutOut, signOut, pass };
}

test('[CTL15] who is shut out while no edge has their session is taken from the call, though their media flows', async () => {
  const { rig, owner, signOut, pass } = await setUp();
  rig.sessions.delete('session-a');
  owner.sessionEnded('session-a', 'dropped');
  await pass(30);
  assert.equal(owner.state.stage, 'active', 'they may come back with another session');
  signOut('anna');
  await pass(5);
  assert.equal(rig.record('call-1')?.endCause, 'agent-lost');
  await pass(5);
  assert.equal(rig.clock.pending, 0, 'nothing is looked at any more');
});

test('[CTL15] whose session an edge has is the edge’s to end, and left alone when it does not', async () => {
  const { rig, owner, signOut, pass } = await setUp();
  signOut('anna');
  await pass(120);
  assert.equal(owner.state.stage, 'active');
  assert.equal(rig.clock.pending, 0);
});

test('[CTL15] an edge that dies with the session right after does not keep them in it', async () => {
  const { rig, owner, signOut, pass } = await setUp();
  signOut('anna');
  await pass(10);
  assert.equal(owner.state.stage, 'active');
  rig.sessions.delete('session-a');
  await pass(6);
  assert.equal(rig.record('call-1')?.endCause, 'agent-lost');
});

test('[CTL15] the page that goes on, a later session and others are not touched', async () => {
  const kept = await setUp();
  kept.rig.sessions.delete('session-a');
  kept.signOut('anna', 'session-a');
  await kept.pass(60);
  assert.equal(kept.owner.state.stage, 'active', 'it asked for it itself');
  const again = await setUp();
  again.rig.sessions.delete('session-a');
  again.signOut('anna');
  await again.owner.take({ name: 'bound', subjectId: 'anna', sessionId: 'session-n' });
  await again.pass(60);
  assert.equal(again.owner.state.stage, 'active', 'an edge took the token of that one');
  const other = await setUp();
  other.rig.sessions.delete('session-a');
  other.signOut('mei');
  await other.pass(60);
  assert.equal(other.owner.state.stage, 'active');
});

test('[CTL15] a session that moves between edges just then is given the time for it', async () => {
  const { rig, owner, signOut, pass } = await setUp();
  rig.sessions.delete('session-a');
  signOut('anna');
  await pass(3);
  rig.sessions.add('session-a');
  await pass(90);
  assert.equal(owner.state.stage, 'active');
});

test('[CTL15] a record of before this instance began says nothing of now', async () => {
  const rig = new OwnerRig();
  rig.directory.put(keys.signOut('anna'), SignOutRecord.toJson({ agentId: 'anna', beforeMs: 5 }));
  const owner = await rig.own(ACTIVE);
  rig.sessions.delete('session-a');
  rig.connected = new Set(['participant-2 ap-1']);
  const { sessions } = rig.context;
  const shutOut = await ShutOut.create({
    ...{ directory: rig.directory, table: { owners: [owner] }, sessions, clock: rig.clock, log: silentLog },
  });
  rig.clock.advance(10_000);
  await rig.settle();
  assert.equal(owner.state.stage, 'active');
  await shutOut[Symbol.asyncDispose]();
});

test('[CTL15] a mesh takes who is shut out from the call whose edge is gone', async () => {
  await using mesh = await FakeMesh.start();
  await mesh.startControl();
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  await customer.requestCall();
  const { callId, seat } = await agent.acceptNext();
  const report = () =>
    mesh.nodes.get(seat?.nodeId ?? '')?.report(callId, seat?.participantId ?? '', true, 10);
  report();
  const reporting = setInterval(report, 500);
  agent.vanish();
  await mesh.directory.transact([
    { do: 'put', key: keys.signOut('anna'), value: SignOutRecord.toJson({ agentId: 'anna', beforeMs: 1 }) },
  ]);
  // Sooner than a session that nobody holds counts as gone.
  await until(() => customer.last('call')?.endCause === 'agent-lost' || 'in the call', { timeoutMs: 18_000 });
  clearInterval(reporting);
});
