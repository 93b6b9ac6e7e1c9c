import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { legRole, type Promotion, roleAfter } from './role.ts';

const promotion = (epoch: number, answered: boolean): Promotion => ({ epoch, answered });

describe("a leg's role", () => {
  it('MED36 is what the order says, and home when it says nothing', () => {
    assert.equal(legRole('standby'), 'standby');
    assert.equal(legRole('home'), 'home');
    assert.equal(legRole('unspecified'), 'home');
    assert.equal(roleAfter('standby', 3, undefined).role, 'standby');
    assert.equal(roleAfter('home', 3, undefined).role, 'home');
  });

  it('MED44 stays home after a promotion until the owner has answered, whatever is ordered meanwhile', () => {
    for (const epoch of [1, 2, 3, 99]) {
      const verdict = roleAfter('standby', epoch, promotion(2, false));
      assert.deepEqual([verdict.role, verdict.promotionStands], ['home', true]);
    }
  });

  it('MED44 goes back only by a later order of an owner that knows', () => {
    assert.equal(roleAfter('standby', 2, promotion(2, true)).role, 'home');
    assert.equal(roleAfter('standby', 1, promotion(2, true)).role, 'home');
    const later = roleAfter('standby', 3, promotion(2, true));
    assert.deepEqual([later.role, later.promotionStands], ['standby', false]);
  });

  it('MED44 needs no promotion any more once an order confirms it', () => {
    for (const answered of [true, false])
      assert.deepEqual(roleAfter('home', 3, promotion(2, answered)), {
        ...{ role: 'home', reason: 'ordered', promotionStands: false },
      });
  });
});
