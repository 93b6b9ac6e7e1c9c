import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Succession } from './succession.ts';

describe('a picture that follows upon another', () => {
  it('takes its place with the first frame where the earlier one stands still', () => {
    const succession = new Succession(0);
    assert.equal(succession.isDue(1_000), false);
    succession.nextFrame();
    assert.equal(succession.isDue(1_000), true);
  });

  it('waits beneath one that moves until it runs', () => {
    const succession = new Succession(0);
    for (const atMs of [100, 200, 300]) {
      succession.earlierFrame(atMs - 20);
      succession.nextFrame();
      assert.equal(succession.isDue(atMs), false);
    }
    succession.nextFrame();
    assert.equal(succession.isDue(310), true);
  });

  it('waits no longer for one that has stopped', () => {
    const succession = new Succession(0);
    succession.nextFrame();
    assert.equal(succession.isDue(150), false);
    assert.equal(succession.isDue(151), true);
  });
});
