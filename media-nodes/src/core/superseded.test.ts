import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CallRecord, type CallRecordInit } from '@weft/proto';
import { type Doubt, standingOf } from './superseded.ts';

const record = (over: CallRecordInit = {}) =>
  CallRecord.create({
    ...{ callId: 'call-1', epoch: 5, stage: 'active', homeNodeId: 'ap-1' },
    legs: [{ nodeId: 'ap-1', standbyNodeId: 'eu-2' }],
    ...over,
  });
const doubt = (over: Partial<Doubt> = {}): Doubt => ({
  ...{ nodeId: 'eu-1', epoch: 4, connected: false, promoting: false, unnamedMs: 0, movedMs: 0 },
  ...over,
});

describe('a room that may have been left behind', () => {
  it('MED51 is closed when the call has moved away: at once when nobody is connected, else in a while', () => {
    assert.equal(standingOf(record(), doubt()).reason, 'moved-away');
    const connected = { connected: true, movedMs: 2_999 };
    assert.deepEqual(standingOf(record(), doubt(connected)), { keep: true, reason: 'just-left' });
    assert.equal(standingOf(record(), doubt({ ...connected, movedMs: 3_000 })).keep, false);
  });

  it('MED51 is kept at a place of the call, and at an epoch that is no older', () => {
    assert.ok(standingOf(record(), doubt({ nodeId: 'ap-1' })).keep);
    assert.ok(standingOf(record(), doubt({ nodeId: 'eu-2' })).keep);
    assert.ok(standingOf(record({ standbyNodeId: 'eu-1' }), doubt()).keep);
    assert.ok(standingOf(record(), doubt({ epoch: 5 })).keep);
  });

  it('MED51 is closed when the call has had another standby node for a while, unless somebody is here', () => {
    const here = { epoch: 5, unnamedMs: 10_000 };
    assert.deepEqual(standingOf(record(), doubt(here)), { keep: false, reason: 'replaced' });
    assert.equal(standingOf(record(), doubt({ ...here, unnamedMs: 9_999 })).reason, 'not-yet-named');
    assert.ok(standingOf(record(), doubt({ ...here, connected: true })).keep);
    assert.ok(standingOf(record(), doubt({ ...here, promoting: true })).keep);
    assert.ok(standingOf(record(), doubt({ ...here, epoch: 6 })).keep, 'the record is late');
  });

  it('MED51 is kept while a promotion here waits for its answer', () => {
    assert.equal(standingOf(record(), doubt({ promoting: true })).reason, 'promotion-pending');
  });

  it('MED51 is closed when the call is over, unless media can still flow', () => {
    for (const over of [undefined, record({ stage: 'ended' })]) {
      assert.equal(standingOf(over, doubt()).reason, 'call-over');
      assert.equal(standingOf(over, doubt({ connected: true })).keep, true);
    }
  });
});
