import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, silentLog, WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import type { Crm } from './crm.ts';
import { rangeOf } from './report-range.ts';
import { CentreReports } from './reports.ts';

const NOW_MS = new Date(2026, 10, 29, 12).getTime();
const rating = (conversationId: string, stars = 5) => ({ conversationId, stars, comment: '', atMs: 1 });
const none = { all: { closed: 0 }, days: [] };

async function setUp(crm: Partial<Pick<Crm, 'report' | 'ratings'>>) {
  const clock = new ManualClock(NOW_MS);
  const reports = new CentreReports({
    crm: { report: async () => none, ratings: async () => ({ ratings: [], cursor: '' }), ...crm },
    ...{ clock, log: silentLog },
  });
  await settle();
  return { reports, ids: () => reports.get().ratings.map(({ conversationId }) => conversationId) };
}

describe('the reports', () => {
  it('are of seven days at first, with a row for days on which nothing was closed', async () => {
    const asked: number[] = [];
    const { reports } = await setUp({
      report: async ({ fromMs, toMs }) => {
        asked.push(fromMs, toMs);
        return {
          all: { closed: 2 },
          days: [{ key: '2026-11-28', closed: 2 }],
          agents: [
            { key: 'a', closed: 1 },
            { key: 'b', closed: 3 },
          ],
        };
      },
    });
    const { fromMs, toMs } = rangeOf(7, NOW_MS);
    assert.deepEqual(asked, [fromMs, toMs]);
    const { report, loading } = reports.get();
    assert.equal(loading, false);
    assert.deepEqual(
      report?.days.map(({ closed }) => closed),
      [0, 0, 0, 0, 0, 2, 0],
    );
    assert.deepEqual(
      report?.agents.map(({ key }) => key),
      ['b', 'a'],
    );
  });

  it('list ratings page by page, the poor ones alone if wanted', async () => {
    const asked: string[] = [];
    const { reports, ids } = await setUp({
      ratings: async ({ below, cursor }) => {
        asked.push(`${below}/${cursor}`);
        return cursor === ''
          ? { ratings: [rating('c1')], cursor: 'next' }
          : { ratings: [rating('c2', 9)], cursor: '' };
      },
    });
    reports.more();
    await settle();
    reports.more();
    await settle();
    assert.deepEqual([ids(), reports.get().ratings[1]?.stars], [['c1', 'c2'], 5]);
    reports.onlyPoor(true);
    await settle();
    assert.deepEqual(ids(), ['c1']);
    assert.deepEqual(asked, ['6/', '6/next', '4/']);
  });

  it('show the time that was chosen last, whatever comes first, and say what went wrong', async () => {
    const answers: ((answer: object) => void)[] = [];
    const { reports } = await setUp({ report: () => new Promise((resolve) => answers.push(resolve)) });
    reports.choose(30);
    await settle();
    answers[1]?.({ all: { closed: 30 } });
    await settle();
    answers[0]?.({ all: { closed: 7 } });
    await settle();
    assert.deepEqual([reports.get().report?.all.closed, reports.get().days], [30, 30]);

    const failing = await setUp({ report: () => Promise.reject(new WeftError('UNAVAILABLE')) });
    const { problem, loading } = failing.reports.get();
    assert.equal(loading, false);
    assert.ok(problem?.name === 'fault' && problem.code === 'UNAVAILABLE');
  });
});
