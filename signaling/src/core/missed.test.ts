import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SessionPush, type SessionPushInit } from '@weft/proto';
import { seeded } from '../testing/mutation.ts';
import { MAX_CURSORS, missedBy } from './missed.ts';

const push = (sourceId: string, sourceSeq: number, more: SessionPushInit = {}): SessionPush =>
  SessionPush.decode(
    SessionPush.encode({
      source: { case: 'control', value: new Uint8Array([sourceSeq]) },
      sourceId,
      sourceSeq,
      ...more,
    }),
  );

const cursor = (sourceId: string, sourceSeq: number) => ({ sourceId, sourceSeq });

/** "a3" for the third push of source a; "gap" when one is missing. */
function story(...given: Parameters<typeof missedBy>): string {
  const missed = missedBy(...given);
  return missed.all
    ? missed.pushes.map(({ sourceId, sourceSeq }) => `${sourceId}${sourceSeq}`).join(' ')
    : 'gap';
}

describe('what a client missed that comes to another edge', () => {
  it('SIG19 is what comes after its cursors, in the order it was published, each once', () => {
    const stored = [push('a', 1), push('b', 1), push('a', 2), push('b', 2), push('a', 3)];
    assert.equal(story([cursor('a', 1), cursor('b', 1)], stored, []), 'a2 b2 a3');
    assert.equal(story([cursor('a', 3), cursor('b', 2)], stored, []), '');
    assert.equal(story([], stored, [push('a', 3), push('a', 4)]), 'a1 b1 a2 b2 a3 a4');
  });

  it('SIG19 is not known when a push is missing in between, at the beginning too', () => {
    assert.equal(story([cursor('a', 1)], [push('a', 3)], []), 'gap');
    assert.equal(story([], [push('a', 2)], []), 'gap');
    assert.equal(story([cursor('a', 1)], [push('a', 2)], [push('a', 4)]), 'gap');
  });

  it('SIG19 begins with the first kept of a source that the client may have forgotten', () => {
    const full = Array.from({ length: MAX_CURSORS }, (_, index) => cursor(`s${index}`, 1));
    assert.equal(story(full, [push('z', 7), push('z', 8)], []), 'z7 z8');
    assert.equal(story(full, [push('z', 7), push('z', 9)], []), 'gap');
  });

  it('SIG19 holds nothing of those that name no source, but what was heard live and a wish to close', () => {
    const close = push('', 0, { closeWith: { code: 'SIGNED_IN_ELSEWHERE' } });
    assert.equal(story([], [push('', 0)], [push('', 0)]), '0');
    const missed = missedBy(
      [cursor('a', 1)],
      [push('a', 1, { closeWith: { code: 'FORBIDDEN' } }), close],
      [],
    );
    assert.deepEqual(
      missed.all && missed.pushes.map(({ source, closeWith }) => `${source?.case} ${closeWith?.code}`),
      ['undefined FORBIDDEN', 'control SIGNED_IN_ELSEWHERE'],
    );
  });

  it('SIG19 is complete and in order wherever the stream is cut from what was heard live', () => {
    const random = seeded(11);
    for (let round = 0; round < 500; round++) {
      const counts = new Map<string, number>();
      const published = Array.from({ length: 1 + Math.floor(random() * 30) }, () => {
        const sourceId = 'abc'.charAt(Math.floor(random() * 3));
        const seq = (counts.get(sourceId) ?? 0) + 1;
        counts.set(sourceId, seq);
        return push(sourceId, seq);
      });
      const at = (): number => Math.floor(random() * (published.length + 1));
      const had = published.slice(0, at());
      const cursors = new Map(had.map(({ sourceId, sourceSeq }) => [sourceId, sourceSeq]));
      const [from = 0, to = 0] = [at(), at()].sort((a, b) => a - b);
      // The live part begins somewhere in what the stream has too.
      const missed = missedBy(
        [...cursors].map(([id, seq]) => cursor(id, seq)),
        published.slice(0, to),
        published.slice(from),
      );
      assert.deepEqual(missed.all && missed.pushes, published.slice(had.length));
    }
  });
});
