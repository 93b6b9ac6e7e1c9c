import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isErrorCode, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { FakeClient } from './testing/fake-client.ts';
import { FakeMesh } from './testing/fake-mesh.ts';

let mesh: FakeMesh;
let anna: FakeClient;
let wei: FakeClient;
before(async () => {
  mesh = await FakeMesh.start();
  await mesh.startControl('control-1', { CALL_BURST: '1000' });
  anna = mesh.client('anna', 'agent', 'ap');
  wei = mesh.client('wei', 'agent', 'ap');
  await anna.syncDesk();
});
after(() => mesh[Symbol.asyncDispose]());

const fails = (run: Promise<unknown>, code: string): Promise<void> => {
  assert.ok(isErrorCode(code));
  return assert.rejects(run, (error) => error instanceof WeftError && error.code === code);
};
const invite = (who: FakeClient, callId: string, agentId: string) =>
  who.ask({ case: 'inviteColleague', value: { callId, agentId } }, 'accepted');
const inviteOnHold = async (callId: string): Promise<void> => {
  await hold(callId, true);
  const value = { callId, agentId: 'wei', heldForIt: true };
  await anna.ask({ case: 'inviteColleague', value }, 'accepted');
};
const backWithAnna = (customer: FakeClient): Promise<void> =>
  until(() => customer.last('call')?.held === false || 'still on hold');
const hold = (callId: string, on: boolean) =>
  anna.ask({ case: 'setHold', value: { callId, on } }, 'accepted');
const free = (who: FakeClient): Promise<void> =>
  until(() => who.last('desk')?.presence === 'available' || `${who.principal.subjectId} is not free`);
const outcome = (): string => anna.last('invitationEnded')?.outcome ?? 'none';

let customers = 0;
/** A customer in a call with Anna while Wei is free. */
async function talk(): Promise<{ customer: FakeClient; callId: string }> {
  customers += 1;
  await wei.syncDesk();
  await wei.ask({ case: 'setPresence', value: { presence: 'away' } }, 'desk');
  const customer = mesh.client(`customer-${customers}`, 'customer');
  const { callId } = await customer.requestCall('voice');
  await anna.acceptNext();
  await wei.ask({ case: 'setPresence', value: { presence: 'available' } }, 'desk');
  return { customer, callId };
}

test('[CTL85][RT27] a colleague is asked in while the customer is on hold, and takes the call over from who asked', async () => {
  const { customer, callId } = await talk();
  await hold(callId, true);
  await invite(anna, callId, 'wei');
  const offer = await wei.nextOffer();
  assert.deepEqual([offer.callId, offer.invitedBy], [callId, 'anna']);
  const call = await wei.accept(offer);
  assert.deepEqual([call.part, call.agent?.displayName, call.held], ['confers', 'anna', true]);
  await until(() => outcome() === 'accepted' || 'anna was not told');
  const customerId = call.customer?.participantId;
  for (const { rooms } of mesh.nodes.values()) {
    const room = rooms.get(callId);
    if (room !== undefined) assert.deepEqual([room.held, room.parted], [true, [customerId]]);
  }
  await until(() => wei.last('desk')?.presence === 'busy' || 'wei could be offered a call');
  await anna.ask({ case: 'transferCall', value: { callId, agentId: 'wei' } }, 'accepted');
  await until(() => customer.last('call')?.agent?.displayName === 'wei' || 'the customer does not see wei');
  assert.deepEqual([customer.last('call')?.held, customer.last('call')?.stage], [false, 'active']);
  await free(anna);
  assert.equal(wei.last('desk')?.presence, 'busy');
  await customer.hangUp(callId);
  await free(wei);
});

test('[CTL85] or all three talk, any agent may go, and the call is the one who stays', async () => {
  const { customer, callId } = await talk();
  await invite(anna, callId, 'wei');
  await wei.acceptNext();
  await until(() => (customer.last('call')?.guests.length === 1 ? true : 'the customer does not see wei'));
  assert.equal(customer.last('call')?.guests[0]?.agentId, '', 'customers are told no ids of agents');
  await anna.hangUp(callId);
  await until(() => customer.last('call')?.agent?.displayName === 'wei' || 'the call is not with wei');
  await free(anna);
  await wei.hangUp(callId);
  await until(() => customer.last('call')?.endCause === 'agent-hung-up' || 'not over');
  await free(wei);
});

test('[CTL85] or the agent takes the customer back', async () => {
  const { customer, callId } = await talk();
  await hold(callId, true);
  await invite(anna, callId, 'wei');
  const { seat } = await wei.acceptNext();
  const participantId = seat?.participantId ?? '';
  await fails(wei.ask({ case: 'releaseGuest', value: { callId, participantId } }, 'accepted'), 'FORBIDDEN');
  await anna.ask({ case: 'releaseGuest', value: { callId, participantId } }, 'accepted');
  await until(() => wei.last('call')?.endCause === 'let-go' || 'wei was not told');
  await until(() => customer.last('call')?.held === false || 'still on hold');
  await free(wei);
  await customer.hangUp(callId);
  await free(anna);
});

test('[RT27] who is not free is not asked, a no is told, and nobody is asked into what is over', async () => {
  const { customer, callId } = await talk();
  await fails(invite(anna, callId, 'nobody'), 'NOT_AVAILABLE');
  await fails(invite(anna, callId, 'anna'), 'NOT_AVAILABLE');
  await fails(invite(wei, callId, 'wei'), 'CALL_NOT_FOUND');
  await fails(invite(customer, callId, 'wei'), 'FORBIDDEN');
  await invite(anna, callId, 'wei');
  await fails(invite(anna, callId, 'wei'), 'NOT_AVAILABLE');
  await wei.decline(await wei.nextOffer());
  await until(() => outcome() === 'declined' || outcome());
  await invite(anna, callId, 'wei');
  await wei.nextOffer();
  await customer.hangUp(callId);
  await until(() => wei.last('offerEnded')?.outcome === 'rescinded' || 'still rings');
  await Promise.all([free(anna), free(wei)]);
});

test('[CTL85] a customer who is on hold for a colleague is back with the agent when that one says no', async () => {
  const { customer, callId } = await talk();
  await inviteOnHold(callId);
  await until(() => customer.last('call')?.held === true || 'not on hold');
  await wei.decline(await wei.nextOffer());
  await backWithAnna(customer);
  assert.equal(outcome(), 'declined');
  // Who was on hold before is so still.
  const told = anna.all('invitationEnded').length;
  await hold(callId, true);
  await invite(anna, callId, 'wei');
  await wei.decline(await wei.nextOffer());
  await until(() => anna.all('invitationEnded').length > told || 'anna was not told');
  assert.equal((await anna.ask({ case: 'syncCall', value: { callId } }, 'call')).held, true);
  await customer.hangUp(callId);
  await Promise.all([free(anna), free(wei)]);
});

test('[CTL85] a desk that signs on anew knows at whom it rings for its call', async () => {
  const { customer, callId } = await talk();
  await invite(anna, callId, 'wei');
  const offer = await wei.nextOffer();
  const { call, askedIn } = await anna.syncDesk();
  assert.deepEqual([call?.callId, askedIn?.agentId, askedIn?.displayName], [callId, 'wei', 'wei']);
  await wei.decline(offer);
  assert.equal((await anna.syncDesk()).askedIn, undefined);
  await customer.hangUp(callId);
  await Promise.all([free(anna), free(wei)]);
});

test('[RT27] an agent who does without a colleague stops the ringing, and has the customer back', async () => {
  const { customer, callId } = await talk();
  await inviteOnHold(callId);
  const { offerId } = await wei.nextOffer();
  const withdraw = (who: FakeClient): Promise<unknown> =>
    who.ask({ case: 'withdrawInvitation', value: { callId, agentId: 'wei' } }, 'accepted');
  await fails(withdraw(customer), 'FORBIDDEN');
  await withdraw(anna);
  await backWithAnna(customer);
  await until(() => wei.last('offerEnded')?.offerId === offerId || 'still rings');
  assert.deepEqual([wei.last('offerEnded')?.outcome, outcome()], ['rescinded', 'rescinded']);
  await free(wei);
  // Said twice, or too late, it changes nothing.
  await withdraw(anna);
  await customer.hangUp(callId);
  await free(anna);
});
