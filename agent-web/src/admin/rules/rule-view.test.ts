import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentView } from './rule-view.ts';

test('a document is seen as rules, queues with their steps, and hours', () => {
  const view = documentView({
    secondsPerPoint: 'strict',
    calendars: {
      shop: {
        timeZone: 'Asia/Shanghai',
        hours: [{ days: [1, 5], from: '09:00', to: '18:00' }],
        holidays: [{ date: '12-25' }],
      },
    },
    rules: [{ name: 'vip', when: 'TRUE', priority: 3, skills: { refund: 2 }, queue: 'zh' }],
    queues: {
      zh: {
        steps: [{ when: 'TRUE', seconds: 30, relax: { everySeconds: 5, by: 1 } }],
        overflow: { to: 'all', afterSeconds: 9 },
        calendar: 'shop',
        closed: { do: 'overflow', to: 'all' },
        wrapUpSeconds: { voice: 15, chat: 0 },
        answerWithin: { firstMinutes: 5 },
        serviceLevel: { percent: 90, seconds: 10 },
      },
      all: { steps: [{ when: 'TRUE', order: 'least-busy' }] },
    },
    defaultQueue: 'all',
  });
  assert.equal(view?.secondsPerPoint, 'strict');
  assert.deepEqual(view?.rules[0]?.skills, [['refund', 2]]);
  const [zh, all] = view?.queues ?? [];
  assert.deepEqual([zh?.closed, zh?.closedTo, zh?.wrapUp], ['overflow', 'all', [['voice', 15]]]);
  assert.deepEqual([zh?.firstMinutes, zh?.nextMinutes], [5, 0]);
  assert.deepEqual([zh?.serviceLevel, all?.serviceLevel], [{ percent: 90, seconds: 10 }, undefined]);
  assert.deepEqual(zh?.steps[0]?.relax, { everySeconds: 5, by: 1, floor: 0 });
  assert.deepEqual([zh?.isDefault, all?.isDefault, all?.steps[0]?.order], [false, true, 'least-busy']);
  assert.deepEqual(view?.calendars[0]?.holidays, 1);
});

test('a document that is half written is seen as far as it goes', () => {
  assert.equal(documentView('x'), undefined);
  assert.equal(documentView([]), undefined);
  const view = documentView({ rules: [7, {}], queues: { a: 1, b: { steps: 'x' } }, calendars: null });
  assert.deepEqual([view?.rules.length, view?.queues.length, view?.queues[0]?.steps], [1, 1, []]);
});
