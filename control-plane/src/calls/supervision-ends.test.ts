import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { SupervisionEnds } from './supervision-ends.ts';
import { ACTIVE, AGENT } from './testing/call-states.ts';
import { OwnerRig } from './testing/owner-rig.ts';

test('[CTL84] who loses the supervisor’s role in the middle of listening is out of the call, which goes on', async () => {
  const rig = new OwnerRig();
  const mei = {
    ...AGENT,
    ...{ participantId: 'participant-3', displayName: 'Mei', subjectId: 'mei', sessionId: 'session-m' },
  };
  const owner = await rig.own({ ...ACTIVE, guests: [{ ...mei, part: 'listens' }] });
  const supervisors = new Set(['mei', 'hao']);
  let changed: (agentId: string) => void = () => undefined;
  using _ends = new SupervisionEnds({
    people: {
      onChange: (listener) => {
        changed = listener;
        return { [Symbol.dispose]: () => undefined };
      },
    },
    table: { owners: [owner] },
    supervision: { mayJoin: (agentId) => supervisors.has(agentId) },
    log: silentLog,
  });
  const guests = (): string =>
    owner.state.stage === 'active' ? owner.state.guests.map(({ subjectId }) => subjectId).join() : '';
  changed('mei');
  supervisors.delete('hao');
  changed('hao');
  await rig.settle();
  assert.equal(guests(), 'mei', 'renamed only, and somebody else');
  supervisors.delete('mei');
  changed('mei');
  await until(async () => {
    await rig.settle();
    return guests() === '' || guests();
  });
  assert.equal(owner.state.stage, 'active');
});
