import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SessionGone, subjects } from '@weft/proto';
import { CallTable } from './table.ts';
import { Tenure } from './tenure.ts';
import { ACTIVE, CUSTOMER } from './testing/call-states.ts';
import { OwnerRig } from './testing/owner-rig.ts';

/** A second call of the same agent, on the same session. */
const NEXT = {
  ...ACTIVE,
  callId: 'call-2',
  customer: { ...CUSTOMER, participantId: 'participant-3', subjectId: 'customer-2', sessionId: 'session-d' },
};

test('[CTL15] an agent is heard to leave the next call, however late the end of the one before is stored', async () => {
  const rig = new OwnerRig();
  await using table = new CallTable({ context: rig.context, bus: rig.bus, maxOwned: 10 });
  const own = async (call: typeof ACTIVE) => {
    const hold = await rig.store.create(call);
    assert.ok(hold);
    const tenure = new Tenure(rig.store, 'me', call.callId, hold);
    return table.own(call, tenure, table.listen(call.callId));
  };
  const first = await own(ACTIVE);
  // etcd is away when the first call ends, and has it at the next try.
  rig.directory.mishaps.push('unavailable');
  await first.take({ name: 'hung-up', subjectId: 'customer-1', atMs: 9_000 });
  const second = await own(NEXT);
  rig.clock.advance(500);
  await rig.settle();
  assert.equal(table.get('call-1'), undefined, 'the end is stored');
  rig.bus.publish(
    subjects.allSessionsGone,
    SessionGone.encode({ sessionId: 'session-a', role: 'agent', subjectId: 'anna' }),
  );
  await second.settled();
  assert.equal(second.state.stage, 'ended');
});
