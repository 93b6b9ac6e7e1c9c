import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Holding, SessionHeld } from '@weft/proto';
import { holdingHistory, verdictOn } from './holding.ts';

const held = (holding: Holding, generation: number, holderId = 'ap.1'): SessionHeld =>
  SessionHeld.decode(SessionHeld.encode({ holderId, holding, generation }));

it('SIG55 of two edges the one whose client has shown the later token keeps the session, of equals the later one', () => {
  const own = { holderId: 'eu.1', proven: 2 };
  assert.equal(verdictOn(held('taken', 3), own), 'yield');
  assert.equal(verdictOn(held('taken', 2), own), 'yield');
  assert.equal(verdictOn(held('taken', 1), own), 'insist');
  assert.equal(verdictOn(held('taken', 9, 'eu.1'), own), 'ignore');
  assert.equal(verdictOn(held('reading', 9), own), 'ignore');
  assert.equal(verdictOn(held('over', 9), own), 'ignore');
});

it('SIG55 two edges that both have a session never both let go of it, nor both insist', () => {
  for (let one = 1; one <= 4; one++) {
    for (let other = 1; other <= 4; other++) {
      const answer = verdictOn(held('taken', one, 'ap.1'), { holderId: 'eu.1', proven: other });
      const back = verdictOn(held('taken', other, 'eu.1'), { holderId: 'ap.1', proven: one });
      if (answer === 'insist') assert.equal(back, 'yield');
    }
  }
});

it('SIG19 the kept messages say whether a session is over and how late a token must be', () => {
  assert.deepEqual(holdingHistory([]), { over: false, proven: 0 });
  assert.deepEqual(holdingHistory([held('reading', 0), held('taken', 4), held('taken', 2)]), {
    over: false,
    proven: 4,
  });
  assert.equal(holdingHistory([held('taken', 4), held('over', 0)]).over, true);
});
