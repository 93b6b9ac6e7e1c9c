import { AlarmClock, CalendarClock, CornerDownRight, ListOrdered, Split } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './overview.module.css';
import {
  type CalendarView,
  documentView,
  type QueueView,
  type RuleView,
  type StepView,
} from './rule-view.ts';

const isEverybody = (when: string): boolean => /^\s*true\s*$/i.test(when);

function Condition({ text }: { readonly text: string }) {
  const { t } = useTranslation('rules');
  return isEverybody(text) ? <em>{t('everybody')}</em> : <code>{text}</code>;
}

function Rule({ rule }: { readonly rule: RuleView }) {
  const { t } = useTranslation('rules');
  return (
    <li>
      <strong>{rule.name}</strong>
      <code>{rule.when}</code>
      <span className={styles.then}>
        {rule.queue !== '' && <b>→ {t('then-queue', { queue: rule.queue })}</b>}
        {rule.priority !== 0 && (
          <b>
            {t('then-priority', { points: rule.priority > 0 ? `+${rule.priority}` : String(rule.priority) })}
          </b>
        )}
        {rule.skills.map(([skill, level]) => (
          <b key={skill}>{t('then-skill', { skill, level })}</b>
        ))}
        {rule.urgent && <b>{t('then-urgent')}</b>}
        {rule.stop && <b>{t('then-stop')}</b>}
      </span>
    </li>
  );
}

function Step({
  step,
  number,
  last,
}: {
  readonly step: StepView;
  readonly number: number;
  readonly last: boolean;
}) {
  const { t } = useTranslation('rules');
  const { relax } = step;
  return (
    <li>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <div>
        <span className="weft-unseen">{t('step', { number })} </span>
        <Condition text={step.when} />
        <small>
          {last || step.seconds === 0 ? t('toTheEnd') : t('forSeconds', { seconds: step.seconds })}
          {' · '}
          {step.order === 'highest-level'
            ? t('order-highest-level', { skill: step.skill })
            : t(`order-${step.order}`)}
        </small>
        {step.skipIf !== '' && (
          <small>
            {t('skipped')} <code>{step.skipIf}</code>
          </small>
        )}
        {relax !== undefined && (
          <small>{t('relaxed', { by: relax.by, seconds: relax.everySeconds, floor: relax.floor })}</small>
        )}
      </div>
    </li>
  );
}

/** What the queue promises those who write, and wants for those who call. */
function Promised({ queue }: { readonly queue: QueueView }) {
  const { t } = useTranslation('rules');
  const { firstMinutes, nextMinutes, serviceLevel } = queue;
  const parts = [
    ...(firstMinutes > 0 ? [t('answerFirst', { minutes: firstMinutes })] : []),
    ...(nextMinutes > 0 ? [t('answerNext', { minutes: nextMinutes })] : []),
    ...(serviceLevel === undefined ? [] : [t('serviceLevel', serviceLevel)]),
  ];
  if (parts.length === 0) return null;
  return (
    <p>
      <AlarmClock size={15} aria-hidden="true" /> {parts.join(' · ')}
    </p>
  );
}

function Queue({ queue }: { readonly queue: QueueView }) {
  const { t } = useTranslation('rules');
  const wrapUp = queue.wrapUp.map(([channel, seconds]) => t('wrapUpOne', { channel, seconds })).join(', ');
  return (
    <article className={styles.queue}>
      <h3>
        {queue.title || queue.queueId}
        {queue.title !== '' && <code>{queue.queueId}</code>}
        {queue.isDefault && <span>{t('defaultQueue')}</span>}
      </h3>
      <ol>
        {queue.steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its number
          <Step key={at} step={step} number={at + 1} last={at === queue.steps.length - 1} />
        ))}
      </ol>
      {queue.overflow !== undefined && (
        <p>
          <CornerDownRight size={15} aria-hidden="true" />
          {t('overflow', { seconds: queue.overflow.afterSeconds, queue: queue.overflow.to })}
        </p>
      )}
      {queue.calendar !== '' && (
        <p>
          <CalendarClock size={15} aria-hidden="true" />
          {t('hours', { name: queue.calendar })} ·{' '}
          {queue.closed === 'overflow'
            ? t('closed-overflow', { queue: queue.closedTo })
            : t(`closed-${queue.closed}`)}
        </p>
      )}
      {wrapUp !== '' && <p>{t('wrapUp', { list: wrapUp })}</p>}
      <Promised queue={queue} />
    </article>
  );
}

/** Monday to Sunday of a week, for their names. */
const dayName = (day: number, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day));

function Calendar({ calendar }: { readonly calendar: CalendarView }) {
  const { t, i18n } = useTranslation('rules');
  return (
    <article className={styles.queue}>
      <h3>
        {calendar.name} <code>{calendar.timeZone}</code>
      </h3>
      <dl className={styles.hours}>
        {calendar.hours.map(({ days, from, to }) => (
          <div key={`${days.join()} ${from} ${to}`}>
            <dt>{days.map((day) => dayName(day, i18n.language)).join(' ')}</dt>
            <dd>
              {from}–{to}
            </dd>
          </div>
        ))}
      </dl>
      {calendar.holidays > 0 && <p>{t('holidays', { count: calendar.holidays })}</p>}
    </article>
  );
}

/** The edited rules as cards that read without knowing JSON. */
export function Overview({ value }: { readonly value: unknown }) {
  const { t } = useTranslation('rules');
  const view = documentView(value);
  if (view === undefined) return <p className={styles.none}>{t('unreadable')}</p>;
  return (
    <div className={styles.overview}>
      <h2>
        <Split size={17} aria-hidden="true" /> {t('sorting')}
      </h2>
      {view.rules.length === 0 ? (
        <p className={styles.none}>{t('noRules', { queue: view.defaultQueue })}</p>
      ) : (
        <>
          <ol className={styles.rules}>
            {view.rules.map((rule, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names may stand twice, places may not
              <Rule key={at} rule={rule} />
            ))}
          </ol>
          <p className={styles.none}>{t('otherwise', { queue: view.defaultQueue })}</p>
        </>
      )}
      <p className={styles.none}>
        {view.secondsPerPoint === 'strict'
          ? t('orderStrict')
          : t('orderText', { seconds: view.secondsPerPoint })}
      </p>
      <h2>
        <ListOrdered size={17} aria-hidden="true" /> {t('queues')}
      </h2>
      {view.queues.map((queue) => (
        <Queue key={queue.queueId} queue={queue} />
      ))}
      {view.calendars.length > 0 && (
        <h2>
          <CalendarClock size={17} aria-hidden="true" /> {t('calendars')}
        </h2>
      )}
      {view.calendars.map((calendar) => (
        <Calendar key={calendar.name} calendar={calendar} />
      ))}
    </div>
  );
}
