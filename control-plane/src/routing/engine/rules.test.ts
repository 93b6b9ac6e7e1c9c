import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileRules } from './compile-rules.ts';
import { PLAIN_RULES } from './rules.ts';

const STEP = { when: 'TRUE' };

/** What is wrong, as "path column: message". */
function wrong(rules: unknown): readonly string[] {
  const compiled = compileRules(rules);
  return compiled.ok
    ? []
    : compiled.errors.map(({ path, column, message }) => `${path} ${column}: ${message}`);
}

test('the plain rules are in order', () => {
  assert.deepEqual(wrong(PLAIN_RULES), []);
});

test('everything that is wrong is told at once, with where it is', () => {
  assert.deepEqual(
    wrong({
      rules: [{ name: 'r', when: 'work.topic = "a"', queue: 'nowhere' }],
      queues: {
        a: {
          steps: [{ when: 'agent.x ==' }, { when: 'work.age > 3', skipIf: 'step.free == 0' }],
          calendar: 'c',
        },
        b: { steps: [{ ...STEP, order: 'highest-level' }] },
      },
      defaultQueue: 'a',
    }),
    [
      'queues.a.steps.0.when 11: expected a value or an attribute such as work.topic, found the end',
      'queues.a.steps.0.seconds 0: only the last step may have no end: those after it are never reached',
      'queues.a.steps.1.when 1: age is in the order already; what changes with time is a step with seconds',
      'queues.a.steps.1.skipIf 0: the last step cannot be skipped',
      'queues.a.calendar 0: there is no calendar c',
      'queues.b.steps.0.skill 0: highest-level needs the skill it looks at',
      'rules.0.when 12: equality is written ==',
      'rules.0.queue 0: there is no queue nowhere',
    ],
  );
});

test('what is asked before a chat is required or optional, and nothing else is asked', () => {
  const queue = (askFirst: object) => ({ queues: { a: { steps: [STEP], askFirst } }, defaultQueue: 'a' });
  assert.deepEqual(wrong(queue({ name: 'required', phone: 'optional' })), []);
  assert.deepEqual(wrong(queue({ name: 'yes' })), ['queues.a.askFirst.name 0: required, or optional']);
  assert.match(wrong(queue({ address: 'required' }))[0] ?? '', /^queues\.a\.askFirst 0: .*address/);
});

test('overflow that goes in a circle is refused with the circle', () => {
  const to = (queueId: string) => ({ steps: [STEP], overflow: { to: queueId, afterSeconds: 5 } });
  assert.deepEqual(wrong({ queues: { a: to('b'), b: to('c'), c: to('a'), d: to('a') }, defaultQueue: 'd' }), [
    'queues.a.overflow 0: work would overflow in a circle: a → b → c → a',
  ]);
  assert.deepEqual(wrong({ queues: { a: to('a') }, defaultQueue: 'a' }), [
    'queues.a.overflow 0: work would overflow in a circle: a → a',
  ]);
  const closed = { steps: [STEP], closed: { do: 'overflow', to: 'a' } };
  assert.match(wrong({ queues: { a: to('b'), b: closed }, defaultQueue: 'a' })[0] ?? '', /circle: a → b → a/);
  assert.deepEqual(
    wrong({ queues: { a: to('c'), b: to('c'), c: { steps: [STEP] } }, defaultQueue: 'a' }),
    [],
  );
});

test('what is of another shape is told by its path', () => {
  assert.match(wrong({ queues: {}, defaultQueue: 'a' })[0] ?? '', /there is no queue a/);
  assert.match(wrong({ ...PLAIN_RULES, queues: { 'a b': { steps: [STEP] } } })[0] ?? '', /^queues\.a b 0: /);
  assert.match(wrong({ ...PLAIN_RULES, surprise: 1 })[0] ?? '', /surprise/);
  for (const junk of [null, 5, 'rules', [], { queues: [] }]) assert.notDeepEqual(wrong(junk), []);
  const night = { timeZone: 'UTC', hours: [{ days: [1], from: '22:00', to: '06:00' }] };
  assert.match(wrong({ ...PLAIN_RULES, calendars: { night } })[0] ?? '', /a night is two entries/);
  const nowhere = { timeZone: 'Mars/Olympus', hours: [] };
  assert.deepEqual(
    wrong({ calendars: { c: nowhere }, queues: { a: { steps: [STEP], calendar: 'c' } }, defaultQueue: 'a' }),
    ['calendars.c.timeZone 0: Mars/Olympus is no time zone'],
  );
});

test('strict priority and queues that nothing leads to are warned of', () => {
  const compiled = compileRules({
    secondsPerPoint: 'strict',
    queues: { a: { steps: [STEP] }, b: { steps: [STEP] } },
    defaultQueue: 'a',
  });
  assert.ok(compiled.ok);
  assert.deepEqual(
    compiled.warnings.map(({ path }) => path),
    ['secondsPerPoint', 'queues.b'],
  );
});
