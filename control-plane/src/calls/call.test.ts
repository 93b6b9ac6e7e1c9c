import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallRecord } from '@weft/proto';
import { conversationOf } from '../own-conversation.ts';
import { next } from './call.ts';
import { recordJson, stateOf } from './record.ts';
import type { CallEvent, CallState, CallWork } from './state.ts';
import { legsOf } from './step.ts';
import { ACTIVE, AGENT, CUSTOMER, ENDED, QUEUED, RINGING } from './testing/call-states.ts';
import { seededRandom } from './testing/random.ts';

const AT = 9_000;
const hangUp = (subjectId: string): CallEvent => ({ name: 'hung-up', subjectId, atMs: AT });
const gone = (sessionId: string): CallEvent => ({ name: 'session-gone', sessionId, atMs: AT });
const hold = (subjectId: string, on: boolean): CallEvent => ({ name: 'held', subjectId, on, atMs: AT });
const STANDBYS = new Map([[CUSTOMER.participantId, ACTIVE.customer.standby]]);
const seated: CallEvent = { name: 'seated', agent: AGENT, standbys: STANDBYS, atMs: 2_000 };

/** The step's state and work; fails when the event was refused. */
function taken(call: CallState, event: CallEvent): { state: CallState; work: CallWork } {
  const step = next(call, event);
  assert.ok(step.ok, step.ok ? '' : `${step.code}: ${step.reason}`);
  return step;
}

const refusal = (call: CallState, event: CallEvent): string => {
  const step = next(call, event);
  return step.ok ? 'taken' : step.code;
};

const causeOf = (call: CallState, event: CallEvent): string => {
  const { state } = taken(call, event);
  return state.stage === 'ended' ? state.cause : state.stage;
};

test('[CTL10] the queue moves a call between waiting and ringing; only the stage is stored, and not at once', () => {
  const ringing = taken(QUEUED, { name: 'standing', stage: 'ringing', place: 0, agentsOnDuty: 2 });
  assert.equal(ringing.state.stage, 'ringing');
  assert.equal(ringing.work.write, 'soon');
  const moved = taken(QUEUED, { name: 'standing', stage: 'queued', place: 3, agentsOnDuty: 2 });
  assert.equal(moved.work.write, 'no');
  assert.deepEqual(moved.work.tellFirst, [CUSTOMER]);
});

test('[CTL10] what the queue says again, or says of an answered call, changes nothing', () => {
  const same = { name: 'standing', stage: 'queued', place: 1, agentsOnDuty: 2 } as const;
  assert.equal(taken(QUEUED, same).state, QUEUED);
  assert.equal(taken(ACTIVE, same).state, ACTIVE);
});

test('[CTL16] seating tells the customer first, then stores and opens, then tells the agent', () => {
  for (const waiting of [QUEUED, RINGING]) {
    const { state, work } = taken(waiting, seated);
    assert.deepEqual(state, ACTIVE);
    assert.deepEqual(
      [work.tellFirst, work.write, work.rooms, work.tellAfter],
      [[CUSTOMER], 'now', 'open', [AGENT]],
    );
    assert.deepEqual(
      work.facts.map(({ body }) => body.case),
      ['callAnswered'],
    );
  }
});

test('[CTL17] seating the same agent again is no change, another agent is refused', () => {
  assert.equal(taken(ACTIVE, seated).state, ACTIVE);
  const other: CallEvent = { name: 'seated', agent: { ...AGENT, subjectId: 'wei' }, atMs: AT };
  assert.equal(refusal(ACTIVE, other), 'OFFER_SETTLED');
});

test('[CTL16] an agent whose node failed is seated at the next; when none is left the call waits again', () => {
  const elsewhere = taken(ACTIVE, { name: 'seated', agent: { ...AGENT, nodeId: 'ap-2' }, atMs: AT });
  assert.equal(elsewhere.state.stage === 'active' && elsewhere.state.agent.nodeId, 'ap-2');
  assert.equal(elsewhere.state.stage === 'active' && elsewhere.state.answeredAtMs, 2_000);
  const back = taken(ACTIVE, { name: 'unseated', wantedAgentId: '' });
  assert.equal(back.state.stage, 'queued');
  assert.deepEqual(legsOf(back.state), [ACTIVE.customer]);
});

test('[CTL18] a transferred call waits again with its age, for whom it was sent to, and its customer is told', () => {
  const transfer = (subjectId: string, toAgentId: string, toQueueId = ''): CallEvent => ({
    ...{ name: 'transferred', subjectId, toAgentId, toQueueId },
  });
  const { state: toQueue } = taken(ACTIVE, transfer('anna', '', 'vip'));
  assert.equal(stateOf(CallRecord.fromJson(recordJson(toQueue)))?.wantedQueueId, 'vip');
  const { state, work } = taken(ACTIVE, transfer('anna', 'wei'));
  assert.deepEqual(
    [state.stage, state.wantedAgentId, state.requestedAtMs, legsOf(state)],
    ['queued', 'wei', ACTIVE.requestedAtMs, [ACTIVE.customer]],
  );
  assert.deepEqual([work.tellFirst, work.write, work.rooms], [[ACTIVE.customer], 'now', 'open']);
  assert.deepEqual(
    work.facts.map(({ body }) => body),
    [{ case: 'callTransferred', value: { agentId: 'anna', toAgentId: 'wei' } }],
  );
  assert.equal(stateOf(CallRecord.fromJson(recordJson(state)))?.wantedAgentId, 'wei');
  // Answered, it is nobody's in particular any more.
  const wei: CallEvent = { name: 'seated', agent: { ...AGENT, subjectId: 'wei' }, atMs: AT };
  assert.equal(taken(state, wei).state.wantedAgentId, '');
  assert.equal(refusal(ACTIVE, transfer('customer-1', 'wei')), 'FORBIDDEN');
  assert.equal(refusal(ACTIVE, transfer('mallory', 'wei')), 'CALL_NOT_FOUND');
  assert.equal(refusal(ACTIVE, transfer('anna', 'anna')), 'BAD_REQUEST');
  assert.equal(refusal(ENDED, transfer('anna', 'wei')), 'CALL_ENDED');
});

test('[CTL14] a participant goes on with its newest session, and the end of the old one means nothing', () => {
  const { state, work } = taken(ACTIVE, { name: 'bound', subjectId: 'customer-1', sessionId: 'session-n' });
  assert.deepEqual([work.write, work.rooms], ['now', 'open']);
  assert.deepEqual(
    work.released.map(({ leg, cause }) => [leg.sessionId, cause]),
    [['session-c', 'went-elsewhere']],
    'the page of before is out of it, and is told so',
  );
  assert.equal(taken(state, gone('session-c')).state, state);
  assert.equal(causeOf(state, gone('session-n')), 'customer-lost');
  const agent = taken(ACTIVE, { name: 'bound', subjectId: 'anna', sessionId: 'session-b' }).state;
  assert.equal(taken(agent, gone('session-a')).state, agent);
});

test('[CTL15] the cause says who ended the call and when', () => {
  assert.equal(causeOf(QUEUED, hangUp('customer-1')), 'abandoned');
  assert.equal(causeOf(RINGING, gone('session-c')), 'abandoned');
  assert.equal(causeOf(ACTIVE, hangUp('customer-1')), 'customer-hung-up');
  assert.equal(causeOf(ACTIVE, hangUp('anna')), 'agent-hung-up');
  assert.equal(causeOf(ACTIVE, gone('session-c')), 'customer-lost');
  assert.equal(causeOf(ACTIVE, gone('session-a')), 'agent-lost');
  assert.equal(causeOf(QUEUED, { name: 'failed', cause: 'mesh-stopped', atMs: AT }), 'mesh-stopped');
});

test('[CTL18] only the agent holds, and only an answered call', () => {
  const { state, work } = taken(ACTIVE, hold('anna', true));
  assert.equal(state.stage === 'active' && state.held, true);
  assert.deepEqual([work.write, work.rooms, work.tellAfter.length], ['now', 'open', 2]);
  assert.equal(taken(state, hold('anna', true)).state, state);
  assert.equal(refusal(ACTIVE, hold('customer-1', true)), 'FORBIDDEN');
  assert.equal(refusal(ACTIVE, hold('mallory', true)), 'CALL_NOT_FOUND');
  assert.equal(refusal(QUEUED, hold('anna', true)), 'CALL_NOT_FOUND');
});

test('[CTL19] the end closes the rooms, tells everybody, and frees the agent or the place in the queue', () => {
  const { work } = taken(ACTIVE, hangUp('anna'));
  assert.deepEqual([work.rooms, work.queue, work.tellFirst.length], ['close', 'free', 2]);
  assert.equal(taken(QUEUED, hangUp('customer-1')).work.queue, 'leave');
  const [fact] = work.facts;
  assert.deepEqual(fact?.body, {
    case: 'callEnded',
    value: {
      cause: 'agent-hung-up',
      agentId: 'anna',
      summary: {
        company: [],
        moves: 0,
        callId: 'call-1',
        kind: 'video',
        customerName: 'Li',
        agentName: 'Anna',
        requestedAtMs: 1_000,
        answeredAtMs: 2_000,
        endedAtMs: AT,
        endCause: 'agent-hung-up',
        customerRegion: 'eu',
        ...{ profile: undefined, locale: 'en', wantedQueueId: '' },
        conversationId: conversationOf('customer-1'),
      },
    },
  });
});

test('[CTL10][CTL43] nothing changes an ended call; hanging up once more is no error', () => {
  assert.equal(taken(ENDED, hangUp('anna')).state, ENDED);
  for (const event of [seated, gone('session-c'), hold('anna', true)]) {
    assert.equal(refusal(ENDED, event), 'CALL_ENDED');
  }
});

test('[CTL21] who is not in the call learns nothing of it', () => {
  assert.equal(refusal(ACTIVE, hangUp('mallory')), 'CALL_NOT_FOUND');
  assert.equal(refusal(ACTIVE, { name: 'bound', subjectId: 'mallory', sessionId: 's' }), 'CALL_NOT_FOUND');
});

test('[CTL30] every state comes back from its record, but for the place in the queue', () => {
  const back = (call: CallState): CallState | undefined =>
    stateOf(CallRecord.fromJson(recordJson(call)), (nodeId) => nodeId.slice(0, 2));
  assert.deepEqual(back(QUEUED), { ...QUEUED, place: 0, agentsOnDuty: 0 });
  assert.deepEqual(back(RINGING), { ...RINGING, agentsOnDuty: 0 });
  assert.deepEqual(back(ACTIVE), ACTIVE);
  assert.deepEqual(back(ENDED), ENDED);
});

test('[CTL30] a record that makes no sense is no call', () => {
  const whole = CallRecord.fromJson(recordJson(ACTIVE));
  assert.equal(stateOf({ ...whole, legs: [] }), undefined);
  assert.equal(stateOf({ ...whole, legs: whole.legs.slice(0, 1) }), undefined);
  assert.equal(stateOf({ ...whole, stage: 'unspecified' }), undefined);
});

/** What must be true of any step. */
function checkStep(before: CallState, after: CallState, work: CallWork, seed: number): void {
  if (before.stage === 'ended') assert.equal(after, before, `seed ${seed}: changed after the end`);
  if (after === before) assert.deepEqual(work.facts, [], `seed ${seed}: fact of nothing`);
  const { callId, epoch, requestedAtMs, customer } = after;
  assert.deepEqual([callId, epoch, requestedAtMs], ['call-1', 1, 1_000], `seed ${seed}`);
  assert.equal(customer.subjectId, 'customer-1', `seed ${seed}`);
}

test('[CTL10] whatever happens in whatever order, a call keeps its identity and ends once', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = seededRandom(seed);
    const sessions = ['session-c', 'session-a', 'session-x', 'session-y'];
    const subjects = ['customer-1', 'anna', 'mallory'];
    const events: (() => CallEvent)[] = [
      () => ({
        name: 'standing',
        stage: random.pick(['queued', 'ringing']),
        place: random.whole(4),
        agentsOnDuty: 1,
      }),
      () => ({ name: 'seated', agent: { ...AGENT, nodeId: random.pick(['ap-1', 'ap-2']) }, atMs: AT }),
      () => ({ name: 'unseated', wantedAgentId: '' }),
      () => ({
        name: 'transferred',
        subjectId: random.pick(subjects),
        toAgentId: random.pick(['', 'wei']),
        toQueueId: '',
      }),
      () => ({ name: 'bound', subjectId: random.pick(subjects), sessionId: random.pick(sessions) }),
      () => hold(random.pick(subjects), random.chance(0.5)),
      () => (random.chance(0.2) ? hangUp(random.pick(subjects)) : gone(random.pick(sessions))),
    ];
    let call: CallState = QUEUED;
    let ends = 0;
    for (let turn = 0; turn < 40; turn += 1) {
      const before: CallState = call;
      const step = next(before, random.pick(events)());
      if (!step.ok) continue;
      call = step.state;
      checkStep(before, call, step.work, seed);
      if (before.stage !== 'ended' && call.stage === 'ended') ends += 1;
    }
    assert.ok(ends <= 1, `seed ${seed}: ended ${ends} times`);
  }
});
