import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RtpCapabilities } from '@weft/proto';
import { conversationOf } from '../own-conversation.ts';
import { callFor, nodesOf, placesOf, roomOf } from './seats.ts';
import { ACTIVE, AGENT, CUSTOMER, ENDED, QUEUED } from './testing/call-states.ts';

const CAPABILITIES = RtpCapabilities.create({ codecs: [{ mimeType: 'audio/opus' }] });

test('[CTL16] each region of a call has one gateway, the first of its nodes', () => {
  assert.deepEqual(placesOf(ACTIVE), [
    { nodeId: 'eu-1', region: 'eu', gateway: true },
    { nodeId: 'ap-1', region: 'ap', gateway: true },
  ]);
  const near = { ...ACTIVE, customer: CUSTOMER, agent: { ...AGENT, nodeId: 'eu-2', region: 'eu' } };
  assert.deepEqual(
    placesOf(near).map(({ gateway }) => gateway),
    [true, false],
  );
});

test('[CTL16] two participants at one node make one place and two seats', () => {
  const together = {
    ...ACTIVE,
    customer: { ...CUSTOMER, standby: undefined },
    agent: { ...AGENT, nodeId: 'eu-1', region: 'eu', standby: undefined },
  };
  assert.deepEqual(nodesOf(together), ['eu-1']);
  assert.equal(placesOf(together).length, 1);
  assert.equal(roomOf(together, 'eu-1').seats?.length, 2);
});

test('[CTL18] rooms are told that the call is held', () => {
  assert.equal(roomOf({ ...ACTIVE, held: true }, 'eu-1').held, true);
  assert.equal(roomOf(QUEUED, 'eu-1').held, false);
});

test('[CTL14] each side sees the call with its own seat, with what its node can do', () => {
  const seen = callFor(ACTIVE, 'anna', (nodeId) => (nodeId === 'ap-1' ? CAPABILITIES : undefined));
  assert.equal(seen.seat?.participantId, AGENT.participantId);
  assert.equal(seen.seat?.routerCapabilities, CAPABILITIES);
  assert.equal(callFor(ACTIVE, 'customer-1', () => undefined).seat?.nodeId, CUSTOMER.nodeId);
});

test('agents are told which conversation a call belongs to, and nobody else is', () => {
  const seenBy = (subjectId: string) => callFor(ACTIVE, subjectId, () => undefined).conversationId;
  assert.equal(seenBy('anna'), conversationOf(CUSTOMER.subjectId));
  assert.deepEqual([seenBy(CUSTOMER.subjectId), seenBy('mallory')], ['', '']);
});

test('[CTL21] an ended call has no seat for anybody, and a stranger never has one', () => {
  assert.equal(callFor(ENDED, 'anna', () => CAPABILITIES).seat, undefined);
  assert.equal(callFor(ACTIVE, 'mallory', () => CAPABILITIES).seat, undefined);
});
