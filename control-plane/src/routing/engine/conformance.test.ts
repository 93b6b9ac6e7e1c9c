import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineRig } from './testing/engine-rig.ts';

// What three public engines document, in our own words and rules. The letters
// say whose behaviour it is: TR = TaskRouter, AC = Amazon Connect, GC = Genesys Cloud.

test('TR: the first filter that matches decides the queue, and what matches none goes to the default', () => {
  const rig = new EngineRig({
    rules: [
      { name: 'spanish', when: 'work.language == "es"', queue: 'es' },
      { name: 'sales', when: 'work.topic == "sales"', queue: 'sales' },
    ],
    queues: {
      es: { steps: [{ when: 'TRUE' }] },
      sales: { steps: [{ when: 'TRUE' }] },
      all: { steps: [{ when: 'TRUE' }] },
    },
    defaultQueue: 'all',
  });
  rig.work('a', { language: 'es', topic: 'sales' });
  rig.work('b', { language: 'en', topic: 'sales' });
  rig.work('c');
  assert.deepEqual(
    ['a', 'b', 'c'].map((id) => rig.where(id)),
    ['waiting es/0', 'waiting sales/0', 'waiting all/0'],
  );
});

const TARGETS = {
  queues: {
    support: {
      steps: [
        { when: 'agent.team == "gold"', seconds: 60, skipIf: 'step.free == 0' },
        { when: 'agent.team == "silver"', seconds: 30 },
        { when: 'TRUE' },
      ],
    },
  },
  defaultQueue: 'support',
};

test('TR: a target is skipped when nobody there is free, and left when its time is over', () => {
  const rig = new EngineRig(TARGETS);
  rig.work('a');
  assert.equal(rig.where('a'), 'waiting support/1', 'gold was skipped');
  rig.agent('iron', { attributes: { team: 'iron' } });
  assert.equal(rig.offers, '', 'not of the target');
  rig.wait(29);
  assert.equal(rig.offers, '');
  rig.wait(1);
  assert.equal(rig.offers, 'iron:a');
});

test('TR: a higher priority goes before a lower one whatever its age, when priority is strict', () => {
  const rig = new EngineRig({
    queues: { q: { steps: [{ when: 'TRUE' }] } },
    defaultQueue: 'q',
    secondsPerPoint: 'strict',
  });
  rig.work('old', { priority: 1 });
  rig.wait(80_000);
  rig.work('new', { priority: 2 });
  rig.agent('anna');
  assert.equal(rig.offers, 'anna:new');
  rig.answer('anna');
  rig.finish('new');
  assert.equal(rig.offers, 'anna:old');
});

test('TR: of those who may have it, the one who has been without work longest is asked', () => {
  const rig = new EngineRig(TARGETS);
  for (const id of ['anna', 'wei', 'li']) {
    rig.agent(id, { attributes: { team: 'gold' } });
    rig.wait(1);
  }
  rig.work('a');
  rig.answer('anna');
  rig.finish('a');
  rig.work('b');
  rig.work('c');
  assert.equal(rig.offers, 'wei:b li:c');
});

test('TR: a reservation that times out takes the worker off line, a rejected one does not', () => {
  const rig = new EngineRig({
    queues: { q: { steps: [{ when: 'TRUE' }], offerSeconds: 120 } },
    defaultQueue: 'q',
  });
  rig.agent('anna');
  rig.work('a');
  rig.answer('anna', false);
  assert.equal(rig.engine.floor.agents.get('anna')?.presence, 'available');
  rig.wait(5);
  assert.equal(rig.offers, 'anna:a');
  rig.wait(120);
  assert.equal(rig.engine.floor.agents.get('anna')?.presence, 'away');
  assert.equal(rig.where('a'), 'waiting q/0');
});

test('AC: criteria are steps of proficiencies with an expiry, and widen until anybody of the queue may have it', () => {
  const rig = new EngineRig({
    queues: {
      claims: {
        steps: [
          { when: 'agent.skills.claims >= 4 AND agent.languages HAS "fr"', seconds: 30 },
          { when: 'agent.skills.claims >= 2', seconds: 60 },
          { when: 'TRUE' },
        ],
      },
    },
    defaultQueue: 'claims',
  });
  rig.agent('two', { skills: { claims: 2 } });
  rig.agent('none');
  rig.work('a');
  assert.equal(rig.offers, '');
  rig.wait(30);
  assert.equal(rig.offers, 'two:a');
  rig.answer('two', false);
  rig.wait(59);
  assert.equal(rig.where('a'), 'offered two', 'offered again after the pause, since nobody else may have it');
  rig.answer('two', false);
  rig.wait(1);
  assert.equal(rig.offers, 'none:a');
});

test('AC: priority in the queue decides, then age', () => {
  const rig = new EngineRig({
    secondsPerPoint: 'strict',
    rules: [{ name: 'gold', when: 'work.tier == "gold"', priority: 10 }],
    queues: { q: { steps: [{ when: 'TRUE' }] } },
    defaultQueue: 'q',
  });
  rig.work('a');
  rig.wait(10);
  rig.work('b', { attributes: { tier: 'gold' } });
  rig.work('c', { attributes: { tier: 'gold' } });
  const served: string[] = [];
  rig.agent('anna');
  for (let one = 0; one < 3; one += 1) {
    served.push(rig.offers);
    rig.answer('anna');
    rig.finish(served.at(-1)?.split(':')[1] ?? '');
  }
  assert.deepEqual(served, ['anna:b', 'anna:c', 'anna:a']);
});

test('AC: concurrency is by channel, and a voice contact keeps other channels away', () => {
  const rig = new EngineRig({ queues: { q: { steps: [{ when: 'TRUE' }] } }, defaultQueue: 'q' });
  rig.agent('anna');
  rig.work('call');
  rig.answer('anna');
  rig.work('chat', { channel: 'chat' });
  assert.equal(rig.offers, '');
  rig.finish('call');
  assert.equal(rig.offers, 'anna:chat');
});

test('AC: after-contact work keeps the agent until it is cleared, or until its time', () => {
  const rig = new EngineRig({
    queues: { q: { steps: [{ when: 'TRUE' }], wrapUpSeconds: { voice: 30 } } },
    defaultQueue: 'q',
  });
  rig.agent('anna');
  rig.work('a');
  rig.answer('anna');
  rig.work('b');
  rig.finish('a');
  assert.equal(rig.where('a'), 'wrapping anna');
  rig.wait(29);
  assert.equal(rig.offers, '');
  rig.wait(1);
  assert.equal(rig.offers, 'anna:b');
  rig.answer('anna');
  rig.finish('b');
  rig.work('c');
  rig.take({ name: 'wrapped-up', workId: 'b' });
  assert.equal(rig.offers, 'anna:c');
});

test('GC: bullseye: every ring asks for less of the skill', () => {
  const rig = new EngineRig({
    rules: [{ name: 'loans', when: 'work.topic == "loan"', skills: { loans: 5 } }],
    queues: { q: { steps: [{ when: 'TRUE', relax: { everySeconds: 10, by: 2, floor: 1 } }] } },
    defaultQueue: 'q',
  });
  rig.agent('one', { skills: { loans: 1 } });
  rig.agent('three', { skills: { loans: 3 } });
  rig.agent('none');
  rig.work('a', { topic: 'loan' });
  assert.equal(rig.offers, '');
  rig.wait(10);
  assert.equal(rig.offers, 'three:a');
  rig.answer('three', false);
  rig.wait(9);
  rig.answer('three', false);
  rig.wait(1);
  assert.equal(rig.offers, 'one:a');
  rig.answer('one', false);
  rig.wait(500);
  assert.match(rig.where('a'), /^offered (three|one)$|^waiting/, 'never below the floor');
});

test('GC: the score of a conversation is its wait plus its priority', () => {
  const rig = new EngineRig({
    secondsPerPoint: 60,
    queues: { q: { steps: [{ when: 'TRUE' }] } },
    defaultQueue: 'q',
  });
  rig.work('waited 10 min', { arrivedAtMs: -600_000 });
  rig.work('waited 3 min, priority 6', { arrivedAtMs: -180_000, priority: 6 });
  rig.work('waited 3 min, priority 8', { arrivedAtMs: -180_000, priority: 8 });
  rig.agent('anna');
  const served: string[] = [];
  for (let one = 0; one < 3; one += 1) {
    served.push(rig.offers.replace('anna:', ''));
    rig.answer('anna');
    rig.finish(served.at(-1) ?? '');
  }
  assert.deepEqual(served, ['waited 3 min, priority 8', 'waited 10 min', 'waited 3 min, priority 6']);
});

test('GC: utilization: a call may interrupt an e-mail, not the other way round', () => {
  const rig = new EngineRig({ queues: { q: { steps: [{ when: 'TRUE' }] } }, defaultQueue: 'q' });
  rig.agent('anna');
  rig.work('mail', { channel: 'email' });
  rig.answer('anna');
  rig.work('call');
  assert.equal(rig.offers, 'anna:call');
  rig.answer('anna');
  rig.work('mail 2', { channel: 'email' });
  assert.equal(rig.offers, '');
});

test('GC: an alert that is not answered makes the agent not responding, and the call keeps its place', () => {
  const rig = new EngineRig({ queues: { q: { steps: [{ when: 'TRUE' }] } }, defaultQueue: 'q' });
  rig.agent('anna');
  rig.work('a');
  rig.wait(1);
  rig.work('b');
  rig.wait(19);
  assert.equal(rig.engine.floor.agents.get('anna')?.reason, 'not-responding');
  rig.agent('wei');
  assert.equal(rig.offers, 'wei:a');
});
