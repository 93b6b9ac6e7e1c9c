import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { FakeMesh } from './testing/fake-mesh.ts';

let mesh: FakeMesh;
before(async () => {
  mesh = await FakeMesh.start();
  await mesh.startControl();
});
after(() => mesh[Symbol.asyncDispose]());

test('[CTL1] a customer is queued with a seat, offered, answered, and both are told of the end', async () => {
  const agent = mesh.client('anna', 'agent', 'ap');
  const customer = mesh.client('customer-1', 'customer', 'eu');
  const desk = await agent.syncDesk();
  assert.equal(desk.presence, 'available');

  const call = await customer.requestCall();
  assert.equal(call.epoch, 1);
  assert.match(call.seat?.nodeId ?? '', /^eu-/);
  assert.equal(call.seat?.routerCapabilities?.codecs.length, 1);
  assert.deepEqual([...(mesh.nodes.get(call.seat?.nodeId ?? '')?.rooms.keys() ?? [])], [call.callId]);

  await until(() => agent.ringing !== undefined || 'no offer');
  assert.ok(agent.ringing);
  const seen = await agent.accept(agent.ringing);
  assert.equal(seen.stage, 'active');
  assert.match(seen.seat?.nodeId ?? '', /^ap-/);
  const rooms = [call.seat?.nodeId, seen.seat?.nodeId].map((id) =>
    mesh.nodes.get(id ?? '')?.rooms.get(call.callId),
  );
  for (const room of rooms) {
    assert.equal(room?.places.length, 2);
    assert.equal(room?.seats.length, 2);
  }
  await until(() => customer.last('call')?.agent?.displayName === 'anna' || 'customer not told');

  await customer.hangUp(call.callId);
  await until(() => agent.last('call')?.stage === 'ended' || 'agent not told');
  assert.equal(agent.last('call')?.endCause, 'customer-hung-up');
  await until(async () => (await mesh.record(call.callId))?.stage === 'ended' || 'not stored');
  await until(() => [...mesh.nodes.values()].every(({ rooms }) => rooms.size === 0) || 'rooms left');
  await until(() => agent.last('desk')?.history[0]?.callId === call.callId || 'no history');
  assert.equal(agent.last('desk')?.presence, 'available');
});
