import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { OpenRoom, type OpenRoomInit } from '@weft/proto';
import { BOUNDS } from './bounds.ts';
import { frameOf, samePlaces } from './frame.ts';

const order = (over: OpenRoomInit = {}) =>
  OpenRoom.create({
    ...{ callId: 'call-1', epoch: 1, places: [{ nodeId: 'eu-1', region: 'eu' }] },
    seats: [{ participant: { participantId: 'anna' }, subjectId: 's', sessionId: 'x' }],
    ...over,
  });
const refused = (over: OpenRoomInit) =>
  assert.throws(() => frameOf(order(over), 'eu-1'), { code: 'BAD_REQUEST' });

describe('an order to open a room', () => {
  it('MED1 becomes the frame of the room', () => {
    const frame = frameOf(order({ held: true }), 'eu-1');
    assert.equal(frame.callId, 'call-1');
    assert.equal(frame.seats[0]?.subjectId, 's');
    assert.equal(frame.held, true);
  });

  it('MED32 is refused when it makes no sense', () => {
    refused({ callId: 'a.b' });
    refused({ callId: '' });
    refused({ epoch: 0 });
    refused({ places: [] });
    refused({ places: [{ nodeId: 'eu-2', region: 'eu' }] });
    refused({ places: [{ nodeId: 'eu-1', region: '>' }] });
    refused({ seats: [{ subjectId: 's' }] });
    refused({ seats: [{ participant: { participantId: '*' }, subjectId: 's' }] });
    refused({ seats: [{ participant: { participantId: 'anna' } }] });
    const place = { nodeId: 'eu-1', region: 'eu' };
    refused({ places: Array.from({ length: BOUNDS.maxPlaces + 1 }, () => place) });
  });

  it('MED1 is compared by its places, in whatever order', () => {
    const eu = { nodeId: 'eu-1', region: 'eu', gateway: true };
    const ap = { nodeId: 'ap-1', region: 'ap', gateway: true };
    const frame = (...places: (typeof eu)[]) => frameOf(order({ places }), 'eu-1');
    assert.ok(samePlaces(frame(eu, ap), frame(ap, eu)));
    assert.ok(!samePlaces(frame(eu, ap), frame(eu)));
    assert.ok(!samePlaces(frame(eu, ap), frame(eu, { ...ap, gateway: false })));
  });
});
