import type { Item, SystemEvent } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import styles from './timeline.module.css';

function useEventText(event: SystemEvent): string {
  const { t } = useTranslation('thread');
  const { kind, subject } = event;
  switch (kind) {
    case 'closed':
      return subject === '' ? t('event-closedBySystem') : t('event-closed', { subject });
    case 'rated': {
      const stars = Number.parseInt(subject, 10);
      return t('event-rated', { stars: t('stars', { count: Number.isNaN(stars) ? 0 : stars }) });
    }
    case 'assigned':
    case 'transferred':
    case 'contact-joined':
    case 'contact-parted':
      return t(`event-${kind}`, { subject });
    default:
      return t(`event-${kind}`);
  }
}

/** What Weft itself did, in plain words. */
export function SystemLine({ item, event }: { readonly item: Item; readonly event: SystemEvent }) {
  const { i18n } = useTranslation();
  const text = useEventText(event);
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
  return (
    <p className={styles.event}>
      <span dir="auto">
        {text}
        {event.detail !== '' && <q>{event.detail}</q>}
      </span>
      <time dateTime={new Date(item.atMs).toISOString()}>{time.format(item.atMs)}</time>
    </p>
  );
}
