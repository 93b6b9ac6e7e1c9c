import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEYS, type KeyPress, shortcutOf } from './keyboard.ts';

const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  writing: false,
  covered: false,
  ...changes,
});

test('every key of the sheet does what the sheet says', () => {
  for (const [key, name] of KEYS) assert.deepEqual(shortcutOf(press(key), true), { name }, key);
  assert.deepEqual(shortcutOf(press('2'), true), { name: 'view', place: 1 });
});

test('nothing happens while somebody writes, or when single keys are switched off', () => {
  assert.equal(shortcutOf(press('t', { writing: true }), true), undefined);
  assert.equal(shortcutOf(press('t'), false), undefined);
});

test("the browser's own shortcuts stay the browser's", () => {
  assert.equal(shortcutOf(press('r', { ctrlKey: true }), true), undefined);
  assert.equal(shortcutOf(press('r', { metaKey: true }), true), undefined);
});

test('alt and an arrow go through the list even from the composer', () => {
  assert.deepEqual(shortcutOf(press('ArrowDown', { altKey: true, writing: true }), false), { name: 'next' });
  assert.deepEqual(shortcutOf(press('ArrowUp', { altKey: true }), true), { name: 'previous' });
});

test('under a dialog an offer can be accepted, and nothing else is done', () => {
  assert.deepEqual(shortcutOf(press('a', { covered: true }), true), { name: 'accept' });
  for (const key of ['x', 'e', 'j', '2', '?'])
    assert.equal(shortcutOf(press(key, { covered: true }), true), undefined);
  assert.equal(shortcutOf(press('ArrowDown', { altKey: true, covered: true }), true), undefined);
  assert.equal(shortcutOf(press('a', { covered: true, writing: true }), true), undefined);
});
