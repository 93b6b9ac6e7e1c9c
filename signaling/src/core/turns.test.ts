import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Turns } from './turns.ts';

it('SIG19 so many take over at a time, the others in their order, and beyond the bound none', async () => {
  const turns = new Turns(2, 2);
  const first = await turns.next();
  await turns.next();
  const order: number[] = [];
  const waiting = async (mark: number) => {
    const turn = await turns.next();
    order.push(mark);
    return turn;
  };
  const third = waiting(3);
  const fourth = waiting(4);
  assert.equal(await turns.next(), undefined);
  first?.[Symbol.dispose]();
  first?.[Symbol.dispose]();
  const turn = await third;
  assert.deepEqual(order, [3]);
  turn?.[Symbol.dispose]();
  (await fourth)?.[Symbol.dispose]();
  assert.notEqual(await turns.next(), undefined);
});
