import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DeskRecord, keys, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from '../calls/testing/fake-client.ts';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';

let mesh: FakeMesh;
before(async () => {
  mesh = await FakeMesh.start();
  await mesh.startControl('control-1', {
    CALL_BURST: '1000',
    OFFER_TIMEOUT_MS: '400',
    MAX_QUEUED_CALLS: '3',
  });
});
after(() => mesh[Symbol.asyncDispose]());

const code = (error: unknown): string => (error instanceof WeftError ? error.code : String(error));
const choose = (desk: FakeClient, presence: 'available' | 'busy' | 'away') =>
  desk.ask({ case: 'setPresence', value: { presence } }, 'desk');

test('[RT3][RT4] an offer that is not answered goes to the next agent, and an accept of it comes too late', async () => {
  const anna = mesh.client('anna', 'agent');
  const wei = mesh.client('wei', 'agent');
  await anna.syncDesk();
  const customer = mesh.client('customer-1', 'customer');
  const call = await customer.requestCall();
  const first = await anna.nextOffer();
  assert.deepEqual([first.callId, first.timeoutMs, first.queueId], [call.callId, 400, 'default']);
  await until(
    () => customer.last('call')?.stage === 'ringing' || call.stage === 'ringing' || 'not told that it rings',
  );
  await wei.syncDesk();
  const second = await wei.nextOffer();
  assert.equal(anna.last('offerEnded')?.outcome, 'expired');
  assert.equal(await anna.accept(first).catch(code), 'OFFER_SETTLED');
  assert.equal(await anna.accept(second).catch(code), 'OFFER_NOT_FOUND');
  await until(() => anna.last('desk')?.presenceReason === 'not-responding' || 'anna is not away');
  await wei.accept(second);
  await wei.hangUp(call.callId);
  await until(() => wei.last('desk')?.presence === 'available' || 'wei is not free');
  anna.leave();
  wei.leave();
  await until(async () => {
    const found = (await mesh.factsSoFar()).flatMap(({ body }) =>
      body?.case === 'offerSettled' ? [body.value.outcome] : [],
    );
    return found.join() === 'expired,accepted' || found.join();
  });
});

test('[RT9][RT10] everybody waiting is told its place; one too many is refused and does not wait', async () => {
  const customers = [1, 2, 3, 4].map((index) => mesh.client(`waiting-${index}`, 'customer'));
  const [a, b, c, d] = customers as [FakeClient, FakeClient, FakeClient, FakeClient];
  const first = await a.requestCall();
  assert.deepEqual([first.queuePlace, first.agentsOnDuty], [1, 0]);
  assert.equal((await b.requestCall()).queuePlace, 2);
  assert.equal((await c.requestCall()).queuePlace, 3);
  assert.equal(await d.requestCall().catch(code), 'QUEUE_FULL');
  assert.equal(await mesh.directory.get(keys.callOfCustomer('waiting-4')), undefined);
  await a.hangUp(first.callId);
  await until(() => b.last('call')?.queuePlace === 1 || 'b is not told');
  await until(() => c.last('call')?.queuePlace === 2 || 'c is not told');
  const away = mesh.client('li', 'agent');
  await away.syncDesk();
  await choose(away, 'away');
  await until(() => c.last('call')?.agentsOnDuty === 1 || 'nobody is on duty');
  for (const customer of [b, c]) await customer.hangUp(customer.last('call')?.callId ?? '');
  away.leave();
});

test('[RT5] a declined call goes to the other agent at once', async () => {
  const anna = mesh.client('anna', 'agent');
  const wei = mesh.client('wei', 'agent');
  await anna.syncDesk();
  await choose(anna, 'available');
  const customer = mesh.client('customer-2', 'customer');
  const call = await customer.requestCall();
  await anna.decline(await anna.nextOffer());
  await wei.syncDesk();
  await wei.acceptNext();
  await wei.hangUp(call.callId);
  await until(() => wei.last('pastCalls')?.calls[0]?.callId === call.callId || 'not told');
  assert.equal(anna.last('pastCalls'), undefined);
  anna.leave();
  wei.leave();
});

test('[RT8] a second desk takes presence and call over, and the first is closed', async () => {
  const first = mesh.client('anna', 'agent');
  await first.syncDesk();
  await choose(first, 'available');
  const customer = mesh.client('customer-3', 'customer');
  const call = await customer.requestCall();
  await first.acceptNext();
  const second = mesh.client('anna', 'agent');
  const desk = await second.syncDesk();
  assert.deepEqual([desk.presence, desk.presenceReason], ['busy', 'in-call']);
  assert.equal(desk.call?.callId, call.callId);
  assert.ok(desk.call?.seat);
  await until(() => first.closedWith?.code === 'SIGNED_IN_ELSEWHERE' || 'the first desk stays open');
  assert.equal(await choose(first, 'away').catch(code), 'SIGNED_IN_ELSEWHERE');
  first.leave('refused');
  await second.ask({ case: 'setHold', value: { callId: call.callId, on: true } }, 'accepted');
  assert.equal(
    (await mesh.record(call.callId))?.stage,
    'active',
    'the end of the first session was not the agent’s',
  );
  await second.hangUp(call.callId);
  await until(() => second.last('desk')?.presence === 'available' || 'not free');
  second.leave();
});

test('[RT7][RT30] what an agent chose survives a reload, and is in etcd', async () => {
  const before = mesh.client('anna', 'agent');
  await before.syncDesk();
  await choose(before, 'busy');
  before.leave();
  const reloaded = mesh.client('anna', 'agent');
  const desk = await reloaded.syncDesk();
  assert.deepEqual([desk.presence, desk.presenceReason], ['busy', 'chosen']);
  await until(async () => {
    const entry = await mesh.directory.get(keys.desk('anna'));
    const record = entry === undefined ? undefined : DeskRecord.fromJson(entry.value);
    return (record?.presence === 'busy' && record.sessionId === reloaded.principal.sessionId) || 'not stored';
  });
  reloaded.leave();
});

test('[RT34] what an agent is away for is known to all until the next choice, over a reload', async () => {
  const before = mesh.client('anna', 'agent');
  assert.deepEqual((await before.syncDesk()).pauses, ['break', 'lunch', 'meeting', 'training']);
  const pausing = (presence: 'busy' | 'away', pause: string) =>
    before.ask({ case: 'setPresence', value: { presence, pause } }, 'desk');
  assert.equal(await pausing('away', 'a nap').catch(code), 'BAD_REQUEST');
  assert.equal((await pausing('busy', 'meeting')).pause, 'meeting');
  assert.equal((await pausing('away', 'lunch')).pause, 'lunch');
  await until(async () => {
    const facts = (await mesh.factsSoFar()).flatMap(({ body }) =>
      body?.case === 'presenceChanged' && body.value.pause !== '' ? [body.value.pause] : [],
    );
    return facts.join() === 'meeting,lunch' || `the facts say ${facts.join()}`;
  });
  before.leave();
  const reloaded = mesh.client('anna', 'agent');
  assert.equal((await reloaded.syncDesk()).pause, 'lunch');
  assert.equal((await choose(reloaded, 'away')).pause, '');
  await choose(reloaded, 'available');
  reloaded.leave();
});

test('[RT12] a desk that was told in passing that a call waits is told when it waits no more', async () => {
  const anna = mesh.client('anna', 'agent');
  await anna.syncDesk();
  await choose(anna, 'away');
  const customer = mesh.client('customer-in-passing', 'customer');
  const call = await customer.requestCall();
  assert.equal((await choose(anna, 'busy')).waiting, 1);
  await customer.hangUp(call.callId);
  await until(() => anna.last('desk')?.waiting === 0 || `told ${anna.last('desk')?.waiting ?? 'nothing'}`);
  anna.leave();
});

test('[RT12] a desk is told how many wait', async () => {
  const anna = mesh.client('anna', 'agent');
  await anna.syncDesk();
  await choose(anna, 'away');
  const customer = mesh.client('customer-4', 'customer');
  const call = await customer.requestCall();
  await until(() => anna.last('desk')?.waiting === 1 || 'not told');
  await customer.hangUp(call.callId);
  await until(() => anna.last('desk')?.waiting === 0 || 'not told');
  anna.leave();
});

test('[RT7] what an agent chooses to be in a call is told with what for, and holds when the call is over', async () => {
  const anna = mesh.client('anna', 'agent');
  await anna.syncDesk();
  await choose(anna, 'available');
  const call = await mesh.client('customer-4', 'customer').requestCall();
  await anna.acceptNext();
  const value = { presence: 'away', pause: 'lunch' } as const;
  const desk = await anna.ask({ case: 'setPresence', value }, 'desk');
  assert.deepEqual(
    [desk.presence, desk.presenceReason, desk.chosen, desk.pause],
    ['busy', 'in-call', 'away', 'lunch'],
  );
  await anna.hangUp(call.callId);
  await until(() => anna.last('desk')?.presence === 'away' || 'not away');
  assert.deepEqual([anna.last('desk')?.presenceReason, anna.last('desk')?.pause], ['chosen', 'lunch']);
  anna.leave();
});
