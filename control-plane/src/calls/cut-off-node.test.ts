import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type CallRecord, keys, sleep, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { FakeMesh } from './testing/fake-mesh.ts';
import type { FakeNode } from './testing/fake-node.ts';

const PATIENTLY = { timeoutMs: 30_000 };

let mesh: FakeMesh;
beforeEach(async () => {
  mesh = await FakeMesh.start();
});
afterEach(() => mesh[Symbol.asyncDispose]());

const node = (nodeId: string): FakeNode => {
  const found = mesh.nodes.get(nodeId);
  assert.ok(found, `no node ${nodeId}`);
  return found;
};

async function untilRecord(callId: string, check: (record: CallRecord) => boolean): Promise<CallRecord> {
  let found: CallRecord | undefined;
  await until(async () => {
    found = await mesh.record(callId);
    const text = found?.legs.map(({ nodeId, standbyNodeId }) => `${nodeId}/${standbyNodeId}`).join(', ');
    return (found !== undefined && check(found)) || `it is ${text}`;
  }, PATIENTLY);
  assert.ok(found);
  return found;
}

test('[CTL75][CTL76] a node that is cut off keeps its call through the end of its lease, and takes no other; back, it is as it was', async () => {
  await mesh.startControl();
  const agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  await customer.requestCall();
  const { callId, seat } = await agent.acceptNext();
  const { homeNodeId: home } = await untilRecord(
    callId,
    ({ legs }) => legs[0]?.standbyNodeId === seat?.nodeId,
  );
  let hears = true;
  const answering = setInterval(() => {
    const asked = customer.all('moveNow').filter(({ ifSilent }) => ifSilent).length;
    if (!hears || asked === answered) return;
    answered = asked;
    void customer.ask({ case: 'nodeHeard', value: { callId, nodeId: home } }, 'accepted');
  }, 10);
  let answered = 0;
  try {
    node(home).freeze(true);
    await until(() => customer.last('moveNow') !== undefined || 'not asked', PATIENTLY);
    await until(async () => {
      const facts = await mesh.factsSoFar();
      const told = facts.some(
        ({ body }) => body?.case === 'nodeStateChanged' && body.value.state === 'cut-off',
      );
      return told || 'no fact of the cut';
    }, PATIENTLY);
    await mesh.directory.transact([{ do: 'delete', key: keys.node(home) }]);
    await untilRecord(callId, (record) => record.legs.every((leg) => leg.standbyNodeId !== home));
    // Some questions and answers long, and longer than what a lost node is waited for.
    await sleep(systemClock, 6_000);
    const record = await mesh.record(callId);
    assert.deepEqual([record?.epoch, record?.homeNodeId, record?.moves.length], [1, home, 0]);
    assert.ok(customer.all('moveNow').every(({ ifSilent }) => ifSilent));
    const other = mesh.client('customer-2', 'customer');
    assert.notEqual((await other.requestCall()).seat?.nodeId, home, 'nothing is placed there');
    node(home).freeze(false);
    // Nothing is to happen: beats that waited and the end of the former connection have come by then.
    await sleep(systemClock, 2_000);
    assert.equal((await mesh.record(callId))?.epoch, 1);
    assert.equal(node(home).rooms.get(callId)?.epoch, 1);
    const spots = node(home)
      .rooms.get(callId)
      ?.places.map(({ nodeId }) => nodeId);
    assert.ok(spots?.includes(seat?.nodeId ?? ''), 'told of the call as it is');
    node(home).freeze(true);
    hears = false;
    await untilRecord(callId, (now) => now.homeNodeId !== home);
    node(home).freeze(false);
    await until(() => !node(home).rooms.has(callId) || 'the room is left over', PATIENTLY);
    await agent.hangUp(callId);
    await until(
      () => [...mesh.nodes.values()].every(({ rooms }) => !rooms.has(callId)) || 'rooms are left',
      PATIENTLY,
    );
  } finally {
    clearInterval(answering);
  }
});
