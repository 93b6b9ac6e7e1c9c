import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import type { MenuEntry } from '../types.ts';
import { EMPTY_LEAF } from './menu-draft.ts';
import { AccountMenuEditor } from './menu-editor.ts';
import { FakeAdmin } from './testing/fake-admin.ts';

const menuOf = (name: string): readonly MenuEntry[] => [{ ...EMPTY_LEAF, name, value: name, below: [] }];
const namesIn = (menu: AccountMenuEditor): readonly string[] => menu.get().entries.map(({ name }) => name);

test("an account that is chosen while another one's menu is on its way gets its own", async () => {
  const api = new FakeAdmin();
  const answers = new Map<string, (menu: readonly MenuEntry[]) => void>();
  api.menu = (accountId) => new Promise((resolve) => answers.set(accountId, resolve));
  const menu = new AccountMenuEditor({ api, log: silentLog });
  menu.load('a');
  menu.load('b');
  menu.load('c');
  assert.equal(menu.get().step, 'loading');
  answers.get('a')?.(menuOf('of a'));
  await settle();
  assert.deepEqual(namesIn(menu), []);
  answers.get('c')?.(menuOf('of c'));
  await settle();
  assert.deepEqual([namesIn(menu), menu.get().step], [['of c'], 'none']);
  assert.deepEqual([...answers.keys()], ['a', 'c']);
});

test('what came of saving a menu is not told of the account that is looked at by then', async () => {
  const api = new FakeAdmin();
  api.menuKept = menuOf('of a');
  let refuse: (error: Error) => void = () => undefined;
  api.putMenu = () =>
    new Promise((_resolve, reject) => {
      refuse = reject;
    });
  const menu = new AccountMenuEditor({ api, log: silentLog });
  menu.load('a');
  await settle();
  menu.save();
  menu.load('b');
  refuse(new WeftError('BAD_REQUEST', 'too long'));
  await settle();
  await settle();
  assert.deepEqual([menu.get().wrong, menu.get().saved, menu.get().known], ['', false, true]);
});
