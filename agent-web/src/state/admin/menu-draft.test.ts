import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MenuEntry } from '../types.ts';
import {
  EMPTY_LEAF,
  menuBodyOf,
  menuEntriesOf,
  menuIsWhole,
  nameProblem,
  valueProblem,
} from './menu-draft.ts';

const MENU = {
  buttons: [
    { is: 'click', name: '报修', key: 'ticket:报修' },
    {
      is: 'more',
      name: 'Help',
      buttons: [
        { is: 'view', name: 'Shop', url: 'https://shop.example/' },
        { is: 'click', name: 'Hours', key: 'hours' },
      ],
    },
  ],
};

test('a menu that was read is sent as it was', () => {
  const entries = menuEntriesOf({ menu: MENU });
  assert.deepEqual(
    entries.map(({ ticket, value }) => [ticket, value]),
    [
      [true, '报修'],
      [false, ''],
    ],
  );
  assert.deepEqual(menuBodyOf(entries), MENU);
  assert.deepEqual(menuEntriesOf({ menu: null }), []);
});

test('names are as long as their bytes, not their letters', () => {
  const named = (name: string) => ({ ...EMPTY_LEAF, name, value: 'x' });
  assert.equal(nameProblem(named('sixteen letters!'), false), undefined);
  assert.equal(nameProblem(named('五个汉字啊'), false), undefined);
  assert.equal(nameProblem(named('六个汉字长了'), false), 'long');
  assert.equal(nameProblem(named('六个汉字长了'), true), undefined);
  assert.equal(valueProblem({ ...EMPTY_LEAF, ticket: true, value: '字'.repeat(41) }), 'long');
});

test('what lacks a name or what it does cannot be sent', () => {
  const entry = (changes: Partial<MenuEntry>): MenuEntry => ({ ...EMPTY_LEAF, below: [], ...changes });
  assert.ok(!menuIsWhole([entry({ name: 'A' })]));
  assert.ok(menuIsWhole([entry({ name: 'A', value: 'a' })]));
  assert.ok(menuIsWhole([entry({ name: 'A', below: [{ ...EMPTY_LEAF, name: 'B', value: 'b' }] })]));
  assert.ok(!menuIsWhole([entry({ name: 'A', below: [EMPTY_LEAF] })]));
});
