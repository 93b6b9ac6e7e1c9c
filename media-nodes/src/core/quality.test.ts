import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, type ParticipantScore } from '@weft/proto';
import { participantScores, Quality, worse } from './quality.ts';

const track = (participantId: string, encodings: number[], paused = false) => ({
  ...{ participantId, encodings, paused },
});

describe('quality scores', () => {
  it('MED29 are those of the worst track by its best encoding', () => {
    const scores = participantScores([
      track('anna', [10]),
      track('anna', [3, 7, 0]),
      track('wei', [0]),
      track('li', [2], true),
      track('li', []),
    ]);
    assert.deepEqual(
      [...scores],
      [
        ['anna', 7],
        ['wei', 0],
      ],
    );
  });

  it('MED29 are no better for a receiver than what reaches it', () => {
    const sent = new Map([
      ['wei', 9],
      ['anna', 10],
    ]);
    assert.deepEqual(worse(sent, new Map([['anna', 4]])), [
      { participantId: 'anna', score: 4 },
      { participantId: 'wei', score: 9 },
    ]);
  });

  it('MED29 are told on change only, and at most once a second', () => {
    const clock = new ManualClock();
    const own = new Map<string, number>();
    const receiver = {};
    const pushed: (readonly ParticipantScore[])[] = [];
    let told = 0;
    const quality = new Quality<object>({
      ...{ clock, own: () => own, far: () => [], receivers: () => [receiver], reaching: () => new Map() },
      push: (_, scores) => pushed.push(scores),
      tell: () => {
        told += 1;
      },
    });
    const set = (score: number): void => {
      own.set('anna', score);
      quality.changed();
    };
    set(10);
    clock.advance(1);
    assert.equal(pushed.length, 1);
    for (const score of [9, 8, 7]) set(score);
    clock.advance(998);
    assert.equal(pushed.length, 1);
    clock.advance(2);
    assert.deepEqual(pushed[1], [{ participantId: 'anna', score: 7 }]);
    set(7);
    clock.advance(5_000);
    assert.deepEqual([pushed.length, told], [2, 2]);
    assert.equal(clock.pending, 0);
    quality.close();
  });
});
