import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallRecord } from '@weft/proto';
import { next } from './call.ts';
import { heardBy, partedOf } from './hearing.ts';
import { recordJson, stateOf } from './record.ts';
import { callFor, roomOf } from './seats.ts';
import type { ActiveCall, CallEvent, CallState, CallWork, Guest, Leg, Part } from './state.ts';
import { legsOf } from './step.ts';
import { ACTIVE, AGENT, CUSTOMER, ENDED, QUEUED } from './testing/call-states.ts';

const AT = 9_000;
const MEI: Leg = {
  ...AGENT,
  ...{ participantId: 'participant-3', displayName: 'Mei', subjectId: 'mei', sessionId: 'session-m' },
};
const WEI: Leg = {
  ...AGENT,
  ...{ participantId: 'participant-4', displayName: 'Wei', subjectId: 'wei', sessionId: 'session-w' },
};
const joined = (leg: Leg, part: Part): CallEvent => ({ name: 'joined', guest: { ...leg, part }, atMs: AT });
const part = (subjectId: string, as: Part): CallEvent => ({
  ...{ name: 'part-taken', subjectId, part: as, atMs: AT },
});
const hangUp = (subjectId: string): CallEvent => ({ name: 'hung-up', subjectId, atMs: AT });
const hold = { name: 'held', subjectId: 'anna', on: true, atMs: AT } as const satisfies CallEvent;

function taken(call: CallState, event: CallEvent): { state: CallState; work: CallWork } {
  const step = next(call, event);
  assert.ok(step.ok, step.ok ? '' : `${step.code}: ${step.reason}`);
  return step;
}

const after = (call: CallState, ...events: readonly CallEvent[]): ActiveCall => {
  const state = events.reduce((now, event) => taken(now, event).state, call);
  assert.ok(state.stage === 'active', state.stage);
  return state;
};

const refusal = (call: CallState, event: CallEvent): string => {
  const step = next(call, event);
  return step.ok ? 'taken' : step.code;
};

const names = (legs: readonly Leg[]): readonly string[] => legs.map(({ displayName }) => displayName);
/** Who hears whom, by names. */
const hearing = (call: CallState): Readonly<Record<string, string>> => {
  const legs = legsOf(call);
  const nameOf = (id: string): string | undefined =>
    legs.find(({ participantId }) => participantId === id)?.displayName;
  return Object.fromEntries(legs.map((leg) => [leg.displayName, heardBy(call, leg).map(nameOf).join(' ')]));
};
const guestNamesFor = (call: CallState, subjectId: string): readonly (string | undefined)[] =>
  (callFor(call, subjectId, () => undefined).guests ?? []).map(({ participant }) => participant?.displayName);

test('[CTL80] who listens hears everybody and is heard by nobody; a whisper reaches the agent alone; who barges in, everybody', () => {
  const listens = after(ACTIVE, joined(MEI, 'listens'));
  assert.deepEqual(hearing(listens), { Li: 'Anna', Anna: 'Li', Mei: 'Li Anna' });
  const whispers = after(listens, joined(WEI, 'confers'), part('mei', 'whispers'));
  assert.deepEqual(hearing(whispers), {
    ...{ Li: 'Anna Wei', Anna: 'Li Mei Wei', Mei: 'Li Anna Wei', Wei: 'Li Anna' },
  });
  const barges = after(listens, part('mei', 'barges'));
  assert.deepEqual(hearing(barges), { Li: 'Anna Mei', Anna: 'Li Mei', Mei: 'Li Anna' });
});

test('[CTL80] rooms are told whom each seat may hear, and pages of customers nothing of those they do not', () => {
  const call = after(ACTIVE, joined(MEI, 'whispers'));
  const heard = roomOf(call, 'eu-1').seats?.map(({ participant, hears }) => [
    participant?.participantId,
    hears?.participantIds,
  ]);
  assert.deepEqual(heard?.[0], ['participant-1', ['participant-2']]);
  assert.deepEqual(guestNamesFor(call, 'customer-1'), []);
  assert.deepEqual(guestNamesFor(call, 'anna'), ['Mei']);
  assert.equal(callFor(call, 'mei', () => undefined).part, 'whispers');
  assert.deepEqual(guestNamesFor(after(call, part('mei', 'barges')), 'customer-1'), ['Mei']);
});

test('[CTL81] who comes and goes unheard is told to agents only, and each coming is a fact', () => {
  const { state, work } = taken(ACTIVE, joined(MEI, 'listens'));
  assert.deepEqual([work.write, work.rooms, names(work.tellAfter)], ['now', 'open', ['Anna', 'Mei']]);
  assert.deepEqual(
    work.facts.map(({ body }) => body.case),
    ['callJoined'],
  );
  const barged = taken(state, part('mei', 'barges'));
  assert.deepEqual(names(barged.work.tellAfter), ['Li', 'Anna', 'Mei']);
  const back = taken(barged.state, part('mei', 'listens'));
  assert.deepEqual(names(back.work.tellAfter), ['Li', 'Anna', 'Mei'], 'the customer had heard of her');
  const left = taken(back.state, hangUp('mei'));
  assert.deepEqual(names(left.work.tellAfter), ['Anna']);
  assert.deepEqual(
    [left.state.stage, legsOf(left.state).length, left.work.facts[0]?.body.case],
    ['active', 2, 'callLeft'],
  );
  assert.equal(taken(state, part('mei', 'listens')).state, state);
});

test('[CTL81] only answered calls are joined, by a few, and nobody joins their own', () => {
  assert.equal(refusal(QUEUED, joined(MEI, 'listens')), 'NOT_AVAILABLE');
  assert.equal(refusal(ENDED, joined(MEI, 'listens')), 'CALL_ENDED');
  assert.equal(refusal(ACTIVE, joined(AGENT, 'listens')), 'NOT_AVAILABLE');
  const guest = (at: number): Guest => ({
    ...{ ...MEI, participantId: `p-${at}`, subjectId: `mei-${at}`, part: 'listens' },
  });
  const full = after(ACTIVE, ...[1, 2, 3, 4].map((at) => joined(guest(at), 'listens')));
  assert.equal(refusal(full, joined(MEI, 'listens')), 'NOT_AVAILABLE');
});

test('[CTL81] a guest whose node took no room is tried at the next, or is as if it had never come', () => {
  const first = after(ACTIVE, joined(MEI, 'listens'));
  const second = after(first, joined({ ...MEI, nodeId: 'ap-2' }, 'listens'));
  assert.deepEqual(
    second.guests.map(({ nodeId }) => nodeId),
    ['ap-2'],
  );
  assert.deepEqual(after(second, { name: 'not-joined', subjectId: 'mei' }).guests, []);
});

test('[CTL85] that a hold is for a colleague is kept with the call until they come, it ends, or nobody comes', () => {
  const awaited: CallEvent = { name: 'colleague-awaited', subjectId: 'anna', on: true };
  const marked = (call: CallState): boolean | undefined => {
    const back = stateOf(CallRecord.fromJson(recordJson(call)));
    return back?.stage === 'active' ? back.heldForColleague : undefined;
  };
  assert.equal(marked(after(ACTIVE, awaited)), false, 'nobody is on hold');
  const held = after(ACTIVE, hold, awaited);
  assert.equal(marked(held), true);
  assert.equal(taken(held, awaited).state, held);
  assert.equal(marked(after(held, joined(MEI, 'listens'))), true, 'a supervisor is not who was asked');
  assert.equal(marked(after(held, joined(WEI, 'confers'))), false);
  assert.equal(marked(after(held, { ...hold, on: false }, hold)), false, 'another hold is for nobody');
  const alone = after(held, { name: 'nobody-came', subjectId: 'anna', atMs: AT });
  assert.deepEqual([alone.held, marked(alone)], [false, false]);
});

test('[CTL82] a supervisor takes the call over: the first agent is released and told why, nobody waits', () => {
  const call = after(ACTIVE, joined(MEI, 'whispers'));
  const { state, work } = taken(call, { name: 'taken-over', subjectId: 'mei' });
  assert.ok(state.stage === 'active');
  assert.deepEqual([state.agent.displayName, state.guests], ['Mei', []]);
  assert.deepEqual(
    work.released.map(({ leg, cause }) => [leg.displayName, cause]),
    [['Anna', 'taken-over']],
  );
  assert.deepEqual(hearing(state), { Li: 'Mei', Mei: 'Li' });
  assert.deepEqual(
    work.facts.map(({ body }) => body),
    [{ case: 'callPassed', value: { fromAgentId: 'anna', agentId: 'mei', cause: 'taken-over' } }],
  );
  assert.deepEqual(
    state.company.map(({ displayName, part: as }) => `${displayName} ${as}`),
    ['Mei whispers', 'Anna unspecified'],
  );
  assert.equal(refusal(ACTIVE, { name: 'taken-over', subjectId: 'mei' }), 'CALL_NOT_FOUND');
  // Whoever takes it is there to talk.
  const held = taken(after(ACTIVE, joined(MEI, 'listens'), hold), { name: 'taken-over', subjectId: 'mei' });
  assert.ok(held.state.stage === 'active' && !held.state.held);
});

test('[CTL82] the call lives while the customer and one who talks with them are in it', () => {
  const heard = after(ACTIVE, joined(MEI, 'listens'), joined(WEI, 'confers'), hold);
  const { state } = taken(heard, hangUp('anna'));
  assert.ok(state.stage === 'active');
  assert.deepEqual([state.agent.displayName, state.held, names(state.guests)], ['Wei', false, ['Mei']]);
  const ended = taken(state, { name: 'session-gone', sessionId: 'session-w', atMs: AT });
  assert.equal(
    ended.state.stage === 'ended' && ended.state.cause,
    'agent-lost',
    'a listener talks with nobody',
  );
  assert.deepEqual(names(ended.work.tellFirst), ['Li', 'Wei', 'Mei']);
});

test('[CTL82] guests neither hold nor transfer, and are let go when the call waits again', () => {
  const call = after(ACTIVE, joined(MEI, 'barges'));
  assert.equal(refusal(call, { ...hold, subjectId: 'mei' } as CallEvent), 'FORBIDDEN');
  assert.equal(
    refusal(call, { name: 'transferred', subjectId: 'mei', toAgentId: 'wei', toQueueId: '' }),
    'FORBIDDEN',
  );
  const { state, work } = taken(call, {
    name: 'transferred',
    subjectId: 'anna',
    toAgentId: 'wei',
    toQueueId: '',
  });
  assert.deepEqual(legsOf(state), [ACTIVE.customer]);
  assert.deepEqual(
    work.released.map(({ leg, cause }) => [leg.displayName, cause]),
    [['Mei', 'let-go']],
  );
});

test('[CTL85] the agent hands over to the colleague who is there, or lets them go: a hold ends, nobody waits', () => {
  const call = after(ACTIVE, hold, joined(WEI, 'confers'), joined(MEI, 'listens'));
  assert.deepEqual(guestNamesFor(call, 'anna'), ['Wei', 'Mei']);
  const given = taken(call, { name: 'transferred', subjectId: 'anna', toAgentId: 'wei', toQueueId: '' });
  assert.ok(given.state.stage === 'active');
  assert.deepEqual([given.state.agent.displayName, given.state.held], ['Wei', false]);
  assert.deepEqual(
    given.work.released.map(({ leg, cause }) => [leg.displayName, cause]),
    [['Anna', 'transferred']],
  );
  const release = (subjectId: string, participantId: string): CallEvent => ({
    ...{ name: 'guest-released', subjectId, participantId },
  });
  const back = taken(call, release('anna', WEI.participantId));
  assert.ok(back.state.stage === 'active');
  assert.deepEqual([names(back.state.guests), back.state.held], [['Mei'], false]);
  assert.deepEqual(
    back.work.released.map(({ leg, cause }) => [leg.displayName, cause]),
    [['Wei', 'let-go']],
  );
  assert.equal(refusal(call, release('wei', MEI.participantId)), 'FORBIDDEN');
  assert.equal(
    refusal(call, release('anna', MEI.participantId)),
    'FORBIDDEN',
    'supervisors go by themselves',
  );
  assert.equal(refusal(call, release('anna', 'participant-9')), 'NOT_AVAILABLE');
  const listening = taken(call, { name: 'transferred', subjectId: 'anna', toAgentId: 'mei', toQueueId: '' });
  assert.equal(listening.state.stage, 'queued', 'who only listens is no colleague to hand over to');
});

test('[CTL84] a supervisor who is one no more is let go, whatever their part; a colleague who was asked in stays', () => {
  const ended = (subjectId: string): CallEvent => ({ name: 'supervision-ended', subjectId });
  for (const as of ['listens', 'whispers', 'barges'] as const) {
    const call = after(ACTIVE, joined(MEI, as), joined(WEI, 'confers'));
    const { state, work } = taken(call, ended('mei'));
    assert.ok(state.stage === 'active');
    assert.deepEqual(names(state.guests), ['Wei']);
    assert.deepEqual(
      work.released.map(({ leg, cause }) => [leg.displayName, cause]),
      [['Mei', 'let-go']],
    );
    for (const other of ['wei', 'anna', 'stranger'])
      assert.equal(taken(call, ended(other)).state, call, `${other} is none of its supervisors`);
  }
});

test('[CTL83] a held call parts the customer from the agents while one is there to talk with, else everybody', () => {
  const listened = after(ACTIVE, joined(MEI, 'listens'), hold);
  assert.deepEqual(partedOf(listened), []);
  assert.deepEqual(partedOf(after(listened, joined(WEI, 'confers'))), [CUSTOMER.participantId]);
});

test('[CTL80] the record says who is in the call and as what', () => {
  const call = after(ACTIVE, joined(MEI, 'whispers'), joined(WEI, 'confers'));
  const regionOf = (nodeId: string): string => nodeId.slice(0, 2);
  assert.deepEqual(stateOf(CallRecord.fromJson(recordJson(call)), regionOf), call);
});
