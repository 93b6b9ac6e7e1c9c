import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Author, ManualClock } from '@weft/proto';
import { OthersTyping } from './typing.ts';

const ada = Author.create({ kind: 'customer', id: 'ada' });
const ben = Author.create({ kind: 'agent', id: 'ben' });

/** Whoever types, by id, with how often that changed. */
function watched() {
  const clock = new ManualClock();
  let changes = 0;
  const typing = new OthersTyping(clock, () => {
    changes += 1;
  });
  return { clock, typing, who: () => typing.authors.map(({ id }) => id), changes: () => changes };
}

describe('who of the others types', () => {
  it('is shown until told otherwise, or not told for six seconds', () => {
    const { clock, typing, who } = watched();
    typing.told(ada, true);
    typing.told(ben, true);
    assert.deepEqual(who(), ['ada', 'ben']);
    typing.told(ada, false);
    clock.advance(5_999);
    assert.deepEqual(who(), ['ben']);
    clock.advance(1);
    assert.deepEqual(who(), []);
  });

  it('is over for whoever has just spoken, though that they type is told a moment late', () => {
    const { clock, typing, who, changes } = watched();
    typing.spoke(ada);
    clock.advance(400);
    typing.told(ada, true);
    typing.told(ben, true);
    assert.deepEqual([who(), changes()], [['ben'], 1]);
    clock.advance(600);
    typing.told(ada, true);
    assert.deepEqual(who(), ['ben', 'ada']);
  });
});
