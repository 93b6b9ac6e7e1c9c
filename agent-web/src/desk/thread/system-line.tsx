import type { Item, SystemEvent, Transcript } from '@weft/proto';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { priorityOf } from '../../state/inbox/priority.ts';
import { useFailureText } from '../../ui/staff/failure-text.ts';
import { useSnoozedUntil } from '../inbox/snoozed-until.ts';
import styles from './timeline.module.css';
import { useWhyText } from './why-text.ts';

/** Happenings whose detail is no words of people. */
const CODED: ReadonlySet<string> = new Set(['prioritized', 'snoozed', 'woken']);

function useEventText(event: SystemEvent): string {
  const { t } = useTranslation(['thread', 'context']);
  const until = useSnoozedUntil();
  const { kind, subject, detail } = event;
  switch (kind) {
    case 'prioritized': {
      const priority = priorityOf(Number.parseInt(detail, 10) || 0);
      return t('event-prioritized', { subject, priority: t(`context:priority-${priority}`) });
    }
    case 'snoozed':
      return t('event-snoozed', { subject, until: until(Number.parseInt(detail, 10) || 0) });
    case 'woken':
      if (subject !== '') return t('event-woken', { subject });
      return t(detail === 'customer' ? 'event-wokenByCustomer' : 'event-wokenByTime');
    case 'closed':
      return subject === '' ? t('event-closedBySystem') : t('event-closed', { subject });
    case 'rated': {
      const stars = Number.parseInt(subject, 10);
      return t('event-rated', { stars: t('stars', { count: Number.isNaN(stars) ? 0 : stars }) });
    }
    case 'assigned':
    case 'transferred':
    case 'queued':
    case 'tagged':
    case 'untagged':
    case 'followers-added':
    case 'followers-removed':
    case 'blocked':
    case 'unblocked':
    case 'contact-joined':
    case 'contact-parted':
      return t(`event-${kind}`, { subject });
    case 'conversation-joined':
    case 'continued':
    case 'conversation-parted':
      // Told by `JoinedLine`, which is still on its way.
      return '';
    default:
      return t(`event-${kind}`);
  }
}

/** Few conversations were joined with others. */
const JoinedLine = lazy(() => import('./joined-line.tsx'));

/** What Weft itself did, in plain words. */
export function SystemLine({ item, event }: { readonly item: Item; readonly event: SystemEvent }) {
  const why = useWhyText();
  const { t } = useTranslation('thread');
  const text = useEventText(event);
  if (event.other !== undefined)
    return (
      <Suspense fallback={<Line item={item} text="…" quoted="" />}>
        <JoinedLine item={item} kind={event.kind} other={event.other} />
      </Suspense>
    );
  const said = [
    ...(event.why === undefined ? [] : [why(event.why)]),
    ...(event.deskGone ? [t('deskGone')] : []),
    ...(event.detail === '' || CODED.has(event.kind) ? [] : [event.detail]),
  ];
  return <Line item={item} text={text} quoted={said.join(' ')} />;
}

/** That the customer had the conversation mailed to them, and what became of the mail. */
export function TranscriptLine({
  item,
  transcript: { address },
}: {
  readonly item: Item;
  readonly transcript: Transcript;
}) {
  const { t } = useTranslation('thread');
  const failureText = useFailureText();
  const failed = item.status === 'failed';
  const text = t(failed ? 'transcriptFailed' : 'transcriptSent', { address });
  return <Line item={item} text={text} quoted={failed ? failureText(item.failure) : ''} />;
}

function Line({
  item,
  text,
  quoted,
}: {
  readonly item: Item;
  readonly text: string;
  readonly quoted: string;
}) {
  const { i18n } = useTranslation();
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  return (
    <p className={styles.event}>
      <span dir="auto">
        {text}
        {quoted !== '' && <q>{quoted}</q>}
      </span>
      <time dateTime={new Date(item.atMs).toISOString()}>{time.format(item.atMs)}</time>
    </p>
  );
}
