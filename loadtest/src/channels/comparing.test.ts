import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Item, type ItemInit } from '@weft/proto';
import type { Entry } from '../simulators/ledger.ts';
import { differencesOf, isSettled, type Sides, sumOf } from './comparing.ts';

const pushed = (text: string, delivered = true, tries = 1): Entry => ({
  ...{ is: 'pushed', person: 'p', id: text, text, atMs: 1, delivered, tries },
});
const received = (text: string, atMs = 1): Entry => ({ is: 'received', person: 'p', id: '', text, atMs });
const item = (kind: 'customer' | 'agent', value: string, status: ItemInit['status'] = 'sent') =>
  Item.decode(
    Item.encode({ author: { kind, id: 'x', displayName: '' }, status, body: { case: 'text', value } }),
  );
const compare = (sides: Partial<Sides>) =>
  differencesOf({ ...{ entries: [], items: [], answers: [], keyless: false, deathsMs: [] }, ...sides });
const NOTHING = compare({});

test('equal ledgers differ in nothing', () => {
  const sides = {
    entries: [pushed('a'), received('r1'), pushed('b'), received('r2')],
    items: [item('customer', 'a'), item('agent', 'r1'), item('customer', 'b'), item('agent', 'r2')],
    answers: ['r1', 'r2'],
  };
  assert.deepEqual(compare(sides), NOTHING);
  assert.ok(isSettled(compare(sides), sides.items));
  assert.ok(!isSettled(compare(sides), [item('agent', 'r3', 'queued-out')]));
});

test('what is missing is lost, what is there twice is doubled, in either direction', () => {
  const found = compare({
    entries: [pushed('a'), pushed('b'), received('r1', 5), received('r1', 9)],
    items: [item('customer', 'b'), item('customer', 'b'), item('customer', 'x')],
    answers: ['r1', 'r2'],
  });
  const wrong = { lostIn: 1, doubledIn: 1, inventedIn: 1, lostOut: 1, doubledOut: 1 };
  assert.deepEqual(found, { ...NOTHING, ...wrong });
  assert.deepEqual(sumOf([found, found]).lostIn, 2);
});

test('what a protocol without keys cannot avoid is counted apart', () => {
  const twice = [received('r1', 5), received('r1', 9)];
  assert.equal(compare({ entries: twice, answers: ['r1'], deathsMs: [7] }).repeatedOut, 1);
  assert.equal(compare({ entries: twice, answers: ['r1'], deathsMs: [10] }).doubledOut, 1);
  // Written before the death, and read after it: the dead sent it all the same.
  const late = [received('r1', 1_040), received('r1', 3_000)];
  assert.equal(compare({ entries: late, answers: ['r1'], deathsMs: [1_000] }).repeatedOut, 1);
  const later = [received('r1', 2_500), received('r1', 3_000)];
  assert.equal(compare({ entries: later, answers: ['r1'], deathsMs: [1_000] }).doubledOut, 1);
  const items = [item('customer', 'a'), item('customer', 'a')];
  assert.equal(compare({ entries: [pushed('a', true, 2)], items, keyless: true }).redeliveredIn, 1);
  assert.equal(compare({ entries: [pushed('a', true, 1)], items, keyless: true }).doubledIn, 1);
});

test('what was refused openly is no loss, and what comes out of order is seen', () => {
  const items = [item('agent', 'r1', 'failed'), item('agent', 'r2', 'failed')];
  const found = compare({ entries: [pushed('a', false, 3), received('r2')], items, answers: ['r1', 'r2'] });
  assert.deepEqual(found, { ...NOTHING, notTaken: 1, failedOut: 1, unknownOut: 1 });
  const entries = [received('r2'), received('r1')];
  assert.equal(compare({ entries, answers: ['r1', 'r2'] }).misorderedOut, 1);
});
