import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import { Overlap } from './overlap.ts';

describe('tracks of a sender who has moved here', () => {
  it('MED53 go on for two seconds each, and are looked at again then', () => {
    const clock = new ManualClock();
    let over = 0;
    const overlap = new Overlap(clock, () => {
      over += 1;
    });
    assert.deepEqual([...overlap.ended(new Set(['a']))], []);
    clock.advance(1_500);
    assert.deepEqual([...overlap.ended(new Set(['a', 'b']))], []);
    clock.advance(500);
    assert.equal(over, 1);
    assert.deepEqual([...overlap.ended(new Set(['a', 'b']))], ['a']);
    clock.advance(2_000);
    assert.equal(over, 2);
    assert.deepEqual([...overlap.ended(new Set(['a', 'b']))], ['a', 'b']);
    clock.advance(5_000);
    assert.equal(over, 2);
  });

  it('begin anew when the sender moves here again, and end with the room', () => {
    const clock = new ManualClock();
    let over = 0;
    const overlap = new Overlap(clock, () => {
      over += 1;
    });
    overlap.ended(new Set(['a']));
    overlap.ended(new Set());
    clock.advance(2_000);
    assert.deepEqual([...overlap.ended(new Set(['a']))], []);
    overlap.close();
    clock.advance(5_000);
    assert.equal(over, 1);
  });
});
