import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BOUNDS } from './bounds.ts';
import { Sessions } from './sessions.ts';

describe('sessions', () => {
  it('MED9 end every join that hangs on them, once', () => {
    const sessions = new Sessions();
    const left: string[] = [];
    const join = (session: string, name: string) => {
      const hook = sessions.add(session, () => {
        left.push(name);
        hook[Symbol.dispose]();
      });
      return hook;
    };
    join('s1', 'a');
    join('s1', 'b');
    join('s2', 'c')[Symbol.dispose]();
    for (const session of ['s1', 's1', 's2', 's3']) sessions.gone(session);
    assert.deepEqual(left, ['a', 'b']);
  });

  it('MED9 say whether the client has left', () => {
    const sessions = new Sessions();
    const said: boolean[] = [];
    for (const session of ['s1', 's2']) sessions.add(session, (hasLeft) => said.push(hasLeft));
    sessions.gone('s1');
    sessions.gone('s2', true);
    assert.deepEqual(said, [false, true]);
  });

  it('MED9 are remembered as gone for a while, up to a bound', () => {
    const sessions = new Sessions();
    sessions.gone('first');
    assert.ok(sessions.isGone('first'));
    for (let n = 0; n < BOUNDS.maxGoneSessions; n += 1) sessions.gone(`s${n}`);
    assert.ok(!sessions.isGone('first'));
    assert.ok(sessions.isGone('s0'));
  });

  it('MED34 have their pushes counted one by one, and forgotten with them', () => {
    const sessions = new Sessions();
    assert.deepEqual(
      [1, 2, 3].map(() => sessions.nextPush('a')),
      [1, 2, 3],
    );
    assert.equal(sessions.nextPush('b'), 1);
    sessions.gone('a');
    assert.equal(sessions.nextPush('a'), 1);
    for (let n = 0; n < BOUNDS.maxPushedSessions - 1; n += 1) sessions.nextPush(`s-${n}`);
    assert.equal(sessions.nextPush('a'), 2);
    assert.equal(sessions.nextPush('b'), 1);
  });
});
