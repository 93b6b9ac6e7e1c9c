import { splitText } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import { fillTemplate, placesIn } from '../../ui/template-text.ts';
import styles from '../admin.module.css';

/** What Weibo takes in one message. */
const MAX_WEIBO_LENGTH = 300;

/** How a template reads to a customer, and what it is to the channels it may go by. */
export function TemplatePreview({
  text,
  channels,
}: {
  readonly text: string;
  /** Empty = all. */
  readonly channels: readonly string[];
}) {
  const { t } = useTranslation('admin');
  if (text === '') return null;
  const filled = fillTemplate(text, { 'contact.name': t('sampleContact'), 'agent.name': t('sampleAgent') });
  const goesBy = (channel: string): boolean => channels.length === 0 || channels.includes(channel);
  const left = placesIn(filled);
  const notes = [
    t('previewLength', { count: filled.length }),
    goesBy('sms') ? t('previewSegments', { count: splitText(filled, 8).parts.length }) : '',
    goesBy('weibo') && filled.length > MAX_WEIBO_LENGTH ? t('previewWeibo', { most: MAX_WEIBO_LENGTH }) : '',
    left.length > 0 ? t('previewAttributes', { places: left.join(' ') }) : '',
  ].filter((note) => note !== '');
  return (
    <figure className={styles.preview} aria-label={t('preview')}>
      <figcaption>{t('preview')}</figcaption>
      <p dir="auto">{filled}</p>
      <small>{notes.join(' · ')}</small>
    </figure>
  );
}
