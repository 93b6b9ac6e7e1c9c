import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  answeredAfter,
  countedSilenceMs,
  judgeSilence,
  LEAST_FREEZE_MS,
  MOST_FREEZE_MS,
  NO_HABIT,
  WATCH_INTERVAL_MS,
} from './freeze.ts';

describe('a silent worker', () => {
  it('MED50 is frozen after a second, with or without others', () => {
    const judge = (silentMs: number, othersAnswer: boolean | undefined) =>
      judgeSilence({ silentMs, habit: NO_HABIT, othersAnswer });
    assert.equal(judge(LEAST_FREEZE_MS - 1, undefined).frozen, false);
    assert.equal(judge(LEAST_FREEZE_MS, undefined).reason, 'silent-alone');
    assert.equal(judge(LEAST_FREEZE_MS, true).reason, 'silent-while-others-answer');
  });

  it('MED50 is given twice as long while no other worker answers either', () => {
    const judge = (silentMs: number) => judgeSilence({ silentMs, habit: NO_HABIT, othersAnswer: false });
    assert.equal(judge(2 * LEAST_FREEZE_MS - 1).frozen, false);
    assert.equal(judge(2 * LEAST_FREEZE_MS).reason, 'silent-for-too-long');
  });

  it('MED50 is given longer where answers have been slow, up to a bound, and less when they are quick again', () => {
    let habit = answeredAfter(NO_HABIT, 600);
    const judge = (silentMs: number) => judgeSilence({ silentMs, habit, othersAnswer: undefined });
    assert.equal(judge(2_399).frozen, false);
    assert.equal(judge(2_400).frozen, true);
    for (let n = 0; n < 1_000; n += 1) habit = answeredAfter(habit, 2);
    assert.equal(judge(LEAST_FREEZE_MS).frozen, true);
    habit = answeredAfter(habit, 60_000);
    assert.equal(judge(MOST_FREEZE_MS).frozen, true);
  });

  it('MED50 is not blamed for the time in which this process stood still', () => {
    assert.equal(countedSilenceMs(WATCH_INTERVAL_MS + 10_000), WATCH_INTERVAL_MS);
    assert.equal(countedSilenceMs(40), 40);
    assert.equal(countedSilenceMs(-5), 0);
  });
});
