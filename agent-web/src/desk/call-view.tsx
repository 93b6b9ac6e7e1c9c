import { PhoneOutgoing } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot, DeskWork } from '../state/types.ts';
import { CallStage } from '../ui/call/stage.tsx';
import { formatDuration, isoDuration } from '../ui/duration.ts';
import { useStore } from '../ui/use-store.ts';
import { ColleagueBar } from './call/colleague-bar.tsx';
import { GuestList } from './call/guest-list.tsx';
import { SupervisionBar } from './call/supervision-bar.tsx';
import { ClaimedMark } from './claimed-mark.tsx';
import styles from './desk.module.css';
import { useDesk } from './desk-context.ts';
import { useCustomerName } from './use-customer-name.ts';

function CallTime() {
  const { t } = useTranslation('call');
  const spanMs = useStore(useDesk().callSeconds) * 1000;
  return (
    <time role="timer" aria-label={t('callTime')} dateTime={isoDuration(spanMs)}>
      {formatDuration(spanMs)}
    </time>
  );
}

/** A callback's customer is being called. */
function Calling({ name }: { readonly name: string }) {
  const { t } = useTranslation('desk');
  return (
    <div className={styles.calling}>
      <PhoneOutgoing size={40} strokeWidth={1.7} aria-hidden="true" />
      <p role="status">
        <strong>{t('callingBack', { name })}</strong>
        <span>{t('callingBackHint')}</span>
      </p>
    </div>
  );
}

/** The agent's side of a call. */
export function CallView({
  snapshot,
  work,
  corner,
}: {
  readonly snapshot: DeskSnapshot;
  readonly work: Extract<DeskWork, { name: 'in-call' }>;
  /** Upper right, beside the quality. */
  readonly corner?: ReactNode;
}) {
  const { t } = useTranslation(['desk', 'call', 'supervision']);
  const desk = useDesk();
  const held = work.phase === 'held';
  const { call } = work;
  const { name, claimed } = useCustomerName(call);
  const own = call.part === 'unspecified';
  const { state } = snapshot;
  // Who talks with a colleague meanwhile is told so beside the name.
  const calling = call.callback?.phase === 'calling';
  const alone = !call.guests.some(({ part }) => part !== 'listens');
  return (
    <div className={styles.stage}>
      <CallStage
        link={snapshot.link}
        media={snapshot.media}
        noise={snapshot.noise}
        devices={desk.devices}
        actions={desk}
        label={t('call:callWith', { name })}
        awaitedName={name}
        held={held && (alone || call.part === 'listens')}
        listening={call.part === 'listens'}
        {...(calling ? { centre: <Calling name={name} /> } : {})}
        {...(own && !calling ? { hold: { on: held, set: (on: boolean) => desk.setHold(on) } } : {})}
        {...(own ? {} : { endLabel: t('supervision:leave') })}
        corner={corner}
        title={
          <div className={styles.who}>
            {own ? (
              <strong>
                <bdi>{name}</bdi> {claimed && <ClaimedMark />}
              </strong>
            ) : (
              <h2>
                {t('supervision:betweenBoth', { agent: call.agent?.displayName ?? '', customer: name })}{' '}
                {claimed && <ClaimedMark />}
              </h2>
            )}
            {!calling && <CallTime />}
            <SupervisionBar call={call} />
            {own && !calling && state.name === 'signed-in' && (
              <ColleagueBar call={call} held={held} asked={state.asked} agentId={state.agentId} />
            )}
            <GuestList call={call} />
          </div>
        }
      />
    </div>
  );
}
