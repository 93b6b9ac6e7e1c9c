import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExpression } from './check-expression.ts';
import { compile } from './evaluate.ts';
import { ExpressionError, type Root } from './expression.ts';
import { type AgentTraits, PLAIN_TRAITS, type Work, workOf } from './model.ts';
import { parse } from './parse.ts';

const WORK = workOf({
  workId: 'w1',
  channel: 'chat',
  arrivedAtMs: 0,
  topic: 'refund',
  language: 'zh',
  value: 250,
  skills: { refund: 3 },
  attributes: { vip: true, tags: ['red', 'blue'], country: 'CN' },
});
const ANNA: AgentTraits = {
  ...PLAIN_TRAITS,
  skills: { refund: 3, 信用卡: 5, 'credit-card': 2 },
  languages: ['zh', 'en'],
  attributes: { team: 'a' },
};

const ask = (text: string, work: Work = WORK, agent: AgentTraits = ANNA): boolean =>
  compile(readExpression(text, ['work', 'agent', 'step']))({
    work,
    agent: { ...agent, agentId: 'anna' },
    step: { agents: 4, free: 0, waiting: 2 },
  });

/** "column: message" of what is wrong. */
function wrong(text: string, roots: readonly Root[] = ['work', 'agent']): string {
  try {
    readExpression(text, roots);
    return 'nothing';
  } catch (error) {
    if (error instanceof ExpressionError) return `${error.column}: ${error.message}`;
    throw error;
  }
}

test('every comparison holds exactly when it should', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['work.topic == "refund"', true],
    ["work.topic == 'refund'", true],
    ['work.topic != "refund"', false],
    ['work.value > 250', false],
    ['work.value >= 250', true],
    ['work.value < 250.5', true],
    ['work.value <= -1', false],
    ['work.country IN ["CN", "TW"]', true],
    ['"blue" IN work.tags', true],
    ['work.tags HAS "green"', false],
    ['agent.languages HAS work.language', true],
    ['agent.skills HAS "refund"', true],
    ['agent.skills HAS "sales"', false],
    ['agent.skills.refund >= work.skills.refund', true],
    ['agent.skills.信用卡 == 5', true],
    ['agent.skills.credit-card == 2', true],
    ['agent.skills."credit-card" == 2', true],
    ['agent.skills.sales >= 1', false],
    ['agent.skills.sales == 0', true],
    ['agent.id == "anna"', true],
    ['work.vip', true],
    ['NOT work.vip', false],
    ['step.free == 0 and step.agents > 3', true],
    ['TRUE', true],
    ['work.vip AND work.value < 10 OR agent.team == "a"', true],
    ['work.vip AND (work.value < 10 OR agent.team == "b")', false],
    ['NOT work.value < 10 AND work.vip', true],
    ['work.topic == "with \\"quotes\\""', false],
  ];
  for (const [text, expected] of cases) assert.equal(ask(text), expected, text);
});

test('what is not there is equal to nothing, and before nothing', () => {
  assert.equal(ask('work.nothing == "x"'), false);
  assert.equal(ask('work.nothing != "x"'), true);
  assert.equal(ask('work.nothing < 1 OR work.nothing >= 1'), false);
  assert.equal(ask('work.country < 1'), false, 'of another type');
  assert.equal(ask('work.constructor == "x" OR work.__proto__ == "x"'), false);
  assert.equal(ask('agent.skills.constructor >= 1'), false, 'nothing is inherited');
});

test('what is wrong is told with its column', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', '1: there is nothing here'],
    ['work.topic = "a"', '12: equality is written =='],
    ['work.topic == "a', '15: a string without its end'],
    ['work.topic == ', '15: expected a value or an attribute such as work.topic, found the end'],
    ['work.topic "a"', '12: expected AND, OR or the end, found "a"'],
    ['(work.vip', '10: expected ")", found the end'],
    ['job.topic == "a"', '1: job is not known: attributes begin with work, agent, step'],
    ['work.vip AND work', '18: expected "." and the name of an attribute of work, found the end'],
    ['work.vip && work.a', '10: AND is written as a word'],
    ['!work.vip', '1: NOT is written as a word'],
    ['work.value > "1"', '14: a number is never compared with a string'],
    ['agent.languages == "zh"', '1: a list is asked with HAS or IN'],
    ['work.topic HAS "a"', '1: HAS asks a list, this is a string'],
    ['work.topic IN "a"', '15: IN asks a list, this is a string'],
    ['work.urgent > true', '1: a boolean has no order'],
    ['work.topic.name == "a"', '1: work.topic has no part of that name'],
    ['agent.skills.refund.level > 2', '1: agent.skills has no part of that name'],
    ['work.age > 3', '1: age is in the order already; what changes with time is a step with seconds'],
    ['step.free == 0', '1: step is not known here: only work and agent'],
    ['5', '1: a value alone is no condition'],
    ['work.a == 1; DROP', '12: ";" has no meaning here'],
    ['work.topic == "😀" AND ?', '24: "?" has no meaning here'],
  ];
  for (const [text, expected] of cases) assert.equal(wrong(text), expected, text);
});

test('a condition that excludes itself is told when it is saved', () => {
  for (const text of [
    'work.topic == "a" AND work.topic == "b"',
    'work.value > 10 AND work.value < 5',
    'work.value >= 10 AND work.value < 10',
    'work.topic == "a" AND work.topic != "a"',
    'work.topic IN ["a", "b"] AND work.topic == "c"',
    'work.value == 3 AND work.value > 5',
    'work.vip AND FALSE',
    'work.topic IN []  AND work.topic IN ["a"]',
  ]) {
    assert.match(wrong(text), /: this can never hold$/, text);
  }
  for (const text of [
    'work.topic == "a" OR work.topic == "b"',
    'work.value >= 10 AND work.value <= 10',
    'work.topic IN ["a", "b"] AND work.topic == "b"',
    'agent.languages HAS "zh" AND agent.languages HAS "en"',
    'work.topic != "a" AND work.topic != "b"',
  ]) {
    assert.equal(wrong(text), 'nothing', text);
  }
});

test('a hostile text costs no more than its length', () => {
  assert.match(wrong('('.repeat(1_900)), /nested too deeply/);
  assert.match(wrong('NOT '.repeat(480)), /nested too deeply/);
  assert.match(wrong('a'.repeat(2_001)), /longer than 2000 characters/);
  assert.match(wrong(`work.a IN [${'1,'.repeat(900)}1]`), /nothing/);
  for (const text of ['\u0000', 'work.\u202e == 1', '"\u{1f4a5}', '[', 'IN', 'AND', '. . .']) {
    assert.throws(() => parse(text), ExpressionError, JSON.stringify(text));
  }
});
