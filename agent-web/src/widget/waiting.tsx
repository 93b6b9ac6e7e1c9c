import { PhoneIncoming, PhoneOutgoing } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerState } from '../state/types.ts';
import { formatDuration, isoDuration } from '../ui/duration.ts';
import { useNow } from '../ui/time.ts';
import styles from './calling.module.css';
import { useWidget } from './customer-context.ts';
import { ScreenHeading } from './screen.tsx';

/** Most come while somebody is there. */
const CallOpening = lazy(() => import('./call-opening.tsx').catch(() => ({ default: () => null })));

type WaitingState = Extract<CustomerState, { name: 'waiting' | 'ringing' }>;

function Standing({ state }: { readonly state: WaitingState }) {
  const { t } = useTranslation('widget');
  if (state.name === 'ringing') return <p role="status">{t('ringing')}</p>;
  const ahead = state.queuePlace - 1;
  return (
    <p role="status">
      {state.agentsOnDuty === 0 && `${t('nobodyOnDuty')} `}
      {ahead > 0 ? t('peopleAhead', { count: ahead }) : t('nextInLine')}
    </p>
  );
}

/** In the queue: the place, what it means, and how long it has been. */
export function Waiting({ state }: { readonly state: WaitingState }) {
  const { t } = useTranslation('widget');
  const { customer } = useWidget();
  const waitedMs = useNow() - state.call.requestedAtMs;
  return (
    <div className={styles.waiting}>
      <div className={styles.place}>
        {state.name === 'waiting' ? (
          <>
            <b>{state.queuePlace}</b>
            <span>{t('place')}</span>
          </>
        ) : (
          <PhoneOutgoing size={44} strokeWidth={1.7} aria-hidden="true" />
        )}
      </div>
      <ScreenHeading>{t('waiting')}</ScreenHeading>
      <Standing state={state} />
      {state.name === 'waiting' && (
        <Suspense>
          <CallOpening kind={state.call.kind} />
        </Suspense>
      )}
      <p className={styles.waited}>
        {t('waited')} <time dateTime={isoDuration(waitedMs)}>{formatDuration(waitedMs)}</time>
      </p>
      {state.name === 'waiting' && (
        <button type="button" className={styles.callBack} onClick={() => customer.askCallback()}>
          <PhoneIncoming size={17} aria-hidden="true" /> {t('callMeBack')}
        </button>
      )}
    </div>
  );
}
