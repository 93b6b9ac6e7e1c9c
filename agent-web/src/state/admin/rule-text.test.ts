import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf, readText, writtenText } from './rule-text.ts';

const RULES = `{
  "queues": {
    "zh": { "steps": [{ "when": "agent.team = \\"a\\" AND" }] }
  },
  "defaultQueue": "zh"
}`;

function placed(text: string, path: string, column = 0): string {
  const read = readText(text);
  assert.ok(read.ok);
  const { line, column: at, offset, end } = placeOf(text, read.places, path, column);
  return `${line}:${at} ${text.slice(offset, end)}`;
}

const fault = (text: string): string => {
  const read = readText(text);
  return read.ok ? 'none' : `${read.fault} ${read.at.line}:${read.at.column}`;
};

test('JSON is read as JSON.parse reads it', () => {
  for (const text of [RULES, '[]', '{}', ' -1.5e3 ', '"\\u4e2d\\n"', 'null', '[1, [true, {"a": "b"}]]']) {
    const read = readText(text);
    assert.deepEqual(read.ok && read.value, JSON.parse(text), text);
  }
  const odd = readText('{"__proto__": {"a": 1}}');
  assert.deepEqual(odd.ok && Object.keys(Object(odd.value)), ['__proto__']);
});

test('what is no JSON says what is missing, with line and column', () => {
  assert.equal(fault(''), 'value 1:1');
  assert.equal(fault('{\n  "a": 1\n  "b": 2\n}'), 'comma 3:3');
  assert.equal(fault('{\n  a: 1\n}'), 'key 2:3');
  assert.equal(fault('{"a" 1}'), 'colon 1:6');
  assert.equal(fault('{"a": 1,}'), 'key 1:9');
  assert.equal(fault('[1,]'), 'value 1:4');
  assert.equal(fault('{"a": "b'), 'string 1:7');
  assert.equal(fault('{} x'), 'end 1:4');
  assert.equal(fault('{"a": 1,\n "a": 2}'), 'twice 2:2');
  assert.equal(fault('['.repeat(100)), 'deep 1:34');
});

test('a problem is put at the column of its expression, escapes counted as they are written', () => {
  assert.equal(placed(RULES, 'queues.zh.steps.0.when', 12), '3:45 = \\"a\\" AND');
  assert.equal(placed(RULES, 'queues.zh.steps.0.when', 18), '3:53 AND');
  assert.equal(placed(RULES, 'queues.zh.steps.0.when', 999).split(' ')[0], '3:56');
});

test('a problem of what is not there is put at what it is missing in', () => {
  assert.equal(placed(RULES, 'defaultQueue'), '5:19 "zh"');
  assert.equal(
    placed(RULES, 'queues.zh.overflow.to'),
    '3:11 { "steps": [{ "when": "agent.team = \\"a\\" AND" }] }',
  );
  assert.equal(placed(RULES, 'nothing.like.that'), '1:1 {');
});

test('what is short stands on one line, and the whole is the same JSON', () => {
  const rules = {
    calendars: { shop: { hours: [{ days: [1, 2], from: '09:00' }], holidays: [] } },
    queues: { all: { steps: [{ when: 'x'.repeat(80) }], wrapUpSeconds: {} } },
    capacities: {},
  };
  const text = writtenText(rules);
  assert.deepEqual(JSON.parse(text), rules);
  assert.match(text, /"hours": \[\{ "days": \[1, 2\], "from": "09:00" \}\],\n/);
  assert.match(text, /"wrapUpSeconds": \{\}/);
  assert.ok(text.split('\n').length < 24, text);
});
