import type { EndCause } from '@weft/proto';
import { Check, PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CustomerState } from '../state/types.ts';
import { formatDuration, isoDuration } from '../ui/duration.ts';
import { useStore } from '../ui/use-store.ts';
import { useWidget } from './customer-context.ts';
import type { CallChoice } from './host-messages.ts';
import { useLook } from './look/use-look.ts';
import { Screen } from './screen.tsx';
import styles from './widget.module.css';

/** Endings that nobody wanted: they ask for an apology. */
const UNWANTED: ReadonlySet<EndCause> = new Set([
  'customer-lost',
  'agent-lost',
  'no-capacity',
  'mesh-stopped',
  'not-reached',
]);

/** The call that is over, where somebody talked in it; undefined otherwise, or when it goes on elsewhere. */
export const talkedCallId = (state: CustomerState): string | undefined =>
  state.name === 'ended' && state.call.answeredAtMs > 0 && state.cause !== 'went-elsewhere'
    ? state.call.callId
    : undefined;

/** After a call: why it ended, how long it was, and again. */
export function Ended({
  state,
  onStart,
}: {
  readonly state: Extract<CustomerState, { name: 'ended' }>;
  readonly onStart: (kind: CallChoice) => void;
}) {
  const { t } = useTranslation('widget');
  const { customer, chatShown, later } = useWidget();
  const { calls } = useLook();
  const CallRating = useStore(later)?.CallRating;
  // The chat has it, where that is beside.
  const alone = !useStore(chatShown);
  const callId = talkedCallId(state);
  const unwanted = UNWANTED.has(state.cause);
  const elsewhere = state.cause === 'went-elsewhere';
  const talked = callId !== undefined;
  return (
    <Screen
      picture={
        <span className={styles.badge} data-bad={unwanted || undefined}>
          {unwanted ? <PhoneOff size={32} /> : <Check size={34} />}
        </span>
      }
      title={t(`end-${state.cause}`)}
      actions={
        <>
          {(calls || elsewhere) && (
            <button
              type="button"
              className={styles.primary}
              onClick={() => onStart(state.call.kind === 'voice' ? 'voice' : 'video')}
            >
              {t(elsewhere ? 'callHere' : 'callAgain')}
            </button>
          )}
          <button type="button" className={styles.secondary} onClick={() => customer.reset()}>
            {t('back')}
          </button>
        </>
      }
    >
      {talked && (
        <p className={styles.lasted}>
          {t('callLasted')}{' '}
          <time dateTime={isoDuration(state.durationMs)}>{formatDuration(state.durationMs)}</time>
        </p>
      )}
      {elsewhere && <p>{t('elsewhere')}</p>}
      {unwanted ? <p>{t('sorry')}</p> : talked && <p>{t('thanks')}</p>}
      {talked && alone && CallRating !== undefined && <CallRating callId={callId} />}
    </Screen>
  );
}
