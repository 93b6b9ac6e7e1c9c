import { MessageSquareText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CustomerSnapshot, CustomerState } from '../state/types.ts';
import { CallStage } from '../ui/call/stage.tsx';
import { formatDuration, isoDuration } from '../ui/duration.ts';
import { useStore } from '../ui/use-store.ts';
import calling from './calling.module.css';
import { useWidget } from './customer-context.ts';
import { useLook } from './look/use-look.ts';
import { Waiting } from './waiting.tsx';
import styles from './widget.module.css';
import { WindowButtons } from './window-buttons.tsx';

type CallingState = Extract<CustomerState, { name: 'waiting' | 'ringing' | 'in-call' }>;

function CallTime() {
  const { t } = useTranslation('call');
  const { customer } = useWidget();
  const spanMs = useStore(customer.callSeconds) * 1000;
  return (
    <time role="timer" aria-label={t('callTime')} dateTime={isoDuration(spanMs)}>
      {formatDuration(spanMs)}
    </time>
  );
}

/** Shows the chat beside the call, or puts it away; a dot tells of unread words. */
function ChatButton() {
  const { t } = useTranslation('chat');
  const { chat, chatShown } = useWidget();
  const shown = useStore(chatShown);
  const { unread } = useStore(chat);
  return (
    <button
      type="button"
      className={styles.windowButton}
      aria-label={t('showChat')}
      title={t('showChat')}
      aria-pressed={shown}
      data-fresh={unread > 0 || undefined}
      onClick={() => chatShown.set(!shown)}
    >
      <MessageSquareText size={18} aria-hidden="true" />
    </button>
  );
}

/** From the queue to the last word: the stage stays, so that pictures and sound are never taken down between. */
export function InCall({
  snapshot,
  state,
}: {
  readonly snapshot: CustomerSnapshot;
  readonly state: CallingState;
}) {
  const { t } = useTranslation(['widget', 'call']);
  const { customer } = useWidget();
  const { company } = useLook();
  const talking = state.name === 'in-call';
  const name = state.call.agent?.displayName || t('widget:agent');
  return (
    <div className={calling.call}>
      <CallStage
        link={snapshot.link}
        media={snapshot.media}
        noise={snapshot.noise}
        devices={customer.devices}
        actions={customer}
        label={talking ? t('call:callWith', { name }) : company}
        awaitedName={name}
        held={talking && state.phase === 'held'}
        corner={
          <>
            <ChatButton />
            <WindowButtons resizable />
          </>
        }
        title={
          <div className={calling.who}>
            <strong>{talking ? name : company}</strong>
            {talking && <CallTime />}
          </div>
        }
        {...(talking ? {} : { centre: <Waiting state={state} />, endLabel: t('widget:cancel') })}
      />
    </div>
  );
}
