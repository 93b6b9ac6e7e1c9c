import type { PageContext, Participant } from '@weft/proto';
import { ExternalLink, UserRound } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView, DeskSnapshot, DeskWork } from '../state/types.ts';
import { formatDuration } from '../ui/duration.ts';
import styles from './customer-panel.module.css';
import { pageLink, shortAddress } from './page-link.ts';

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function PageRow({ page }: { readonly page: PageContext }) {
  const { t } = useTranslation('desk');
  const href = pageLink(page.url);
  const text = page.title || shortAddress(page.url);
  if (text === '') return null;
  return (
    <Row label={t('page')}>
      {text}
      {href !== undefined && (
        <a href={href} target="_blank" rel="noopener noreferrer nofollow" title={t('openPage')}>
          {shortAddress(page.url)} <ExternalLink size={13} role="img" aria-label={t('openPage')} />
        </a>
      )}
    </Row>
  );
}

function CallSection({
  call,
  quality,
}: {
  readonly call: CallView;
  readonly quality: DeskSnapshot['media']['quality'];
}) {
  const { t, i18n } = useTranslation(['desk', 'call']);
  const heading = useId();
  const time = new Intl.DateTimeFormat(i18n.language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading}>{t('desk:callSection')}</h3>
      <dl>
        <Row label={t('desk:requestedAt')}>{time.format(new Date(call.requestedAtMs))}</Row>
        {call.answeredAtMs > 0 && (
          <Row label={t('desk:answeredAfter')}>{formatDuration(call.answeredAtMs - call.requestedAtMs)}</Row>
        )}
        <Row label={t('desk:yourRegion')}>{call.agent?.region || '–'}</Row>
        <Row label={t('desk:connection')}>
          {quality.rttMs === undefined
            ? '–'
            : `${Math.round(quality.rttMs)} ms · ${(quality.lossShare * 100).toFixed(1)} %`}
        </Row>
        <Row label={t('desk:callId')}>
          <code>{call.callId}</code>
        </Row>
      </dl>
    </section>
  );
}

interface Subject {
  readonly customer: Participant | undefined;
  readonly page: PageContext | undefined;
  readonly call: CallView | undefined;
}

/** Who the panel is about, if anybody. */
function subjectOf(work: DeskWork): Subject | undefined {
  switch (work.name) {
    case 'none':
      return undefined;
    case 'offered':
    case 'accepting':
      return { customer: work.offer.customer, page: work.offer.page, call: undefined };
    case 'in-call':
    case 'ended':
      return { customer: work.call.customer, page: work.call.page, call: work.call };
  }
}

/** Who and where the customer is. */
export function CustomerPanel({
  work,
  media,
}: {
  readonly work: DeskWork;
  readonly media: DeskSnapshot['media'];
}) {
  const { t } = useTranslation('desk');
  const subject = subjectOf(work);
  return (
    <aside className={styles.panel} aria-label={t('customerPanel')}>
      <h2>{t('customer')}</h2>
      {subject === undefined ? (
        <p className={styles.none}>{t('noCustomer')}</p>
      ) : (
        <>
          <div className={styles.person}>
            <span aria-hidden="true">
              <UserRound size={24} />
            </span>
            <strong>{subject.customer?.displayName || t('unnamedCustomer')}</strong>
          </div>
          <dl>
            {subject.page !== undefined && <PageRow page={subject.page} />}
            <Row label={t('customerRegion')}>{subject.customer?.region || '–'}</Row>
            {subject.page?.locale !== undefined && subject.page.locale !== '' && (
              <Row label={t('language')}>{subject.page.locale}</Row>
            )}
          </dl>
          {subject.call !== undefined && <CallSection call={subject.call} quality={media.quality} />}
        </>
      )}
    </aside>
  );
}
