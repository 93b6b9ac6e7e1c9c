import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Wheel, type Wheeled } from './wheel.ts';

interface Item extends Wheeled {
  readonly name: string;
}

const item = (name: string): Item => ({ name, wheelSlot: -1 });

function rig() {
  const wheel = new Wheel<Item>(100, 8, 1_000);
  const due = (nowMs: number): readonly string[] => {
    const names: string[] = [];
    wheel.advance(nowMs, ({ name }) => names.push(name));
    return names;
  };
  return { wheel, due };
}

describe('a timing wheel', () => {
  it('gives out an item in the tick of its deadline, once', () => {
    const { wheel, due } = rig();
    wheel.schedule(item('a'), 1_250);
    assert.deepEqual(due(1_200), []);
    assert.deepEqual(due(1_300), ['a']);
    assert.deepEqual(due(3_000), []);
  });

  it('gives out in the next tick what is due already', () => {
    const { wheel, due } = rig();
    wheel.schedule(item('late'), 0);
    assert.deepEqual(due(1_099), []);
    assert.deepEqual(due(1_100), ['late']);
  });

  it('gives out early what lies beyond its span, to be scheduled again', () => {
    const { wheel, due } = rig();
    wheel.schedule(item('far'), 99_000);
    assert.deepEqual(due(1_600), []);
    assert.deepEqual(due(1_700), ['far']);
  });

  it('moves an item that is scheduled again and forgets one that is cancelled', () => {
    const { wheel, due } = rig();
    const moved = item('moved');
    const gone = item('gone');
    wheel.schedule(moved, 1_100);
    wheel.schedule(gone, 1_100);
    wheel.schedule(moved, 1_400);
    wheel.cancel(gone);
    wheel.cancel(gone);
    assert.deepEqual(due(1_300), []);
    assert.deepEqual(due(1_400), ['moved']);
  });

  it('gives out everything after a pause longer than its span', () => {
    const { wheel, due } = rig();
    for (const at of [1_100, 1_300, 1_700]) wheel.schedule(item(`at ${at}`), at);
    assert.deepEqual([...due(60_000)].sort(), ['at 1100', 'at 1300', 'at 1700']);
    wheel.schedule(item('next'), 60_150);
    assert.deepEqual(due(60_200), ['next']);
  });

  it('lets an item that is due schedule itself again', () => {
    const { wheel } = rig();
    const again = item('again');
    wheel.schedule(again, 1_100);
    let times = 0;
    const repeat = (one: Item): void => {
      times++;
      wheel.schedule(one, 0);
    };
    for (const nowMs of [1_100, 1_200, 1_300]) wheel.advance(nowMs, repeat);
    assert.equal(times, 3);
  });
});
