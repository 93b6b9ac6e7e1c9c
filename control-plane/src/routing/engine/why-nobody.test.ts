import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RuleSetInput } from './rules.ts';
import { EngineRig } from './testing/engine-rig.ts';
import { whyNobody } from './why-nobody.ts';

const RULES: RuleSetInput = {
  rules: [{ name: 'refund', when: 'work.topic == "refund"', skills: { refunds: 3 } }],
  queues: {
    all: { steps: [{ when: 'agent.languages HAS work.language', seconds: 30 }, { when: 'TRUE' }] },
  },
  defaultQueue: 'all',
};

const refund = { topic: 'refund', language: 'zh' };
const why = (rig: EngineRig) => whyNobody(rig.engine.floor)[0];

test('work says that nobody is signed on, then that nobody has the skill, with the numbers', () => {
  const rig = new EngineRig(RULES);
  rig.work('w', refund);
  assert.equal(why(rig)?.because, 'nobody-on');
  rig.agent('anna', { languages: ['zh'], skills: { refunds: 2 } });
  rig.agent('ben', { skills: { refunds: 5 } });
  const reason = why(rig);
  assert.equal(reason?.because, 'nobody-suits');
  assert.deepEqual(reason?.needs, [{ skill: 'refunds', level: 3, agents: 1 }]);
  assert.deepEqual([reason?.signedOn, reason?.meetCondition, reason?.suit], [2, 1, 0]);
  assert.deepEqual([reason?.step, reason?.changesInMs], [0, 30_000]);
});

test('those who may have it are away, then full, then have declined', () => {
  const rig = new EngineRig(RULES);
  const able = { languages: ['zh'], skills: { refunds: 3 } };
  rig.agent('anna', able, 'away');
  rig.work('w', refund);
  assert.equal(why(rig)?.because, 'all-away');
  rig.work('other', { language: 'zh', priority: 900 });
  rig.agent('anna', able);
  assert.deepEqual([why(rig)?.workId, why(rig)?.because, why(rig)?.agentId], ['other', 'offered', 'anna']);
  rig.answer('anna');
  assert.deepEqual([why(rig)?.workId, why(rig)?.because], ['w', 'all-full']);
  rig.finish('other');
  rig.answer('anna', false);
  assert.equal(why(rig)?.because, 'declined');
  assert.equal(why(rig)?.changesInMs, 5_000);
});

test('work that is kept, or waits for an opening, says for whom and until when', () => {
  const rig = new EngineRig({
    calendars: {
      day: { timeZone: 'UTC', hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '12:00', to: '13:00' }] },
    },
    queues: { all: { steps: [{ when: 'TRUE' }] }, day: { steps: [{ when: 'TRUE' }], calendar: 'day' } },
    rules: [{ name: 'late', when: 'work.topic == "late"', queue: 'day' }],
    defaultQueue: 'all',
  });
  rig.agent('anna', {}, 'busy');
  rig.work('kept', { preferred: { agentId: 'anna', only: false } });
  rig.work('late', { topic: 'late' });
  const [kept, late] = whyNobody(rig.engine.floor);
  assert.deepEqual([kept?.because, kept?.agentId, kept?.changesInMs], ['kept', 'anna', 30_000]);
  assert.equal(late?.because, 'closed');
});

test('what an agent has in hand is not asked about', () => {
  const rig = new EngineRig(RULES);
  rig.agent('anna', { languages: ['en'] });
  rig.work('w', { language: 'en' });
  rig.answer('anna');
  assert.deepEqual(whyNobody(rig.engine.floor), []);
});
