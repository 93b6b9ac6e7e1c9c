import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { type Call, type CallRecord, sleep, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from './testing/fake-client.ts';
import { FakeMesh } from './testing/fake-mesh.ts';
import type { FakeNode } from './testing/fake-node.ts';

const PATIENTLY = { timeoutMs: 30_000 };

let mesh: FakeMesh;
let agent: FakeClient;
beforeEach(async () => {
  mesh = await FakeMesh.start();
});
afterEach(() => mesh[Symbol.asyncDispose]());

const node = (nodeId: string | undefined): FakeNode => {
  const found = mesh.nodes.get(nodeId ?? '');
  assert.ok(found, `no node ${nodeId}`);
  return found;
};

/** "eu-1/ap-1, ap-1/eu-1": each participant's home and standby. */
const legsText = (record: CallRecord | undefined): string =>
  (record?.legs ?? []).map(({ nodeId, standbyNodeId }) => `${nodeId}/${standbyNodeId}`).join(', ');

async function untilRecord(
  callId: string,
  check: (record: CallRecord) => true | string,
): Promise<CallRecord> {
  let found: CallRecord | undefined;
  await until(async () => {
    found = await mesh.record(callId);
    return found === undefined ? 'no record' : check(found);
  }, PATIENTLY);
  assert.ok(found);
  return found;
}

/** Whether every participant has a home and another standby, none of them at a node that is not there. */
const wellPlaced =
  (gone: readonly string[] = []) =>
  (record: CallRecord): true | string => {
    const bad = record.legs.some(
      ({ nodeId, standbyNodeId }) =>
        standbyNodeId === '' ||
        nodeId === standbyNodeId ||
        gone.includes(nodeId) ||
        gone.includes(standbyNodeId),
    );
    return !bad || legsText(record);
  };

/** A customer in eu talks with an agent in `region`. */
async function talk(region = 'ap'): Promise<{ customer: FakeClient; call: Call }> {
  agent = mesh.client('anna', 'agent', region);
  await agent.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  await customer.requestCall();
  const call = await agent.acceptNext();
  // Right after the start not every node has been heard of, and the pair is made a little later.
  await untilRecord(call.callId, (record) => {
    const [first, second] = record.legs;
    const paired = first?.standbyNodeId === second?.nodeId || first?.nodeId === second?.nodeId;
    return paired ? wellPlaced()(record) : legsText(record);
  });
  return { customer, call };
}

const customerId = (call: Call): string => call.customer?.participantId ?? '';

test('[CTL60] a waiting customer has a standby on another host; with an agent elsewhere each is the other’s', async () => {
  await mesh.startControl();
  const customer = mesh.client('customer-1', 'customer');
  const { callId, seat } = await customer.requestCall();
  assert.notEqual(seat?.standbyNodeId, '');
  assert.notEqual(seat?.standbyNodeId, seat?.nodeId);
  assert.equal(seat?.hot, false);
  await until(() => node(seat?.standbyNodeId).rooms.get(callId)?.seats[0]?.role === 'standby' || 'no room');
  agent = mesh.client('anna', 'agent', 'ap');
  await agent.syncDesk();
  const seen = await agent.acceptNext();
  assert.deepEqual([seen.seat?.standbyNodeId, seen.seat?.standbyRegion], [seat?.nodeId, 'eu']);
  await until(() => customer.last('call')?.seat?.standbyNodeId === seen.seat?.nodeId || 'customer not told');
  const roles = node(seat?.nodeId)
    .rooms.get(callId)
    ?.seats.map(({ role }) => role);
  assert.deepEqual(roles, ['home', 'standby']);
  await until(() => !node(seat?.standbyNodeId).rooms.has(callId) || 'the standby before is not closed');
});

test('[CTL61][CTL62] when a node dies, whoever it carried goes to its standby, and is told so before all else', async () => {
  await mesh.startControl();
  const { customer, call } = await talk();
  const home = (await mesh.record(call.callId))?.homeNodeId ?? '';
  await node(home)[Symbol.asyncDispose]();
  mesh.nodes.delete(home);
  // Asked whether it hears the node it may have been before.
  const toldToGo = () => customer.all('moveNow').find(({ ifSilent }) => !ifSilent);
  await until(() => toldToGo() !== undefined || 'not told', PATIENTLY);
  const told = toldToGo();
  assert.deepEqual([told?.epoch, told?.fromNodeId, told?.toNodeId], [2, home, call.seat?.nodeId]);
  const record = await untilRecord(call.callId, wellPlaced([home]));
  assert.deepEqual([record.epoch, record.homeNodeId, record.stage], [2, call.seat?.nodeId, 'active']);
  assert.equal(record.moves.length, 1);
  assert.equal(record.moves[0]?.participantId, customerId(call));
  await until(() => customer.last('call')?.epoch === 2 || 'no call');
  await until(() => agent.last('call')?.moves.length === 1 || 'the agent sees no move');
  assert.equal(agent.last('moveNow'), undefined, 'only who has to go is told to');
  const order = customer.pushes.map((push) =>
    push.case === 'call' && push.value.epoch === 2 ? 'moved' : push.case,
  );
  assert.ok(order.indexOf('moveNow') < order.indexOf('moved'));
  for (const nodeId of new Set(record.legs.flatMap((leg) => [leg.nodeId, leg.standbyNodeId]))) {
    await until(() => node(nodeId).rooms.get(call.callId)?.epoch === 2 || `${nodeId} is not told`);
  }
  await until(async () => {
    const facts = await mesh.factsSoFar();
    return facts.filter(({ body }) => body?.case === 'callMoved').length === 1 || 'not one fact';
  });
});

test('[CTL60] after a move across regions the standby is in the customer’s own region again', async () => {
  await mesh.startControl();
  const { call } = await talk();
  const home = (await mesh.record(call.callId))?.homeNodeId ?? '';
  await node(home)[Symbol.asyncDispose]();
  mesh.nodes.delete(home);
  await untilRecord(call.callId, (record) => {
    const spots = record.legs.map(({ nodeId, standbyNodeId }) => [
      node(nodeId).region,
      mesh.nodes.get(standbyNodeId)?.region,
    ]);
    return spots.every(([at, standby]) => at === 'ap' && standby === 'eu') || legsText(record);
  });
});

test('[CTL61] death after death is survived, down to the last node', async () => {
  await mesh.startControl();
  const { call, customer } = await talk();
  const gone: string[] = [];
  while (mesh.nodes.size > 1) {
    const home = (await mesh.record(call.callId))?.homeNodeId ?? '';
    await node(home)[Symbol.asyncDispose]();
    mesh.nodes.delete(home);
    gone.push(home);
    await untilRecord(call.callId, (record) =>
      mesh.nodes.size > 1 ? wellPlaced(gone)(record) : !gone.includes(record.homeNodeId) || legsText(record),
    );
  }
  const last = await untilRecord(
    call.callId,
    (record) => record.legs.every(({ nodeId }) => !gone.includes(nodeId)) || legsText(record),
  );
  assert.equal(last.stage, 'active');
  assert.ok(last.epoch >= 4);
  for (const [nodeId, lastNode] of mesh.nodes) {
    await lastNode[Symbol.asyncDispose]();
    mesh.nodes.delete(nodeId);
    gone.push(nodeId);
  }
  // Now there is none, and the call waits for one.
  await mesh.startNode('eu-9', 'eu');
  const again = await untilRecord(
    call.callId,
    (record) => record.legs.every(({ nodeId }) => nodeId === 'eu-9') || legsText(record),
  );
  assert.equal(again.stage, 'active');
  assert.equal(customer.last('call')?.endCause ?? 'unspecified', 'unspecified');
});

test('[CTL63] a worker’s death moves both participants of its calls at once, in one epoch', async () => {
  await mesh.startControl();
  const { customer, call } = await talk('eu');
  const before = await mesh.record(call.callId);
  const home = node(before?.homeNodeId);
  home.loseWorker();
  await until(() => customer.last('moveNow')?.cause === 'worker-died' || 'not told');
  await until(() => agent.last('moveNow')?.cause === 'worker-died' || 'agent not told');
  // Who has to go is told before the record says so.
  const record = await untilRecord(call.callId, (now) =>
    now.moves.length === 2 ? wellPlaced()(now) : `${now.moves.length} moves`,
  );
  assert.equal(record.epoch, 2);
});

test('[CTL64] a client that was first has moved already: the owner follows, and a second word changes nothing', async () => {
  await mesh.startControl();
  const { customer, call } = await talk();
  const to = node(call.seat?.nodeId);
  await to.promote(call.callId, customerId(call));
  const record = await untilRecord(call.callId, wellPlaced());
  assert.deepEqual([record.epoch, record.homeNodeId], [2, to.nodeId]);
  assert.equal(customer.last('moveNow'), undefined, 'it knows');
  await to.promote(call.callId, customerId(call));
  assert.equal((await mesh.record(call.callId))?.epoch, 2);
  await assert.rejects(to.promote(call.callId, 'participant-nobody'));
  const left = record.moves[0]?.fromNodeId;
  await assert.rejects(node(left).promote(call.callId, customerId(call)), /not at that node/);
});

test('[CTL50] the pages of a node that stands still for a moment are asked whether they hear it, and nobody moves', async () => {
  await mesh.startControl();
  const { customer, call } = await talk();
  const home = node((await mesh.record(call.callId))?.homeNodeId);
  home.freeze(true);
  await until(() => customer.last('moveNow') !== undefined || 'not asked', PATIENTLY);
  home.freeze(false);
  const asked = customer.last('moveNow');
  assert.deepEqual(
    [asked?.ifSilent, asked?.fromNodeId, asked?.toNodeId],
    [true, home.nodeId, call.seat?.nodeId],
  );
  assert.equal(agent.last('moveNow'), undefined, 'only who is there is asked');
  // Longer than a node is suspected before it is dead.
  await sleep(systemClock, 2_000);
  assert.equal(customer.all('moveNow').length, 1);
  const record = await untilRecord(call.callId, wellPlaced());
  assert.deepEqual([record.epoch, record.homeNodeId], [1, home.nodeId]);
});

test('[CTL65] a node that was silent and is back keeps what was not moved, and closes what was', async () => {
  await mesh.startControl();
  const { call } = await talk();
  const home = node((await mesh.record(call.callId))?.homeNodeId);
  home.freeze(true);
  await untilRecord(call.callId, wellPlaced([home.nodeId]));
  assert.ok(home.rooms.has(call.callId));
  home.freeze(false);
  await until(() => !home.rooms.has(call.callId) || 'the superseded room is open', PATIENTLY);
  assert.equal((await mesh.record(call.callId))?.stage, 'active');
});

test('[CTL67] a drained node is left only by whom its standby carries already', async () => {
  await mesh.startControl();
  const ops = mesh.client('ops', 'operator');
  const { customer, call } = await talk();
  const home = node((await mesh.record(call.callId))?.homeNodeId);
  const standby = node(call.seat?.nodeId);
  const id = customerId(call);
  const report = (ready: boolean): void => {
    home.report(call.callId, id, true, 10);
    standby.report(call.callId, id, ready, 0);
  };
  report(false);
  await ops.ask({ case: 'drainNode', value: { nodeId: home.nodeId, on: true } }, 'accepted');
  const reporting = setInterval(() => report(false), 200);
  // The agent's standby was the draining node: it gets another at once, media untouched.
  await untilRecord(
    call.callId,
    (record) => record.legs[1]?.standbyNodeId !== home.nodeId || legsText(record),
  );
  assert.equal((await mesh.record(call.callId))?.epoch, 1);
  clearInterval(reporting);
  report(true);
  await until(() => customer.last('moveNow')?.cause === 'drained' || 'not told', PATIENTLY);
  assert.ok(home.rooms.has(call.callId), 'the old room lingers');
  await untilRecord(call.callId, wellPlaced([home.nodeId]));
  await until(() => !home.rooms.has(call.callId) || 'the node is not empty', PATIENTLY);
});

test('[CTL68] a gap that a participant reports is part of the move and of its fact; the largest counts', async () => {
  await mesh.startControl();
  const { customer, call } = await talk();
  await node(call.seat?.nodeId).promote(call.callId, customerId(call));
  const report = (who: FakeClient, audioGapMs: number) =>
    who.ask({ case: 'reportGap', value: { callId: call.callId, epoch: 2, audioGapMs } }, 'accepted');
  await report(agent, 41);
  await report(customer, 30);
  await report(customer, 52);
  await report(customer, 12);
  await untilRecord(call.callId, ({ moves }) => moves[0]?.audioGapMs === 52 || `${moves[0]?.audioGapMs} ms`);
  await until(async () => {
    const gaps = (await mesh.factsSoFar()).flatMap(({ body }) =>
      body?.case === 'callMoved' ? [body.value.move?.audioGapMs ?? -1] : [],
    );
    return gaps.join() === '0,41,52' || gaps.join();
  });
  const stranger = mesh.client('mallory', 'customer');
  await assert.rejects(report(stranger, 9_999), /CALL_NOT_FOUND|No such call/);
});

test('[CTL72] who gets no leg to work at a standby is given another, and keeps the last one there is', async () => {
  await mesh.startControl();
  const { customer, call } = await talk();
  const before = await mesh.record(call.callId);
  const standbyOf = (record: CallRecord | undefined): string => record?.legs[0]?.standbyNodeId ?? '';
  const report = (nodeId: string, who = customer) =>
    who.ask({ case: 'standbyFailed', value: { callId: call.callId, nodeId } }, 'accepted');
  const tried = [standbyOf(before)];
  // One of the four is its home.
  while (tried.length < mesh.nodes.size - 1) {
    await report(tried.at(-1) ?? '');
    const record = await untilRecord(call.callId, (now) => !tried.includes(standbyOf(now)) || legsText(now));
    tried.push(standbyOf(record));
    const { epoch, homeNodeId, legs } = record;
    assert.deepEqual([epoch, homeNodeId], [1, before?.homeNodeId], 'nobody moved');
    assert.deepEqual(legs[1], before?.legs[1], 'nor anything of the other’s');
    await until(() => customer.last('call')?.seat?.standbyNodeId === tried.at(-1) || 'the page is not told');
  }
  await report(tried.at(-1) ?? '');
  await report('eu-9');
  await report(before?.homeNodeId ?? '');
  await assert.rejects(
    report(tried[0] ?? '', mesh.client('mallory', 'customer')),
    /CALL_NOT_FOUND|No such call/,
  );
  const last = await untilRecord(call.callId, wellPlaced());
  assert.notEqual(standbyOf(last), '');
});

test('[CTL72] two at one node have one standby also when it fails for one of them', async () => {
  await mesh.startControl();
  const { customer, call } = await talk('eu');
  const before = await untilRecord(
    call.callId,
    ({ legs: [first, second] }) =>
      (first?.nodeId === second?.nodeId && first?.standbyNodeId === second?.standbyNodeId) || 'not together',
  );
  const failed = before.legs[0]?.standbyNodeId ?? '';
  await agent.ask({ case: 'standbyFailed', value: { callId: call.callId, nodeId: failed } }, 'accepted');
  const after = await untilRecord(call.callId, (record) => {
    const [first, second] = record.legs;
    return (
      (first?.standbyNodeId !== failed && first?.standbyNodeId === second?.standbyNodeId) || legsText(record)
    );
  });
  assert.equal(after.epoch, 1);
  await until(() => customer.last('call')?.seat?.standbyNodeId !== failed || 'the customer is not told');
});

test('[CTL69] when owner and node die together, the next owner finishes the move', async () => {
  const a = await mesh.spawnControl('control-a', { LEASE_TTL_MS: '3000' });
  const { customer, call } = await talk();
  await mesh.startControl('control-b');
  assert.equal(await mesh.ownerOf(call.callId), 'control-a');
  const home = (await mesh.record(call.callId))?.homeNodeId ?? '';
  await Promise.all([a.kill('SIGKILL'), node(home)[Symbol.asyncDispose]()]);
  mesh.nodes.delete(home);
  const record = await untilRecord(call.callId, wellPlaced([home]));
  assert.deepEqual([record.stage, record.epoch, await mesh.ownerOf(call.callId)], ['active', 2, 'control-b']);
  await until(() => customer.last('moveNow')?.fromNodeId === home || 'not told');
});

test('[CTL69] rooms of an epoch that was never stored are overtaken by the next owner', async () => {
  const a = await mesh.spawnControl('control-a', { LEASE_TTL_MS: '3000' });
  const { call } = await talk();
  await a.kill('SIGKILL');
  for (const { rooms } of mesh.nodes.values()) {
    const room = rooms.get(call.callId);
    if (room !== undefined) rooms.set(call.callId, { ...room, epoch: 2 });
  }
  await mesh.startControl('control-b');
  const record = await untilRecord(call.callId, ({ epoch }) => epoch === 3 || `epoch ${epoch}`);
  assert.equal(record.stage, 'active');
  await until(
    () => node(record.homeNodeId).rooms.get(call.callId)?.epoch === 3 || 'the room is not of the epoch',
  );
});
