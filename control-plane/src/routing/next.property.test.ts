import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Random } from '../calls/testing/random.ts';
import { seededRandom } from '../calls/testing/random.ts';
import { isFree } from './choose.ts';
import { DECLINE_PAUSE_MS, type QueueState } from './queue.ts';
import { newCall, QueueRig, RULES } from './testing/queue-rig.ts';

const AGENTS = ['anna', 'wei', 'li'] as const;
const CALLS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'] as const;

/** One random thing happens. */
function happen(rig: QueueRig, random: Random): string {
  const agent = random.pick(AGENTS);
  const call = random.pick(CALLS);
  const offers = [...rig.state.offers.values()];
  const offer = offers.length > 0 && random.chance(0.8) ? random.pick(offers) : undefined;
  const offerId = offer?.offerId ?? `offer-${random.whole(30)}`;
  switch (random.whole(14)) {
    case 0:
    case 1:
      return `enqueue ${call} ${rig.call(call, random.whole(1_000))}`;
    case 2:
      return `over ${call} ${rig.take({ name: 'call-over', callId: call })}`;
    case 3:
      return `sync ${agent} ${rig.desk(agent)}`;
    case 4:
      return `gone ${agent} ${rig.take({ name: 'session-gone', sessionId: `s-${agent}` })}`;
    case 5:
      return `presence ${agent} ${rig.choose(agent, random.pick(['available', 'busy', 'away', 'available']))}`;
    case 6:
    case 7:
      return `answer ${offerId} ${rig.answer(offer?.agentId ?? agent, offerId, random.chance(0.6))}`;
    case 8: {
      const known = offer?.phase === 'accepted' ? offerId : 'offer-0';
      if (random.chance(0.7)) return `assigned ${rig.take({ name: 'assigned', offerId: known })}`;
      const code = random.pick(['NO_MEDIA_NODE', 'CALL_ENDED', 'TIMEOUT'] as const);
      return `not assigned ${code} ${rig.take({ name: 'not-assigned', offerId: known, code })}`;
    }
    case 9:
      return `doubt ${rig.take({ name: 'desk-doubted', sessionId: `s-${agent}`, reachable: random.chance(0.7) })}`;
    case 10:
      // The record's word, late or not: an answer got lost, another owner of the queue seated somebody.
      return `seated ${call} ${agent} ${rig.take({ name: 'call-seated', callId: call, agentId: agent })}`;
    case 11: {
      // Nobody comes into a call that waits.
      const name = rig.state.waiting.has(call)
        ? 'agent-left'
        : random.pick(['agent-joined', 'agent-left'] as const);
      return `${name} ${call} ${agent} ${rig.take({ name, callId: call, agentId: agent })}`;
    }
    case 12:
      return `unseated ${call} ${rig.take({ name: 'call-unseated', call: newCall(call, random.whole(1_000)) })}`;
    default: {
      const spanMs = random.pick([1, 900, 5_000, 20_000]);
      rig.clock.advance(spanMs);
      return `wait ${spanMs}`;
    }
  }
}

/** Everything that must be true of a queue at rest; answers what is not. */
function wrong(state: QueueState, nowMs: number): string | undefined {
  const offers = [...state.offers.values()];
  if (new Set(offers.map(({ callId }) => callId)).size !== offers.length)
    return 'a call is out for two offers';
  if (new Set(offers.map(({ agentId }) => agentId)).size !== offers.length) return 'an agent has two offers';
  for (const offer of offers) {
    const work = state.desks.get(offer.agentId)?.work;
    if (work?.name !== 'offered' || work.offerId !== offer.offerId)
      return `${offer.offerId} is not its agent's work`;
    const waits = state.waiting.has(offer.callId);
    if (offer.phase === 'ringing' && !waits) return `${offer.offerId} is for a call that does not wait`;
    if (offer.phase === 'ringing' && nowMs >= offer.offeredAtMs + RULES.offerTimeoutMs)
      return 'an offer outlived its time';
  }
  for (const desk of state.desks.values()) {
    if (desk.work.name === 'offered' && !state.offers.has(desk.work.offerId))
      return 'an agent works on no offer';
  }
  const order = [...state.waiting].map(({ requestedAtMs }) => requestedAtMs);
  if (order.some((atMs, index) => index > 0 && atMs < (order[index - 1] ?? 0)))
    return 'the queue is out of order';
  // A call that comes back from its agent is not refused.
  if (state.waiting.size > RULES.maxWaiting + AGENTS.length) return 'the queue is over its bound';
  const free = [...state.desks.values()].filter(isFree);
  for (const call of state.waiting) {
    if (offers.some(({ callId }) => callId === call.callId)) continue;
    const able = free.find(({ agentId }) => (call.pausedUntilMs.get(agentId) ?? 0) <= nowMs);
    if (able !== undefined) return `${able.agentId} is free and ${call.callId} waits`;
    for (const untilMs of call.pausedUntilMs.values()) {
      if (untilMs > nowMs + DECLINE_PAUSE_MS) return 'a pause is too long';
    }
  }
  return undefined;
}

test('[RT1][RT2][RT3][RT5][RT10] whatever happens, offers are exclusive, in time, and nobody waits without need', () => {
  for (let seed = 1; seed <= 300; seed += 1) {
    const random = seededRandom(seed);
    const rig = new QueueRig();
    const story: string[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      story.push(happen(rig, random));
      const found = wrong(rig.state, rig.clock.monotonic());
      assert.equal(found, undefined, `seed ${seed}: ${found} after ${story.join('; ')}`);
    }
    const made = rig.effects.filter((effect) => effect.do === 'offer').length;
    const ended = rig.effects.filter((effect) => effect.do === 'end-offer').length;
    assert.equal(made - ended, rig.state.offers.size, `seed ${seed}: an offer ended twice, or never`);
  }
});

test('[RT2] of all seatings that offers led to, no call had two at once', () => {
  for (let seed = 1_000; seed < 1_200; seed += 1) {
    const random = seededRandom(seed);
    const rig = new QueueRig();
    for (let turn = 0; turn < 80; turn += 1) happen(rig, random);
    const open = new Map<string, string>();
    for (const effect of rig.effects) {
      if (effect.do === 'assign') {
        assert.equal(open.get(effect.offer.callId), undefined, `seed ${seed}`);
        open.set(effect.offer.callId, effect.offer.offerId);
      }
      if (effect.do === 'end-offer' && open.get(effect.offer.callId) === effect.offer.offerId) {
        open.delete(effect.offer.callId);
      }
    }
  }
});
