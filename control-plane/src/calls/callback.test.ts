import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Assign, CallRecord, keys } from '@weft/proto';
import { next } from './call.ts';
import { recordJson, stateOf } from './record.ts';
import type { CallEvent, CallState, CallWork } from './state.ts';
import { ACTIVE, AGENT, QUEUED, RINGING } from './testing/call-states.ts';
import { OwnerRig } from './testing/owner-rig.ts';

const PAUSE_MS = 300_000;
const ASK = { name: 'callback-asked', subjectId: 'customer-1' } as const;
const SEAT = { name: 'seated', agent: AGENT, atMs: 50_000 } as const;
const ANSWER = { name: 'callback-answered', subjectId: 'customer-1', atMs: 55_000 } as const;
const miss = (sinceMs: number, atMs: number) =>
  ({ name: 'callback-missed', sinceMs, why: 'no-answer', atMs, pauseMs: PAUSE_MS }) as const;

/** The state after events that are all taken, and what the last of them has to be done for. */
function after(call: CallState, ...events: readonly CallEvent[]): { state: CallState; work: CallWork } {
  let last: { state: CallState; work: CallWork } | undefined;
  for (const event of events) {
    const step = next(last?.state ?? call, event);
    assert.ok(step.ok, `${event.name} is refused`);
    last = step;
  }
  assert.ok(last);
  return last;
}

const codeOf = (call: CallState, event: CallEvent): string => {
  const step = next(call, event);
  return step.ok ? 'taken' : step.code;
};

test('[CTL90] a customer who leaves the line keeps call, age and place, whatever becomes of the page', () => {
  for (const call of [QUEUED, RINGING]) {
    const { state, work } = after(call, ASK);
    assert.deepEqual([state.stage, state.requestedAtMs, state.callback?.phase], ['queued', 1_000, 'waiting']);
    assert.deepEqual([work.write, work.facts.map(({ key }) => key)], ['now', ['callback-asked-0']]);
    const gone = after(state, { name: 'session-gone', sessionId: 'session-c', atMs: 5_000 });
    assert.equal(gone.state, state);
    const kept = stateOf(CallRecord.fromJson(recordJson(state)));
    assert.deepEqual(kept?.callback, state.callback);
    assert.equal(after(state, ASK).state, state, 'asked twice is asked once');
  }
});

test('[CTL90] only the customer asks, only before the call is answered', () => {
  assert.equal(codeOf(QUEUED, { ...ASK, subjectId: 'anna' }), 'FORBIDDEN');
  assert.equal(codeOf(ACTIVE, ASK), 'NOT_AVAILABLE');
  assert.equal(codeOf(QUEUED, ANSWER), 'NOT_AVAILABLE');
  assert.equal(codeOf(after(QUEUED, ASK).state, { ...ANSWER, subjectId: 'anna' }), 'FORBIDDEN');
});

test('[CTL91] a call is answered when its customer answers, not when its agent begins to call', () => {
  const calling = after(QUEUED, ASK, SEAT);
  assert.ok(calling.state.stage === 'active');
  assert.deepEqual([calling.state.answeredAtMs, calling.work.facts], [0, []]);
  assert.deepEqual(calling.state.callback, {
    ...{ phase: 'calling', tries: 1, misses: 0, missed: 'unspecified', sinceMs: 50_000, beside: [] },
  });
  const held = { name: 'held', subjectId: 'anna', on: true, atMs: 1 } as const;
  assert.equal(codeOf(calling.state, held), 'NOT_AVAILABLE', 'nobody is there to be held');
  const reached = after(calling.state, ANSWER);
  assert.ok(reached.state.stage === 'active');
  assert.deepEqual([reached.state.answeredAtMs, reached.state.callback?.phase], [55_000, 'reached']);
  assert.deepEqual(
    reached.work.facts.map(({ body }) => body.case),
    ['callAnswered'],
  );
  assert.equal(after(reached.state, ANSWER).state, reached.state, 'the answer got lost');
  assert.equal(codeOf(reached.state, held), 'taken');
  const lost = after(reached.state, { name: 'session-gone', sessionId: 'session-c', atMs: 60_000 });
  assert.ok(lost.state.stage === 'ended');
  assert.equal(lost.state.cause, 'customer-lost', 'from then on a call like any other');
});

test('[CTL92] who is not reached is called again after 5 and 10 minutes, then the call is over', () => {
  const first = after(QUEUED, ASK, SEAT, miss(50_000, 75_000));
  assert.ok(first.state.stage === 'queued' && first.state.callback?.phase === 'waiting');
  assert.deepEqual([first.state.requestedAtMs, first.state.callback.notBeforeMs], [1_000, 375_000]);
  assert.deepEqual(
    first.work.released.map(({ leg, cause }) => [leg.subjectId, cause]),
    [['anna', 'not-reached']],
  );
  assert.equal(after(first.state, miss(50_000, 76_000)).state, first.state, 'a try ends once');
  const second = after(first.state, { ...SEAT, atMs: 400_000 }, miss(400_000, 425_000));
  assert.ok(second.state.callback?.phase === 'waiting');
  assert.equal(second.state.callback.notBeforeMs, 1_025_000);
  const third = after(second.state, { ...SEAT, atMs: 1_100_000 }, miss(1_100_000, 1_125_000));
  assert.ok(third.state.stage === 'ended');
  assert.deepEqual([third.state.cause, third.state.callback?.misses], ['not-reached', 3]);
  assert.deepEqual(
    third.work.facts.map(({ body }) => body.case),
    ['callbackMissed', 'callEnded'],
  );
});

test('[CTL92] an agent who hangs up has not reached the customer; one who is lost costs no try', () => {
  const calling = after(QUEUED, ASK, SEAT).state;
  const left = after(calling, { name: 'hung-up', subjectId: 'anna', atMs: 60_000, pauseMs: PAUSE_MS });
  assert.ok(left.state.stage === 'queued' && left.state.callback?.phase === 'waiting');
  assert.deepEqual([left.state.callback.misses, left.state.callback.missed], [1, 'agent']);
  const lost = after(calling, { name: 'session-gone', sessionId: 'session-a', atMs: 60_000 });
  assert.ok(lost.state.stage === 'queued' && lost.state.callback?.phase === 'waiting');
  assert.deepEqual([lost.state.callback.misses, lost.state.callback.notBeforeMs], [0, 0]);
});

test('[CTL92] the customer cancels at any time; one whose page was gone is called at once when it is back', () => {
  for (const call of [after(QUEUED, ASK).state, after(QUEUED, ASK, SEAT).state]) {
    const { state } = after(call, { name: 'hung-up', subjectId: 'customer-1', atMs: 9_000 });
    assert.ok(state.stage === 'ended');
    assert.equal(state.cause, 'abandoned');
  }
  const bound = { name: 'bound', subjectId: 'customer-1', sessionId: 'session-d' } as const;
  const away = after(QUEUED, ASK, SEAT, { ...miss(50_000, 75_000), why: 'away' }, bound).state;
  assert.ok(away.callback?.phase === 'waiting');
  assert.equal(away.callback.notBeforeMs, 0);
  const declined = after(QUEUED, ASK, SEAT, { ...miss(50_000, 75_000), why: 'declined' }, bound).state;
  assert.ok(declined.callback?.phase === 'waiting');
  assert.equal(declined.callback.notBeforeMs, 375_000, 'they said when not to be called');
});

/** A call whose customer is being called, and its owner on paper. */
async function calling() {
  const rig = new OwnerRig();
  const owner = await rig.own(QUEUED);
  await owner.take(ASK);
  rig.directory.put(keys.queueOwner('default'), '{}');
  const queueRevision = rig.directory.entries.get(keys.queueOwner('default'))?.revision ?? '';
  const assign = Assign.create({ agentId: 'anna', sessionId: 'session-a', region: 'ap', queueRevision });
  await owner.seat(assign);
  const pass = async (ms: number): Promise<void> => {
    rig.clock.advance(ms);
    await rig.settle();
    await owner.settled();
  };
  return { rig, owner, assign, pass };
}

test('[CTL92] a page rings for 25 s; without a page the agent does not wait so long', async () => {
  const { rig, owner, pass } = await calling();
  assert.equal(rig.pushed('session-c').at(-1)?.callback?.phase, 'calling', 'the page is told to ring');
  await pass(6_000);
  await pass(18_999);
  assert.equal(owner.state.stage, 'active');
  await pass(1);
  assert.equal(owner.state.callback?.missed, 'no-answer');
  assert.equal(rig.pushed('session-a').at(-1)?.endCause, 'not-reached');

  const gone = await calling();
  gone.rig.sessions.delete('session-c');
  await gone.pass(5_999);
  assert.equal(gone.owner.state.stage, 'active');
  await gone.pass(1);
  assert.deepEqual([gone.owner.state.stage, gone.owner.state.callback?.missed], ['queued', 'away']);
  assert.equal(gone.rig.record('call-1')?.callback?.misses, 1);
});

test('[CTL92] an answer stops the ringing', async () => {
  const { owner, pass } = await calling();
  await owner.take({ ...ANSWER, atMs: 0 });
  await pass(60_000);
  assert.deepEqual([owner.state.stage, owner.state.callback?.phase], ['active', 'reached']);
});

test('[CTL94] every page of the customer rings; the answer at one is the end of it at the others', async () => {
  const { rig, owner, assign, pass } = await calling();
  rig.sessions.add('session-d');
  await owner.take({ name: 'bound', subjectId: 'customer-1', sessionId: 'session-d' });
  assert.deepEqual(rig.record('call-1')?.callbackSessionIds, ['session-c']);
  // The page that came last is closed: the other one still rings, and is waited for.
  rig.sessions.delete('session-d');
  await pass(6_000);
  await pass(19_000);
  assert.equal(owner.state.callback?.missed, 'no-answer');
  for (const page of ['session-c', 'session-d'])
    assert.equal(rig.pushed(page).at(-1)?.callback?.misses, 1, `${page} goes on ringing`);
  await owner.seat(assign);
  await owner.take({ name: 'bound', subjectId: 'customer-1', sessionId: 'session-c' });
  await owner.take({ ...ANSWER, atMs: 0 });
  const elsewhere = rig.pushed('session-d').at(-1);
  assert.deepEqual([elsewhere?.stage, elsewhere?.endCause, elsewhere?.seat], ['ended', 'let-go', undefined]);
  assert.equal(rig.pushed('session-c').at(-1)?.stage, 'active');
  assert.deepEqual(rig.record('call-1')?.callbackSessionIds, []);
});

test('[CTL94] of more than nine pages the oldest do not ring, and no page is told twice', () => {
  const pages = Array.from({ length: 12 }, (_, i) => `session-${i}`);
  const bound = (sessionId: string) => ({ name: 'bound', subjectId: 'customer-1', sessionId }) as const;
  const { state } = after(QUEUED, ASK, ...pages.map(bound), bound('session-9'), bound('session-11'));
  assert.ok(state.callback?.phase === 'waiting');
  assert.equal(state.customer.sessionId, 'session-11');
  assert.deepEqual(
    state.callback.beside,
    [9, 10, 8, 7, 6, 5, 4, 3].map((i) => `session-${i}`),
  );
  const kept = stateOf(CallRecord.fromJson(recordJson(state)));
  assert.deepEqual(kept?.callback, state.callback);
});
