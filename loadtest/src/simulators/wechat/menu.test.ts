import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Request } from '../web-server.ts';
import { AccountMenu } from './menu.ts';

const click = (name: string, key = 'k') => ({ type: 'click', name, key });
const view = (name: string, url = 'https://shop.example/') => ({ type: 'view', name, url });
const named = (name: string) => click(name);

/** The code that a menu is answered with. */
function codeOf(button: readonly object[]): unknown {
  const body = Buffer.from(JSON.stringify({ button }));
  const { body: answer } = new AccountMenu().create({ body } as unknown as Request);
  return (answer as { errcode: number }).errcode;
}

test('a menu is refused with the code of the first thing that is wrong with it', () => {
  const below = (...sub_button: readonly object[]) => [{ name: 'More', sub_button }];
  const cases: readonly (readonly [readonly object[], number])[] = [
    [[click('报修'), view('Shop'), ...below(click('客服时间', '字'.repeat(42)))], 0],
    [[], 40016],
    [['A', 'B', 'C', 'D'].map(named), 40016],
    [[click('六个汉字长了')], 40018],
    [[click('')], 40018],
    [[click('A', 'k'.repeat(129))], 40019],
    [[view('A', `https://shop.example/${'x'.repeat(1_024)}`)], 40020],
    [[view('A', 'javascript:alert(1)')], 40020],
    [[{ type: 'nonsense', name: 'A' }], 40017],
    [below(...['A', 'B', 'C', 'D', 'E', 'F'].map(named)), 40023],
    [below({ type: 'nonsense', name: 'A' }), 40024],
    [below(click('字'.repeat(21))), 40025],
    [below(click('A', '字'.repeat(43))), 40026],
    [below(view('A', 'ftp://shop.example/')), 40027],
  ];
  for (const [button, code] of cases)
    assert.equal(codeOf(button), code, JSON.stringify(button).slice(0, 120));
});

test('there is no menu until one is made, and none after it was taken away', () => {
  const menu = new AccountMenu();
  const code = () => (menu.tell().body as { errcode?: number }).errcode;
  assert.equal(code(), 46003);
  menu.create({ body: Buffer.from(JSON.stringify({ button: [click('报修')] })) } as unknown as Request);
  assert.equal(code(), undefined);
  assert.equal(menu.named('报修')?.key, 'k');
  menu.remove();
  assert.equal(code(), 46003);
});
