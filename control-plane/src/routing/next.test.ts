import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presenceOf } from './presence.ts';
import { standingsOf } from './standings.ts';
import { newCall, QueueRig } from './testing/queue-rig.ts';

const presence = (rig: QueueRig, agentId: string): string => {
  const { presence: is, reason } = presenceOf(rig.state.desks.get(agentId));
  return `${is} ${reason}`;
};

test('[RT1] the oldest call goes to the agent that has been idle longest', () => {
  const rig = new QueueRig();
  rig.desk('wei');
  rig.clock.advance(10);
  rig.desk('anna');
  rig.call('young', 500);
  rig.call('old', 400);
  assert.deepEqual(rig.waiting, ['old', 'young']);
  assert.deepEqual(rig.offers, ['wei:young', 'anna:old'], 'young came first and found wei free');
  const late = new QueueRig();
  late.call('young', 500);
  late.call('old', 400);
  late.desk('anna');
  assert.deepEqual(late.offers, ['anna:old']);
});

test('[RT1] nothing is offered to agents who are busy, away, gone, in doubt or occupied', () => {
  const rig = new QueueRig();
  for (const agent of ['busy', 'away', 'gone', 'doubt', 'occupied']) rig.desk(agent);
  rig.choose('busy', 'busy');
  rig.choose('away', 'away');
  rig.take({ name: 'session-gone', sessionId: 's-gone' });
  rig.take({ name: 'desk-doubted', sessionId: 's-doubt', reachable: false });
  rig.call('call-1');
  assert.deepEqual(rig.offers, ['occupied:call-1']);
  rig.call('call-2');
  assert.equal(rig.offers.length, 1);
  rig.take({ name: 'desk-doubted', sessionId: 's-doubt', reachable: true });
  assert.deepEqual(rig.offers, ['occupied:call-1', 'doubt:call-2']);
});

test('[RT3] an offer expires after 20 s, its agent is away as not responding, and the next gets the call', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.clock.advance(1);
  rig.desk('wei');
  rig.call('call-1');
  rig.clock.advance(19_999);
  assert.deepEqual(rig.offers, ['anna:call-1']);
  rig.clock.advance(1);
  assert.deepEqual(rig.offers, ['wei:call-1']);
  assert.equal(presence(rig, 'anna'), 'away not-responding');
  assert.deepEqual(rig.outcomes, ['anna:call-1 expired']);
  assert.equal(rig.choose('anna', 'available'), 'taken');
  assert.equal(presence(rig, 'anna'), 'available chosen');
});

test('[RT4] an accept after the time-out is settled, and one for another agent or no offer is not found', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  const offerId = rig.offerId('call-1');
  rig.desk('wei');
  assert.equal(rig.answer('wei', offerId, true), 'OFFER_NOT_FOUND');
  assert.equal(rig.answer('anna', 'offer-99', true), 'OFFER_NOT_FOUND');
  rig.clock.advance(20_000);
  assert.equal(rig.answer('anna', offerId, true), 'OFFER_SETTLED');
  assert.equal(rig.answer('wei', offerId, true), 'OFFER_NOT_FOUND');
});

test('[RT4] an accept at the very moment of the time-out comes too late, also before the timer ran', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  const offerId = rig.offerId('call-1');
  rig.core[Symbol.dispose]();
  rig.clock.advance(20_000);
  assert.equal(rig.answer('anna', offerId, true), 'OFFER_SETTLED');
});

test('[RT4] an accepted offer asks for one seating, does not expire, and cannot be declined any more', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  const offerId = rig.offerId('call-1');
  assert.equal(rig.answer('anna', offerId, true), 'taken');
  assert.equal(rig.answer('anna', offerId, true), 'taken');
  assert.equal(rig.answer('anna', offerId, false), 'OFFER_SETTLED');
  assert.equal(rig.effects.filter((effect) => effect.do === 'assign').length, 1);
  rig.clock.advance(60_000);
  assert.deepEqual(rig.offers, ['anna:call-1']);
  rig.take({ name: 'assigned', offerId });
  assert.equal(presence(rig, 'anna'), 'busy in-call');
  assert.deepEqual([rig.waiting, rig.offers], [[], []]);
});

test('[RT5] who declines is passed over for others, and gets the call again after 5 s when alone', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  rig.answer('anna', rig.offerId('call-1'), false);
  assert.deepEqual(rig.offers, []);
  rig.clock.advance(4_999);
  assert.deepEqual(rig.offers, []);
  rig.clock.advance(1);
  assert.deepEqual(rig.offers, ['anna:call-1']);
  rig.answer('anna', rig.offerId('call-1'), false);
  rig.clock.advance(1_000);
  rig.desk('wei');
  assert.deepEqual(rig.offers, ['wei:call-1'], 'another agent need not wait');
});

test('[RT5] an agent that declined comes after one that did not, however long it has been idle', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  rig.answer('anna', rig.offerId('call-1'), false);
  rig.desk('li');
  assert.deepEqual(rig.offers, ['li:call-1']);
  rig.clock.advance(10_000);
  rig.desk('wei');
  rig.clock.advance(10_000);
  assert.deepEqual(rig.offers, ['wei:call-1'], 'anna is free, idle longer, and her pause is over');
});

test('[RT5] a declined call does not hold up the next one', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1', 1);
  rig.call('call-2', 2);
  rig.answer('anna', rig.offerId('call-1'), false);
  assert.deepEqual(rig.offers, ['anna:call-2']);
});

test('[RT5] to leave while an offer rings is to decline it', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  rig.choose('anna', 'away');
  assert.deepEqual(rig.outcomes, ['anna:call-1 declined']);
  rig.choose('anna', 'available');
  assert.deepEqual(rig.offers, [], 'the pause holds');
});

test('[RT6] a call that is over takes its offer with it, and frees the agent that was in it', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  rig.take({ name: 'call-over', callId: 'call-1' });
  assert.deepEqual(rig.outcomes, ['anna:call-1 rescinded']);
  rig.call('call-2');
  const offerId = rig.offerId('call-2');
  rig.answer('anna', offerId, true);
  rig.take({ name: 'assigned', offerId });
  rig.call('call-3');
  assert.deepEqual(rig.offers, []);
  rig.take({ name: 'call-over', callId: 'call-2' });
  assert.deepEqual(rig.offers, ['anna:call-3']);
});

test('[RT6] a call that ended before its seating was told of leaves the agent free', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  const offerId = rig.offerId('call-1');
  rig.answer('anna', offerId, true);
  rig.take({ name: 'call-over', callId: 'call-1' });
  rig.take({ name: 'assigned', offerId });
  assert.equal(presence(rig, 'anna'), 'available chosen');
  assert.deepEqual(rig.outcomes, ['anna:call-1 accepted']);
});

test('[RT7] a desk that goes gives its offer back; its choice survives a reload, not a long absence', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  rig.take({ name: 'session-gone', sessionId: 's-anna' });
  assert.deepEqual(rig.outcomes, ['anna:call-1 rescinded']);
  assert.equal(presence(rig, 'anna'), 'offline signed-off');
  rig.desk('anna');
  assert.deepEqual(rig.offers, ['anna:call-1'], 'nobody declined it');
  rig.choose('anna', 'busy');
  rig.take({ name: 'session-gone', sessionId: 's-anna' });
  rig.desk('anna', 's-new');
  assert.equal(presence(rig, 'anna'), 'busy chosen');
  rig.take({ name: 'session-gone', sessionId: 's-new' });
  rig.take({ name: 'desk-forgotten', agentId: 'anna' });
  rig.desk('anna');
  assert.equal(presence(rig, 'anna'), 'available chosen');
});

test('[RT7] the end of an earlier session of the desk means nothing', () => {
  const rig = new QueueRig();
  rig.desk('anna', 's-old');
  rig.desk('anna');
  rig.take({ name: 'session-gone', sessionId: 's-old' });
  assert.equal(presence(rig, 'anna'), 'available chosen');
});

test('[RT7] a desk in doubt that asks again is in doubt no more', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.take({ name: 'desk-doubted', sessionId: 's-anna', reachable: false });
  rig.call('call-1');
  assert.deepEqual(rig.offers, []);
  rig.desk('anna');
  assert.deepEqual(rig.offers, ['anna:call-1']);
});

test('[RT8] the newest desk wins: the other session is closed and refused, and a ringing offer stays', () => {
  const rig = new QueueRig();
  rig.desk('anna', 's-old');
  rig.call('call-1');
  rig.desk('anna');
  assert.deepEqual(
    rig.effects.filter((effect) => effect.do === 'close-session'),
    [{ do: 'close-session', sessionId: 's-old' }],
  );
  const answered = {
    name: 'answered',
    agentId: 'anna',
    offerId: rig.offerId('call-1'),
    accept: true,
  } as const;
  assert.equal(rig.take({ ...answered, sessionId: 's-old' }), 'SIGNED_IN_ELSEWHERE');
  assert.equal(
    rig.take({ name: 'presence-chosen', agentId: 'anna', sessionId: 's-old', presence: 'away', pause: '' }),
    'SIGNED_IN_ELSEWHERE',
  );
  assert.equal(rig.take({ ...answered, sessionId: 's-anna' }), 'taken');
});

test('[RT9] places count from 1, a ringing call keeps its own, and all know how many are on duty', () => {
  const rig = new QueueRig();
  rig.call('call-1', 1);
  rig.call('call-2', 2);
  rig.desk('anna');
  rig.desk('wei');
  rig.choose('wei', 'away');
  assert.deepEqual(
    [...standingsOf(rig.state).values()].map(
      (s) => `${s.callId} ${s.stage} ${s.queuePlace} ${s.agentsOnDuty}`,
    ),
    ['call-1 ringing 0 2', 'call-2 queued 2 2'],
  );
});

test('[RT10] a full queue refuses the next call, and asking twice for one is asking once', () => {
  const rig = new QueueRig({ maxWaiting: 2 });
  assert.deepEqual(
    [rig.call('a'), rig.call('b'), rig.call('a'), rig.call('c')],
    ['taken', 'taken', 'taken', 'QUEUE_FULL'],
  );
  assert.deepEqual(rig.waiting, ['a', 'b']);
});

test('[RT10] a call that an agent is in does not come to wait again', () => {
  const rig = new QueueRig();
  rig.desk('anna', 's-anna', 'call-1');
  assert.equal(rig.call('call-1'), 'taken');
  assert.deepEqual(rig.waiting, []);
});

test('[RT10] desks are bounded too', () => {
  const rig = new QueueRig({ maxDesks: 1 });
  assert.deepEqual([rig.desk('anna'), rig.desk('wei'), rig.desk('anna')], ['taken', 'UNAVAILABLE', 'taken']);
});

test('[RT11] a seating that fails leaves the call waiting and spares the agent for 5 s', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  const offerId = rig.offerId('call-1');
  rig.answer('anna', offerId, true);
  rig.take({ name: 'not-assigned', offerId, code: 'NO_MEDIA_NODE' });
  assert.deepEqual([rig.waiting, rig.offers], [['call-1'], []]);
  assert.equal(presence(rig, 'anna'), 'available chosen');
  rig.clock.advance(5_000);
  assert.deepEqual(rig.offers, ['anna:call-1']);
});

test('[RT11] a seating that failed because the call is over or answered ends the waiting', () => {
  for (const code of ['CALL_ENDED', 'CALL_NOT_FOUND', 'OFFER_SETTLED'] as const) {
    const rig = new QueueRig();
    rig.desk('anna');
    rig.call('call-1');
    const offerId = rig.offerId('call-1');
    rig.answer('anna', offerId, true);
    rig.take({ name: 'not-assigned', offerId, code });
    assert.deepEqual([rig.waiting, rig.offers], [[], []], code);
  }
});

test('[RT11] a seating under way is settled by its outcome, whatever the record says meanwhile', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1');
  const offerId = rig.offerId('call-1');
  rig.answer('anna', offerId, true);
  rig.take({ name: 'call-seated', callId: 'call-1', agentId: 'anna' });
  rig.take({ name: 'not-assigned', offerId, code: 'NO_MEDIA_NODE' });
  assert.deepEqual([rig.waiting, presence(rig, 'anna')], [['call-1'], 'available chosen']);
});

test('[RT11] a seating whose answer got lost is seen in the record, and one undone too', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1', 7);
  const offerId = rig.offerId('call-1');
  rig.answer('anna', offerId, true);
  rig.take({ name: 'not-assigned', offerId, code: 'TIMEOUT' });
  rig.take({ name: 'call-seated', callId: 'call-1', agentId: 'anna' });
  assert.deepEqual([rig.waiting, presence(rig, 'anna')], [[], 'busy in-call']);
  const call = newCall('call-1', 7);
  rig.take({ name: 'call-unseated', call });
  assert.deepEqual([rig.waiting, presence(rig, 'anna'), rig.offers], [['call-1'], 'available chosen', []]);
  rig.clock.advance(5_000);
  assert.deepEqual(rig.offers, ['anna:call-1']);
});

test('[RT2][RT11] an agent whose seating is seen late was offered another call since: that one goes back', () => {
  const rig = new QueueRig();
  rig.desk('anna');
  rig.call('call-1', 7);
  const offerId = rig.offerId('call-1');
  rig.call('call-2', 8);
  rig.answer('anna', offerId, true);
  rig.take({ name: 'not-assigned', offerId, code: 'TIMEOUT' });
  assert.deepEqual(rig.offers, ['anna:call-2']);
  rig.take({ name: 'call-seated', callId: 'call-1', agentId: 'anna' });
  assert.deepEqual([rig.offers, rig.waiting, presence(rig, 'anna')], [[], ['call-2'], 'busy in-call']);
  assert.equal(rig.answer('anna', 'offer-2', true), 'OFFER_SETTLED');
  rig.take({ name: 'call-over', callId: 'call-1' });
  assert.deepEqual(rig.offers, ['anna:call-2']);
});

test('[RT6] late news of a call that waits no more makes nobody busy', () => {
  const rig = new QueueRig();
  rig.desk('anna', 's-anna', 'call-1');
  rig.take({ name: 'call-over', callId: 'call-1' });
  rig.take({ name: 'call-seated', callId: 'call-1', agentId: 'anna' });
  assert.equal(presence(rig, 'anna'), 'available chosen');
});

test('[RT3] time-outs of many offers come in their order, and nothing is left running', () => {
  const rig = new QueueRig();
  for (const [index, agent] of ['a', 'b', 'c'].entries()) {
    rig.desk(agent);
    rig.call(`call-${index}`);
    rig.clock.advance(1_000);
  }
  rig.clock.advance(60_000);
  assert.deepEqual(rig.outcomes, ['a:call-0 expired', 'b:call-1 expired', 'c:call-2 expired']);
  for (const callId of rig.waiting) rig.take({ name: 'call-over', callId });
  assert.equal(rig.clock.pending, 0);
});

test('[RT26] who comes into the call of another is offered nothing meanwhile, and what rang goes on', () => {
  const rig = new QueueRig();
  rig.desk('mei');
  rig.clock.advance(1);
  rig.desk('anna', 's-anna', 'call-1');
  rig.call('call-2');
  assert.deepEqual(rig.offers, ['mei:call-2']);
  rig.take({ name: 'agent-joined', callId: 'call-1', agentId: 'mei' });
  assert.equal(rig.offers.length, 0);
  assert.deepEqual(rig.outcomes, ['mei:call-2 rescinded']);
  assert.equal(presence(rig, 'mei'), 'busy in-call');
  rig.call('call-3');
  assert.equal(rig.offers.length, 0, 'both are in one call, and neither is free');
  rig.take({ name: 'agent-left', callId: 'call-1', agentId: 'mei' });
  assert.deepEqual(
    rig.offers.map((offer) => offer.split(':')[0]),
    ['mei'],
  );
  rig.take({ name: 'agent-joined', callId: 'call-1', agentId: 'nobody' });
  rig.take({ name: 'call-over', callId: 'call-1' });
  assert.deepEqual(rig.offers.map((offer) => offer.split(':')[1]).sort(), ['call-2', 'call-3']);
});

test('[RT26] the end of a call frees everybody who was in it', () => {
  const rig = new QueueRig();
  rig.desk('anna', 's-anna', 'call-1');
  rig.desk('mei');
  rig.take({ name: 'agent-joined', callId: 'call-1', agentId: 'mei' });
  rig.take({ name: 'agent-left', callId: 'call-1', agentId: 'anna' });
  assert.equal(presence(rig, 'anna'), 'available chosen');
  assert.equal(presence(rig, 'mei'), 'busy in-call');
  rig.take({ name: 'call-over', callId: 'call-1' });
  assert.equal(presence(rig, 'mei'), 'available chosen');
});
