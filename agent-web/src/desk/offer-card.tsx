import { Button } from '@mantine/core';
import { Phone, PhoneOff, PhoneOutgoing, Video } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskWork } from '../state/types.ts';
import { formatDuration } from '../ui/duration.ts';
import { useStore } from '../ui/use-store.ts';
import { ClaimedMark } from './claimed-mark.tsx';
import { useDesk } from './desk-context.ts';
import styles from './offer.module.css';
import { shortAddress } from './page-link.ts';
import { useCustomerName } from './use-customer-name.ts';

function Countdown() {
  const { t } = useTranslation('desk');
  const { leftMs, totalMs } = useStore(useDesk().countdown);
  const share = totalMs > 0 ? leftMs / totalMs : 0;
  const seconds = Math.ceil(leftMs / 1000);
  return (
    <div className={styles.countdown}>
      <svg viewBox="0 0 120 120" aria-hidden="true">
        <circle cx="60" cy="60" r="54" pathLength="100" />
        <circle
          cx="60"
          cy="60"
          r="54"
          pathLength="100"
          strokeDasharray={`${share * 100} 100`}
          data-late={share < 0.3 || undefined}
        />
      </svg>
      <span role="timer" aria-label={t('timeLeft')}>
        <b aria-hidden="true">{seconds}</b>
        <span className="weft-unseen">{t('secondsLeft', { count: seconds })}</span>
      </span>
    </div>
  );
}

/** A call that is offered to this agent: who, where, for how long yet. */
export function OfferCard({
  work,
  compact,
}: {
  readonly work: Extract<DeskWork, { name: 'offered' | 'accepting' }>;
  /** One line high, above an open conversation. */
  readonly compact: boolean;
}) {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  const heading = useId();
  const { offer } = work;
  const { name, claimed } = useCustomerName(offer);
  const accepting = work.name === 'accepting';
  const video = offer.kind === 'video';
  const Icon = offer.callback ? PhoneOutgoing : video ? Video : Phone;
  const kind = offer.callback ? 'offerCallback' : video ? 'offerVideo' : 'offerVoice';
  const page = offer.page?.title || shortAddress(offer.page?.url ?? '');
  return (
    <div className={styles.place}>
      <section
        className={styles.offer}
        aria-labelledby={heading}
        data-accepting={accepting || undefined}
        data-compact={compact || undefined}
      >
        <Countdown />
        <p className={styles.offerKind} role="alert">
          <Icon size={18} aria-hidden="true" />{' '}
          {offer.invitedBy === '' ? t(kind) : t('offerInvited', { name: offer.invitedBy })}
        </p>
        <h2>
          <bdi id={heading}>{name}</bdi> {claimed && <ClaimedMark />}
        </h2>
        <dl>
          {page !== '' && (
            <div>
              <dt>{t('onPage')}</dt>
              <dd>{page}</dd>
            </div>
          )}
          {!compact && offer.customer?.region !== undefined && (
            <div>
              <dt>{t('fromRegion')}</dt>
              <dd>{offer.customer.region}</dd>
            </div>
          )}
          <div>
            <dt>{t('waitedFor')}</dt>
            <dd>{formatDuration(offer.waitedMs)}</dd>
          </div>
        </dl>
        <div className={styles.answer}>
          <Button
            size={compact ? 'sm' : 'lg'}
            variant="default"
            leftSection={<PhoneOff size={20} />}
            disabled={accepting}
            onClick={() => desk.decline()}
          >
            {t('decline')}
          </Button>
          <Button
            size={compact ? 'sm' : 'lg'}
            leftSection={<Icon size={20} />}
            loading={accepting}
            onClick={() => desk.accept()}
          >
            {t(offer.callback ? 'acceptCallback' : 'accept')}
          </Button>
        </div>
        <p className="weft-unseen" role="status">
          {accepting ? t('accepting') : ''}
        </p>
      </section>
    </div>
  );
}
