import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { Suspense, use, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { reports as english } from '../../i18n/en/reports.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { reports as chinese } from '../../i18n/zh/reports.ts';
import type { Report, ReportFigures, Reports } from '../../state/types.ts';
import { handOver } from '../../ui/staff/hand-over.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { dispositionWords } from '../thread/dispositions.ts';
import { csvOf } from './csv.ts';
import { DaysChart } from './days-chart.tsx';
import { FiguresTable } from './figures-table.tsx';
import { RatingList } from './rating-list.tsx';
import styles from './reports.module.css';
import { spanText } from './span-text.ts';

const TIMES = [1, 7, 30, 90] as const;
const CHANNELS = ['chat', 'call', 'sms', 'email', 'wechat', 'weibo'] as const;

interface Names {
  readonly agent: (row: ReportFigures) => string;
  readonly channel: (row: ReportFigures) => string;
  readonly queue: (row: ReportFigures) => string;
  readonly disposition: (row: ReportFigures) => string;
}

function useNames(): Names {
  const { t } = useTranslation(['reports', 'inbox', 'thread']);
  return {
    agent: ({ key, name }) => (key === '' ? t('reports:nobody') : name || key),
    channel: ({ key }) => {
      const known = CHANNELS.find((channel) => channel === key);
      return known === undefined ? key : t(`inbox:channel-${known}`);
    },
    queue: ({ key }) => key,
    disposition: ({ key }) => {
      const usual = dispositionWords(key);
      return usual === undefined ? key || t('reports:noOutcome') : t(`thread:${usual}`);
    },
  };
}

/** Hands the report's rows to the browser as a file: days and all groups below each other, times in seconds. */
function download(report: Report, names: Names): void {
  const seconds = (spanMs: number): number => Math.round(spanMs / 1_000);
  const row = (group: string, name: string, one: ReportFigures) => [
    ...[group, name, one.closed, one.answered, seconds(one.answerP50Ms), seconds(one.answerP90Ms)],
    ...[seconds(one.solveP50Ms), seconds(one.solveP90Ms), one.received, one.sent, one.calls, one.missedCalls],
    ...[one.ratings, Math.round(one.rating * 100) / 100],
  ];
  const head =
    'group,name,closed,answered,first_answer_median_s,first_answer_p90_s,until_closed_median_s,until_closed_p90_s,received,sent,calls,missed_calls,ratings,rating';
  const csv = csvOf([
    head.split(','),
    row('all', '', report.all),
    ...report.days.map((one) => row('day', one.key, one)),
    ...report.agents.map((one) => row('agent', names.agent(one), one)),
    ...report.channels.map((one) => row('channel', names.channel(one), one)),
    ...report.queues.map((one) => row('queue', names.queue(one), one)),
    ...report.dispositions.map((one) => row('outcome', names.disposition(one), one)),
  ]);
  const name = `weft-${report.days.at(0)?.key ?? ''}-${report.days.at(-1)?.key ?? ''}.csv`;
  handOver(new Blob([csv], { type: 'text/csv' }), name);
}

function Tiles({ all }: { readonly all: ReportFigures }) {
  const { t, i18n } = useTranslation('reports');
  const span = (spanMs: number): string => spanText(spanMs, i18n.language);
  const tile = (label: string, value: string | number, more: string) => (
    <div className={styles.tile}>
      <dt>{label}</dt>
      <dd>
        {value}
        <small>{more}</small>
      </dd>
    </div>
  );
  return (
    <dl className={styles.tiles}>
      {tile(t('closed'), all.closed, t('inAndOut', { received: all.received, sent: all.sent }))}
      {tile(
        t('answerTime'),
        all.answered === 0 ? '–' : span(all.answerP50Ms),
        all.answered === 0 ? '' : t('ninetieth', { time: span(all.answerP90Ms) }),
      )}
      {tile(t('solveTime'), span(all.solveP50Ms), t('ninetieth', { time: span(all.solveP90Ms) }))}
      {tile(t('calls'), all.calls, t('missed', { count: all.missedCalls }))}
      {tile(
        t('rating'),
        all.ratings === 0 ? '–' : all.rating.toFixed(1),
        t('ratingsCount', { count: all.ratings }),
      )}
    </dl>
  );
}

function Figures({ report, names }: { readonly report: Report; readonly names: Names }) {
  const { t } = useTranslation('reports');
  if (report.all.closed === 0) return <p className={styles.none}>{t('nothing')}</p>;
  return (
    <>
      <Tiles all={report.all} />
      {report.days.length > 1 && <DaysChart days={report.days} />}
      <FiguresTable title={t('byAgent')} head={t('agent')} rows={report.agents} nameOf={names.agent} />
      <FiguresTable
        title={t('byChannel')}
        head={t('channel')}
        rows={report.channels}
        nameOf={names.channel}
      />
      <FiguresTable title={t('byQueue')} head={t('queue')} rows={report.queues} nameOf={names.queue} />
      <FiguresTable
        title={t('byDisposition')}
        head={t('disposition')}
        rows={report.dispositions}
        nameOf={names.disposition}
      />
    </>
  );
}

function Page({ asked, onLeave }: { readonly asked: Promise<Reports>; readonly onLeave: () => void }) {
  const { t } = useTranslation('reports');
  const { threads } = useDesk().conversations;
  const reports = use(asked);
  const snapshot = useStore(reports);
  const names = useNames();
  const group = useId();
  const { report, loading, problem } = snapshot;
  const open = (conversationId: string): void => {
    threads.open(conversationId);
    onLeave();
  };
  return (
    <main id="content" className={styles.place} tabIndex={-1} aria-busy={loading}>
      <div className={styles.head}>
        <h1>{t('title')}</h1>
        <div role="radiogroup" aria-label={t('time')} className={styles.times}>
          {TIMES.map((days) => (
            <label key={days}>
              <input
                type="radio"
                name={group}
                checked={snapshot.days === days}
                onChange={() => reports.choose(days)}
              />
              <span>{days === 1 ? t('today') : t('days', { count: days })}</span>
            </label>
          ))}
        </div>
        <Button
          variant="default"
          leftSection={<Download size={16} aria-hidden="true" />}
          disabled={report === undefined || report.all.closed === 0}
          onClick={() => report !== undefined && download(report, names)}
        >
          {t('download')}
        </Button>
      </div>
      <p className={styles.counted}>{t('counted')}</p>
      {problem !== undefined && (
        <p role="alert" className={styles.problem}>
          {t('notLoaded')} <Button onClick={() => reports.renew()}>{t('tryAgain')}</Button>
        </p>
      )}
      {report === undefined && loading && <p role="status">{t('loading')}</p>}
      {report !== undefined && (
        <div className={styles.body} data-old={loading || undefined}>
          <Figures report={report} names={names} />
          <RatingList reports={reports} snapshot={snapshot} onOpen={open} />
        </div>
      )}
    </main>
  );
}

/** How the contact centre did over days, and what customers said; for supervisors. */
export default function ReportsPlace({ onLeave }: { readonly onLeave: () => void }) {
  const { i18n } = useTranslation();
  addDictionary(i18n, 'reports', { en: english, zh: chinese });
  const { conversations } = useDesk();
  const asked = useMemo(() => conversations.reports(), [conversations]);
  return (
    <Suspense>
      <Page asked={asked} onLeave={onLeave} />
    </Suspense>
  );
}
