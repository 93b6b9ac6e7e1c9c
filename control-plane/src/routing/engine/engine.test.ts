import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Engine } from './engine.ts';
import { workOf } from './model.ts';
import type { RuleSetInput } from './rules.ts';
import { EngineRig } from './testing/engine-rig.ts';

const ONE: RuleSetInput = { queues: { q: { steps: [{ when: 'TRUE' }] } }, defaultQueue: 'q' };

test('work is kept for the agent it is preferred for while that one is there, and no longer than said', () => {
  const rig = new EngineRig({
    queues: { q: { steps: [{ when: 'TRUE' }], stickySeconds: 30 } },
    defaultQueue: 'q',
  });
  rig.agent('anna');
  rig.agent('wei');
  rig.work('busy');
  rig.answer('anna');
  rig.work('a', { preferred: { agentId: 'anna', only: false } });
  assert.equal(rig.where('a'), 'kept anna');
  rig.wait(29);
  assert.equal(rig.offers, '');
  rig.wait(1);
  assert.equal(rig.offers, 'wei:a');
});

test('work is not kept for an agent who is not there, or has left, or has declined it', () => {
  const rig = new EngineRig(ONE);
  rig.agent('anna', {}, 'busy');
  rig.work('a', { preferred: { agentId: 'nobody', only: false } });
  assert.equal(rig.where('a'), 'waiting q/0');
  rig.work('b', { preferred: { agentId: 'anna', only: true } });
  assert.equal(rig.where('b'), 'kept anna');
  rig.agent('anna', {}, 'offline');
  assert.equal(rig.where('b'), 'waiting q/0');
  rig.agent('anna', {}, 'busy');
  rig.work('c', { preferred: { agentId: 'anna', only: true }, arrivedAtMs: -10 });
  rig.agent('anna');
  assert.equal(rig.offers, 'anna:c');
  rig.answer('anna', false);
  assert.equal(rig.where('c'), 'waiting q/0');
  assert.equal(rig.offers, 'anna:a');
});

test('who gets free takes its own work first when that is first in order', () => {
  const rig = new EngineRig(ONE);
  rig.agent('anna', {}, 'busy');
  rig.work('older');
  rig.wait(1);
  rig.work('hers', { preferred: { agentId: 'anna', only: false } });
  rig.agent('anna');
  assert.equal(rig.offers, 'anna:older');
  rig.answer('anna');
  rig.finish('older');
  assert.equal(rig.offers, 'anna:hers');
  assert.equal(rig.why('hers')?.preferred, true);
});

test('urgent work goes before all, and does not wait for steps to widen', () => {
  const rig = new EngineRig({
    rules: [{ name: 'fire', when: 'work.topic == "fire"', urgent: true }],
    queues: { q: { steps: [{ when: 'agent.team == "a"', seconds: 600 }, { when: 'TRUE' }] } },
    defaultQueue: 'q',
  });
  rig.agent('wei', { attributes: { team: 'b' } });
  rig.work('calm');
  assert.equal(rig.offers, '');
  rig.work('burns', { topic: 'fire' });
  assert.equal(rig.offers, 'wei:burns');
  assert.match(rig.whyText('burns'), /urgent; rules fire/);
});

test('VIPs go first by as much as their priority is worth', () => {
  const rig = new EngineRig({
    ...ONE,
    rules: [{ name: 'vip', when: 'work.vip OR work.value >= 1000', priority: 300 }],
  });
  rig.work('waits since long', { arrivedAtMs: -301_000 });
  rig.work('waits', { arrivedAtMs: -299_000 });
  rig.work('vip', { attributes: { vip: true } });
  rig.agent('anna');
  assert.equal(rig.offers, 'anna:waits since long');
  rig.answer('anna');
  rig.finish('waits since long');
  assert.equal(rig.offers, 'anna:vip');
});

test('a deadline that is near raises work to the highest', () => {
  const rig = new EngineRig({ ...ONE, deadlineLeadSeconds: 60 });
  rig.work('vip', { priority: 900 });
  rig.work('due', { deadlineMs: 100_000 });
  rig.wait(39);
  assert.equal(rig.engine.floor.works.get('due')?.raised, false);
  rig.wait(1);
  rig.agent('anna');
  assert.equal(rig.offers, 'anna:due');
  assert.match(rig.whyText('due'), /near its deadline/);
});

test('a callback keeps the place it had, and is not offered before its time', () => {
  const rig = new EngineRig(ONE);
  rig.work('call', { arrivedAtMs: 0 });
  rig.wait(100);
  rig.take({ name: 'work-gone', workId: 'call' });
  rig.work('callback', { channel: 'callback', arrivedAtMs: 0, notBeforeMs: 160_000 });
  rig.wait(1);
  rig.work('later');
  rig.wait(30);
  assert.equal(rig.where('callback'), 'parked q/0');
  rig.wait(29);
  rig.agent('anna');
  assert.equal(rig.offers, 'anna:callback');
});

test('work overflows to another queue with its age', () => {
  const rig = new EngineRig({
    queues: {
      small: { steps: [{ when: 'agent.team == "small"' }], overflow: { to: 'large', afterSeconds: 45 } },
      large: { steps: [{ when: 'TRUE' }] },
    },
    rules: [{ name: 's', when: 'work.topic == "s"', queue: 'small' }],
    defaultQueue: 'large',
  });
  rig.work('a', { topic: 's' });
  rig.wait(10);
  rig.work('b');
  rig.wait(35);
  assert.equal(rig.where('a'), 'waiting large/0');
  rig.agent('anna');
  assert.equal(rig.offers, 'anna:a');
});

const HOURS = { timeZone: 'Europe/Berlin', hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] };
const closed = (what: NonNullable<RuleSetInput['queues'][string]['closed']>): RuleSetInput => ({
  calendars: { office: HOURS },
  queues: {
    day: { steps: [{ when: 'TRUE' }], calendar: 'office', closed: what },
    night: { steps: [{ when: 'agent.team == "night"' }] },
  },
  defaultQueue: 'day',
});

test('a closed queue holds work until it opens, hands it on, or refuses it, as it is told', () => {
  const evening = '2026-11-27T17:30:00Z';
  const hold = new EngineRig(closed({ do: 'hold' }), '2026-11-30T07:00:00Z');
  hold.agent('anna');
  hold.work('a');
  assert.equal(hold.where('a'), 'parked day/0');
  hold.wait(3_599);
  assert.equal(hold.offers, '');
  hold.wait(1);
  assert.equal(hold.offers, 'anna:a');
  const on = new EngineRig(closed({ do: 'overflow', to: 'night' }), evening);
  on.work('a');
  assert.equal(on.where('a'), 'waiting night/0');
  const no = new EngineRig(closed({ do: 'refuse' }), evening);
  assert.equal(no.work('a'), 'QUEUE_CLOSED');
  assert.equal(no.where('a'), 'gone');
  assert.deepEqual(no.decisions, [{ do: 'refuse', workId: 'a', queueId: 'day', code: 'QUEUE_CLOSED' }]);
});

test('work that was let in before is refused by no closed queue and by no full one', () => {
  const shut = new EngineRig(closed({ do: 'refuse' }), '2026-11-30T19:00:00Z');
  assert.equal(shut.work('a', { admitted: true }), 'taken');
  assert.match(shut.where('a'), /^parked day/);
  const full = new EngineRig({
    ...ONE,
    queues: { q: { steps: [{ when: 'TRUE' }], maxWaiting: 1 } },
    defaultQueue: 'q',
  });
  full.work('a');
  assert.equal(full.work('b'), 'QUEUE_FULL');
  assert.equal(full.work('c', { admitted: true }), 'taken');
});

test('a desk that is away gives its offers back at once with their age, its text after the grace, its call never', () => {
  const rig = new EngineRig({ ...ONE, graceSeconds: 10 });
  rig.agent('anna');
  rig.work('chat', { channel: 'chat' });
  rig.answer('anna');
  rig.work('call');
  rig.answer('anna');
  rig.agent('wei', {}, 'offline');
  rig.agent('li');
  rig.work('b', { arrivedAtMs: -5 });
  assert.equal(rig.offers, 'li:b');
  rig.work('c');
  rig.agent('li', {}, 'offline');
  rig.agent('wei');
  assert.equal(rig.offers, 'wei:b', 'at the head again');
  rig.agent('anna', {}, 'offline');
  rig.wait(9);
  assert.equal(rig.where('chat'), 'assigned anna');
  rig.wait(1);
  assert.match(rig.where('chat'), /^waiting/);
  assert.equal(rig.where('call'), 'assigned anna');
  rig.agent('anna');
  rig.wait(50);
  assert.equal(rig.where('call'), 'assigned anna');
});

test('a desk that is back within the grace keeps all it had', () => {
  const rig = new EngineRig({ ...ONE, graceSeconds: 10 });
  rig.agent('anna');
  rig.work('chat', { channel: 'chat' });
  rig.answer('anna');
  rig.agent('anna', {}, 'offline');
  rig.wait(9);
  rig.agent('anna');
  rig.wait(60);
  assert.equal(rig.where('chat'), 'assigned anna');
});

test('who declined is not offered the work again before others, nor before the pause', () => {
  const rig = new EngineRig(ONE);
  rig.agent('anna');
  rig.work('a');
  rig.answer('anna', false);
  assert.equal(rig.offers, '');
  rig.wait(4);
  rig.agent('wei', {}, 'busy');
  rig.wait(1);
  assert.equal(rig.offers, 'anna:a');
  assert.equal(rig.why('a')?.again, true);
  rig.answer('anna', false);
  rig.agent('wei');
  assert.equal(rig.offers, 'wei:a');
});

test('to leave while an offer stands is to decline it', () => {
  const rig = new EngineRig(ONE);
  rig.agent('anna');
  rig.work('a');
  rig.agent('anna', {}, 'away');
  assert.deepEqual(rig.decisions.at(-1), {
    do: 'end-offer',
    token: 1,
    workId: 'a',
    agentId: 'anna',
    outcome: 'declined',
  });
});

test('a hundred agents accept the same offer: one has it', () => {
  const rig = new EngineRig(ONE);
  rig.agent('anna');
  rig.work('a');
  const answers = Array.from({ length: 100 }, (_, index) =>
    rig.take({ name: 'answered', token: 1, agentId: index === 50 ? 'anna' : `other-${index}`, accept: true }),
  );
  assert.equal(answers.filter((answer) => answer === 'taken').length, 1);
  assert.equal(rig.where('a'), 'assigned anna');
  assert.equal(rig.take({ name: 'answered', token: 1, agentId: 'anna', accept: true }), 'OFFER_SETTLED');
});

test('a transfer goes to the queue that is named, with its age, and not to the one who gave it away', () => {
  const rig = new EngineRig({
    queues: { q: { steps: [{ when: 'TRUE' }] }, second: { steps: [{ when: 'TRUE' }] } },
    defaultQueue: 'q',
  });
  rig.agent('anna');
  rig.work('a');
  rig.answer('anna');
  const back = {
    name: 'work-returned',
    workId: 'a',
    preferred: undefined,
    notAgain: true,
    afresh: true,
  } as const;
  assert.equal(rig.take({ ...back, queueId: 'none' }), 'BAD_REQUEST');
  rig.wait(60);
  rig.take({ ...back, queueId: 'second' });
  assert.equal(rig.where('a'), 'waiting second/0');
  rig.work('b');
  assert.equal(rig.offers, 'anna:b');
  rig.agent('wei');
  assert.equal(rig.offers, 'anna:b wei:a');
});

test('a change of rules takes effect for waiting work at once, and takes nothing from anybody', () => {
  const rig = new EngineRig({ queues: { q: { steps: [{ when: 'agent.team == "a"' }] } }, defaultQueue: 'q' });
  rig.agent('anna', { attributes: { team: 'a' } });
  rig.agent('wei', { attributes: { team: 'b' } });
  rig.work('a');
  rig.answer('anna');
  for (let one = 0; one < 50; one += 1) rig.work(`w${one}`);
  assert.equal(rig.offers, '');
  rig.rules({ queues: { r: { steps: [{ when: 'agent.team == "b"' }] } }, defaultQueue: 'r' });
  assert.equal(rig.offers, 'wei:w0');
  assert.equal(rig.where('a'), 'assigned anna');
  assert.equal(rig.engine.floor.works.size, 51);
  assert.equal(rig.where('w49'), 'waiting r/0');
});

test('work that an agent has already is counted against its room', () => {
  const rig = new EngineRig(ONE);
  rig.agent('anna');
  rig.take({
    name: 'holding',
    agentId: 'anna',
    work: workOf({ workId: 'old', channel: 'voice', arrivedAtMs: 0 }),
  });
  rig.work('a');
  assert.equal(rig.offers, '');
  rig.finish('old');
  assert.equal(rig.offers, 'anna:a');
});

test('the same work twice is the same work, and a full queue takes no more', () => {
  const rig = new EngineRig({
    queues: { q: { steps: [{ when: 'TRUE' }], maxWaiting: 2 } },
    defaultQueue: 'q',
  });
  assert.deepEqual(
    ['a', 'a', 'b', 'c'].map((id) => rig.work(id)),
    ['taken', 'taken', 'taken', 'QUEUE_FULL'],
  );
  const small = new Engine(rig.engine.floor.rules, { maxWork: 1, maxAgents: 1 });
  const at = { nowMs: 0, monotonicMs: 0 };
  const arrive = (workId: string) =>
    small.take({ name: 'work-arrived', work: workOf({ workId, channel: 'chat', arrivedAtMs: 0 }) }, at);
  arrive('a');
  assert.equal(arrive('b').refusal?.code, 'QUEUE_FULL');
});

test('work of a channel that nobody serves waits and harms nobody', () => {
  const rig = new EngineRig(ONE);
  rig.work('fax', { channel: 'fax' });
  rig.agent('anna');
  rig.work('a');
  assert.equal(rig.offers, 'anna:a');
  assert.equal(rig.where('fax'), 'waiting q/0');
});
