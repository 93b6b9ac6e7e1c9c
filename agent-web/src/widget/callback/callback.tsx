import { systemClock } from '@weft/proto';
import { MessageSquareText, PhoneIncoming } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { consoleLog } from '../../state/console-log.ts';
import { ToneRing } from '../../state/ring.ts';
import type { CustomerState } from '../../state/types.ts';
import { useNow } from '../../ui/time.ts';
import { useStore } from '../../ui/use-store.ts';
import { useWidget } from '../customer-context.ts';
import { Screen } from '../screen.tsx';
import styles from '../widget.module.css';

const CallOpening = lazy(() => import('../call-opening.tsx').catch(() => ({ default: () => null })));

type CallbackState = Extract<CustomerState, { name: 'callback' }>;

/** Where the customer stands, or when they are called again. */
function Standing({ state }: { readonly state: CallbackState }) {
  const { t, i18n } = useTranslation(['callback', 'widget']);
  const { queuePlace, agentsOnDuty, callback } = state;
  if (useNow() < callback.notBeforeMs) {
    const format = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' });
    return (
      <div role="status">
        <p>{t(`missed-${callback.missed}`)}</p>
        <p>
          <b>{t('againAt', { time: format.format(callback.notBeforeMs) })}</b>
        </p>
      </div>
    );
  }
  return (
    <div role="status">
      {queuePlace > 0 && (
        <p>
          <b>
            {queuePlace > 1 ? t('widget:peopleAhead', { count: queuePlace - 1 }) : t('widget:nextInLine')}
          </b>
        </p>
      )}
      {agentsOnDuty === 0 && <p>{t('nobodyOnDuty')}</p>}
    </div>
  );
}

/** The customer waits to be called: where they stand, and what they may do meanwhile. */
function Waiting({ state }: { readonly state: CallbackState }) {
  const { t } = useTranslation(['callback', 'chat']);
  const { customer, chatShown } = useWidget();
  const beside = useStore(chatShown);
  return (
    <Screen
      picture={
        <span className={styles.badge}>
          <PhoneIncoming size={34} />
        </span>
      }
      title={t('title')}
      actions={
        <>
          {!beside && (
            <button type="button" className={styles.primary} onClick={() => chatShown.set(true)}>
              <MessageSquareText size={18} aria-hidden="true" /> {t('chat:chat')}
            </button>
          )}
          <button type="button" className={styles.secondary} onClick={() => customer.hangUp()}>
            {t('cancel')}
          </button>
        </>
      }
    >
      <Standing state={state} />
      <Suspense>
        <CallOpening kind={state.call.kind} />
      </Suspense>
      <p>{t('keepsPlace')}</p>
    </Screen>
  );
}

/** Rings for as long as it stands, as far as the browser lets the page make a sound. */
function useRing(): void {
  useEffect(() => {
    const ring = new ToneRing(systemClock, consoleLog());
    ring.start();
    return () => ring.stop();
  }, []);
}

/** The page rings. */
function Calling({ state }: { readonly state: CallbackState }) {
  const { t } = useTranslation(['callback', 'widget']);
  const { customer } = useWidget();
  useRing();
  return (
    <Screen
      picture={
        <span className={styles.pulse}>
          <PhoneIncoming size={34} />
        </span>
      }
      title={t('calledBy', { name: state.call.agent?.displayName || t('widget:agent') })}
      actions={
        <>
          <button type="button" className={styles.primary} onClick={() => customer.answerCallback(true)}>
            {t('answer')}
          </button>
          <button type="button" className={styles.secondary} onClick={() => customer.answerCallback(false)}>
            {t('decline')}
          </button>
        </>
      }
    >
      <p role="alert">{t('incoming')}</p>
    </Screen>
  );
}

/** A customer who wants to be called instead of holding the line. */
export function Callback({ state }: { readonly state: CallbackState }) {
  return state.callback.phase === 'calling' ? (
    <Calling key="calling" state={state} />
  ) : (
    <Waiting key="waiting" state={state} />
  );
}
